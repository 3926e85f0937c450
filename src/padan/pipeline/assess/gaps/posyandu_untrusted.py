"""The figures of a posyandu look as if they were not measured."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="posyandu_untrusted",
        title=_("Angka posyandu perlu diukur ulang"),
        question=_("Bisakah anak-anak posyandu ini diukur ulang bersama petugas puskesmas?"),
        rule="The written rule of credibility (rules/growth/credibility), on all months of the posyandu together, "
        "finds grounds on which its figures look not measured. The gap accuses nobody: it asks to measure again.",
        source="reference/data/quality: each ground with its limit and source.",
        acts="Who can re-measure: the health centre.",
        agencies=("dinkes",),
        sql=sql_of("posyandu_untrusted"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    return _("Posyandu {posyandu}, {count} pengukuran {children} anak: {grounds}").format(
        posyandu=evidence["posyandu"].title(),
        count=evidence["measurements"],
        children=evidence["children"],
        grounds=wording.suspicions(evidence["suspicions"]),
    )
