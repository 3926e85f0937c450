"""The file calls a child normal; its length and age say stunted."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="label_hides_stunting",
        title=_("Tertulis normal, padahal hitungannya stunting"),
        question=_("Apakah panjang atau tinggi, umur dan jenis kelaminnya benar, sehingga statusnya perlu diperbaiki?"),
        rule="In the child's last measurement the file's own class of length-for-age is `normal` or `tall`, while the "
        "length-for-age computed from length, age and sex is below -2 and not flagged.",
        source="Permenkes 2/2020; WHO Child Growth Standards. A class in a file is a claim.",
        acts="Who measures and types in.",
        agencies=("dinkes",),
        sql=sql_of("label_hides_stunting"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    return _("{name} ({age}): {height} cm pada {day}; {source} menulis normal, hitungannya {degree} ({z} SD).").format(
        name=wording.name(evidence),
        age=wording.months(evidence["age_months"]),
        height=wording.decimal(evidence["height"], 1),
        day=wording.day(evidence["measured_on"]),
        source=wording.source(evidence["source"]),
        degree=wording.stunting(evidence["degree"]),
        z=wording.decimal(evidence["z"], 2),
    )
