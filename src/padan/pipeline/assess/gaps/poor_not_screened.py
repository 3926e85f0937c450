"""A poor family that the family-risk screening should have reached is in none of the cycle."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="poor_not_screened",
        title=_("Keluarga miskin belum ditapis risiko stunting"),
        question=_("Mengapa keluarga sasaran ini tidak ada di penapisan KRS terakhir?"),
        rule="The family's decile is at most `poor_desil` at its upper end and it has a target: a living child "
        "younger than `under_five_months`, a woman pregnant by a value of the last `pregnancy_days`, or a wife of "
        "`couple_from` to `couple_to`. No screening of the family is younger than KRS's cycle and grace "
        "(reference/cycles). No gap while no screening has been received at all.",
        source="BKKBN: targets of the screening are PUS, pregnant PUS, children 0-23 and 24-59 months; two "
        "figures a year.",
        acts="Who screens.",
        agencies=("dp2kb",),
        sql=sql_of("poor_not_screened"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    words = {"under_five": _("balita"), "pregnant": _("hamil"), "wife": _("istri usia subur")}
    people = [f"{wording.name(t)} ({words[t['because']]})" for t in evidence["targets"]]
    last = evidence["last_screened"]
    text = _("{family} ({desil}) punya sasaran {people}; {screened}.").format(
        family=wording.head(evidence),
        desil=wording.desil(evidence),
        people=wording.listing(people),
        screened=_("penapisan terakhir {day}").format(day=wording.day(last)) if last else _("belum pernah ditapis"),
    )
    if not evidence["screening_rows_of_village"]:
        text += " " + _("Dari desa ini belum ada daftar KRS yang diterima.")
    return text
