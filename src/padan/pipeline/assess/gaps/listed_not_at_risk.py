"""BKKBN's list says at risk of stunting, and by what the other lists say the family is not."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="listed_not_at_risk",
        title=_("Di daftar KRS, tetapi tidak berisiko menurut data lain"),
        question=_("Apakah keadaan keluarga ini sudah berubah sejak ditapis?"),
        rule="BKKBN's last screening of the family says at risk; the KRS rule in force, on the facts of every list but "
        "BKKBN's own, answers no. An unknown answer makes no gap, nor does a family that is no target by the rule in "
        "force (a couple without a child under five: whether it is screened differs between versions of the rule).",
        source="BKKBN's screening of families at risk of stunting (reference/data/risk).",
        acts="Who screens.",
        agencies=("dp2kb",),
        sql=sql_of("listed_not_at_risk"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    day = wording.day(evidence["screened_at"])
    if evidence["factors"]:
        return _(
            "{family}: penapisan KRS {day} menyebut {factors}; menurut daftar lain tidak ada faktor risiko."
        ).format(family=wording.head(evidence), day=day, factors=wording.factors(evidence["factors"]))
    return _("{family}: penapisan KRS {day} menyebutnya berisiko; menurut daftar lain tidak ada faktor risiko.").format(
        family=wording.head(evidence), day=day
    )
