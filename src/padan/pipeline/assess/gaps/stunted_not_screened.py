"""A stunted child lives in a family that the screening for risk of stunting left out."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="stunted_not_screened",
        title=_("Balita stunting di keluarga yang belum ditapis KRS"),
        question=_("Mengapa keluarga ini terlewat, dan kapan ditapis?"),
        rule="The last measurement of a living child under `under_five_months` gives a length-for-age below -2 that is "
        "not flagged (rules/growth), and its family has no screening within the cycle of its source and grace. One gap "
        "a family. No gap while no screening has been received at all.",
        source="Permenkes 2/2020 (class); BKKBN: families with a child of 0-59 months are screened twice a year.",
        acts="Who screens.",
        agencies=("dp2kb",),
        sql=sql_of("stunted_not_screened"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    text = _("{family}: {children}.").format(
        family=wording.head(evidence), children=wording.stunted(evidence["children"])
    )
    if evidence["last_screened"]:
        last = wording.day(evidence["last_screened"])
        return text + " " + _("Penapisan KRS terakhir {day}, sudah lewat siklusnya.").format(day=last)
    text += " " + _("Keluarga ini tidak ada di penapisan KRS.")
    if not evidence["screening_rows_of_village"]:
        text += " " + _("Dari desa ini belum ada daftar penapisan yang diterima.")
    return text
