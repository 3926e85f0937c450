"""A child under five was not weighed or measured for two months."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="child_not_measured",
        title=_("Balita tidak ditimbang atau diukur selama dua bulan"),
        question=_("Apakah anak ini pindah, sakit, atau perlu dikunjungi di rumah?"),
        rule="A living child younger than `under_five_months` was last weighed or measured more than "
        "`unmeasured_months` ago, or never although it is older than that. One gap a family. No gap in villages from "
        "which no list of measurements came. A poor family's child that was never measured is `poor_child_unmeasured`.",
        source="Weighing is monthly (reference/cycles: eppgbm). Two months is this project's decision: a child "
        "missed once is asked for at the next posyandu, a child missed twice is visited.",
        acts="Who weighs and measures.",
        agencies=("dinkes",),
        sql=sql_of("child_not_measured"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    seen, never = [], []
    for child in evidence["children"]:
        who = f"{wording.name(child)} ({wording.months(child['age_months'])})"
        if child["last_measured"]:
            seen.append(_("{child} terakhir {day}").format(child=who, day=wording.day(child["last_measured"])))
        else:
            never.append(_("{child} belum pernah").format(child=who))
    return _("{family}: penimbangan {children}.").format(
        family=wording.head(evidence), children=wording.listing(seen + never)
    )
