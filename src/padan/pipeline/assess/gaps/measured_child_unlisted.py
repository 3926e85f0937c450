"""A child is measured, but stands in no poor list and in no village list."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="measured_child_unlisted",
        title=_("Balita diukur tetapi tidak terdaftar"),
        question=_("Keluarga mana yang ditinggali anak ini, dan sudahkah ia masuk kartu keluarga?"),
        rule="A living child has a measurement with a weight or a length and stands neither in DTSEN (or its "
        "predecessors) nor in a village's OpenSID. A child known to be `under_five_months` or older makes no "
        "gap. The evidence says whether the village has sent its register at all.",
        source="Our own rule; newborns reach DTSEN and the family card late (reference/precedence).",
        acts="The village, which enters the child or sends its register.",
        agencies=("desa",),
        sql=sql_of("measured_child_unlisted"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    text = _("{name} ({age}), ibu {mother}, diukur {day} menurut {source}, tidak ada di DTSEN maupun OpenSID.").format(
        name=wording.name(evidence),
        age=wording.months(evidence["age_months"]),
        mother=evidence["mother"] or _("tidak diketahui"),
        day=wording.day(evidence["last_measured"]),
        source=wording.source(evidence["last_source"]),
    )
    if evidence["resembles"]:
        text += " " + _("Mungkin sama dengan {name} di keluarga itu.").format(name=wording.name(evidence["resembles"]))
    if not evidence["register_rows_of_village"]:
        text += " " + _("Dari desa ini belum ada buku penduduk yang diterima.")
    return text
