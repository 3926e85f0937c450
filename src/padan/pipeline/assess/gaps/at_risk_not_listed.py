"""A family is at risk of stunting by what the other lists say, and BKKBN's list does not say so."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="at_risk_not_listed",
        title=_("Berisiko stunting menurut data lain, tetapi tidak di daftar KRS"),
        question=_("Apakah faktor risiko ini masih ada di keluarga itu?"),
        rule="The KRS rule in force, on the facts of every list but BKKBN's own, answers yes; BKKBN's last screening "
        "of the family says no, or does not have the family. No gap while no screening has been received at all.",
        source="BKKBN's screening of families at risk of stunting (reference/data/risk).",
        acts="Who screens.",
        agencies=("dp2kb",),
        sql=sql_of("at_risk_not_listed"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    text = _("{family}: {factors} menurut daftar lain.").format(
        family=wording.head(evidence), factors=wording.factors(evidence["factors"])
    )
    if evidence["claimed"] == "no":
        day = wording.day(evidence["screened_at"])
        return text + " " + _("Penapisan KRS {day} menyebutnya tidak berisiko.").format(day=day)
    text += " " + _("Keluarga ini tidak ada di penapisan KRS.")
    if not evidence["screening_rows_of_village"]:
        text += " " + _("Dari desa ini belum ada daftar penapisan yang diterima.")
    return text
