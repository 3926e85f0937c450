"""What is known of a family is older than the cycle of the list that said it."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="value_stale",
        title=_("Data lebih tua daripada siklus sumbernya"),
        question=_("Mengapa data baru belum ada: belum dikirim, atau keluarganya terlewat?"),
        rule="All that is known of a family's welfare decile or of its screening is older than its source's cycle and "
        "grace (rules/freshness). One gap for each family and subject. What was never known is unknown, not stale. "
        "Children who are not weighed are `child_not_measured`.",
        source="reference/cycles: DTSEN quarterly (Inpres 4/2025), KRS twice a year.",
        acts="The owner of the list that spoke last.",
        agencies=("dinsos", "dp2kb", "desa"),
        sql=sql_of("value_stale"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    subjects = {"welfare": _("desil"), "screening": _("penapisan KRS")}
    return _("{family}: {subject} terakhir {day} menurut {source}, umurnya {age} hari (batas {limit} hari).").format(
        family=wording.head(evidence),
        subject=subjects[evidence["subject"]],
        day=wording.day(evidence["true_at"]),
        source=wording.source(evidence["source"]),
        age=evidence["age_days"],
        limit=evidence["limit_days"],
    )
