"""A poor family has a child under five whom no list of measurements knows."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="poor_child_unmeasured",
        title=_("Balita keluarga miskin belum pernah diukur"),
        question=_("Apakah anak ini memang belum pernah ditimbang dan diukur, atau tercatat dengan nama lain?"),
        rule="The family's decile is at most `poor_desil` at its upper end; a living child younger than "
        "`under_five_months` has no measurement with a weight or a length. No gap while no list of "
        "measurements has been received at all.",
        source="Perpres 72/2021 (children of 0-59 months are weighed and measured).",
        acts="Who weighs and measures.",
        agencies=("dinkes",),
        sql=sql_of("poor_child_unmeasured"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    text = _("{family} ({desil}): {children} tidak ada di daftar penimbangan mana pun.").format(
        family=wording.head(evidence),
        desil=wording.desil(evidence),
        children=wording.children(evidence["children"]),
    )
    for child in evidence["children"]:
        if child["resembles"]:
            text += " " + _("{name} mungkin sama dengan {other} yang sudah diukur.").format(
                name=wording.name(child), other=wording.name(child["resembles"])
            )
    if not evidence["measuring_rows_of_village"]:
        text += " " + _("Dari desa ini belum ada daftar penimbangan yang diterima.")
    return text
