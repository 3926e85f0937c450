"""A stunted child lives in a family that no list of poor families knows."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="stunted_not_poor_list",
        title=_("Balita stunting di keluarga yang tidak ada di daftar keluarga miskin"),
        question=_("Apakah keluarga ini memang mampu, atau perlu diusulkan ke DTSEN?"),
        rule="The last measurement of a living child under `under_five_months` gives a length-for-age below -2 that is "
        "not flagged (rules/growth), and no DTSEN, DTKS or P3KE lists the family. One gap a family. "
        "That a village meeting proposed it is told; the gap stays until a list has it. "
        "No gap while no such list has been received at all.",
        source="Permenkes 2/2020 (class); Inpres 4/2025 (DTSEN is the register that aid goes by).",
        acts="Who proposes families to DTSEN.",
        agencies=("dinsos",),
        sql=sql_of("stunted_not_poor_list"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    text = _("{family}: {children}. Keluarga ini tidak ada di daftar keluarga miskin.").format(
        family=wording.head(evidence), children=wording.stunted(evidence["children"])
    )
    if not evidence["poor_list_rows_of_village"]:
        text += " " + _("Dari desa ini belum ada daftar keluarga miskin yang diterima.")
    if evidence["proposal"]:
        text += " " + wording.proposal(evidence["proposal"])
    return text
