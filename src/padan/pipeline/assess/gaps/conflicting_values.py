"""Lists give one person, or one family, different values of what has only one."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="conflicting_values",
        title=_("Nilai yang bertentangan antardaftar"),
        question=_("Nilai mana yang benar, dan daftar mana yang harus diperbaiki?"),
        rule="Birth date: two dates, or two years where a date is 1 January, 31 December or not surely read. "
        "Sex: two. Name: two records' names are alike neither whole, nor in any word, nor is one a piece of the "
        'other, and no third record\'s name is like both ("By. Ny. …" does not count). Status: alive, or '
        "measured, after a list says dead. Village (one gap a family): a list names another village on or after "
        "the first day on which one names the village shown; a village only guessed, or on a row that says moved "
        "or dead, does not count.",
        source="Our own rule; which value the register shows meanwhile is reference/precedence.",
        acts="The village for status and village; for the rest the owner of the newest list that differs from the "
        "value shown.",
        agencies=("dinsos", "dinkes", "dp2kb", "desa"),
        sql=sql_of("conflicting_values"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    attributes = {
        "birth_date": _("tanggal lahir"),
        "sex": _("jenis kelamin"),
        "name": _("nama"),
        "status": _("hidup atau meninggal"),
        "village": _("desa keluarga"),
    }
    said = [
        _("{value} menurut {sources} ({day})").format(
            value=_value(evidence["attribute"], one["value"]),
            sources=wording.sources(one["sources"]),
            day=wording.day(one["newest"]),
        )
        for one in evidence["said"]
    ]
    text = f"{wording.name(evidence)}, {attributes[evidence['attribute']]}: {'; '.join(said)}."
    if evidence["last_measured"]:
        text += " " + _("Terakhir diukur {day}.").format(day=wording.day(evidence["last_measured"]))
    return text


def _value(attribute: str, value: str) -> str:
    statuses = {
        "alive": _("hidup"), "dead": _("meninggal"), "moved": _("pindah"), "missing": _("hilang"),
        "left": _("pergi"), "invalid": _("tidak valid"),
    }  # fmt: skip
    if attribute == "birth_date":
        return wording.day(value)
    if attribute == "sex":
        return wording.sex(value)
    if attribute == "status":
        return statuses.get(value, value)
    return wording.village(value) if attribute == "village" else value
