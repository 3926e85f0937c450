"""A NIK holds another birth date or sex than its bearer's."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="nik_contradicts_birth",
        title=_("NIK bertentangan dengan tanggal lahir atau jenis kelamin"),
        question=_("NIK siapa yang tertulis di sini: orang tuanya, orang lain, atau tanggal lahirnya yang salah?"),
        rule="A sound NIK on a living person's record holds a date that is neither the row's birth date nor the "
        "register's, or the other sex (day + 40 is a woman). 1 January and 31 December say only the year. The "
        "verdict is `parent` (the date is a parent's, or an older member of the family bears the number), "
        "`other_person` (it fits another bearer), `sex` (only the sex differs), else `birth_date`.",
        source="Permendagri 137/2017 on regional codes and the form of a NIK: 6 digits of region, ddmmyy, serial.",
        acts="The owner of the newest list with the number; the civil registry where lists of several sources agree "
        "on it and it is nobody else's.",
        agencies=("dinsos", "dinkes", "dp2kb", "desa", "disdukcapil"),
        sql=sql_of("nik_contradicts_birth"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    text = _("NIK {nik} pada {name} ({sources}) memuat {nik_date}, {nik_sex}; tercatat lahir {day}, {sex}.").format(
        nik=evidence["nik"],
        name=wording.name(evidence),
        sources=wording.sources(evidence["sources"]),
        nik_date=evidence["nik_date"],
        nik_sex=wording.sex(evidence["nik_sex"]),
        day=wording.day(evidence["birth_date"]),
        sex=wording.sex(evidence["sex"]),
    )
    return f"{text} {_verdict(evidence)}"


def _verdict(evidence: Evidence) -> str:
    if evidence["verdict"] == "parent":
        parent = _("ibunya") if evidence["nik_sex"] == "P" else _("ayahnya")
        owner = f" ({evidence['owner']})" if evidence["owner"] else ""
        return _("Kemungkinan NIK {parent}{owner}.").format(parent=parent, owner=owner)
    if evidence["verdict"] == "other_person":
        return _("NIK ini cocok dengan {owner}.").format(owner=evidence["owner"] or _("orang lain"))
    if evidence["verdict"] == "sex":
        return _("Hanya jenis kelaminnya yang berbeda.")
    return _("Salah satu dari keduanya salah ketik.")
