"""Different people bear one NIK."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="same_nik_different_people",
        title=_("NIK yang sama pada orang berbeda"),
        question=_("Milik siapa NIK ini? Bila namanya mirip: apakah ini satu orang?"),
        rule="A sound NIK stands on records of two or more persons of the register. A parent's NIK typed for a "
        "child is left to `nik_contradicts_birth`. Several numbers shared by the same people are one gap.",
        source="UU 24/2013: a NIK is one person's and for life.",
        acts="Names alike: the data officer decides whether they are one. One bearer's birth date fits the "
        "number: the owner of the newest list that gave it to another. Otherwise the civil registry.",
        agencies=("dinsos", "dinkes", "dp2kb", "desa", "disdukcapil"),
        sql=sql_of("same_nik_different_people"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    bearers = [
        _("{name} (lahir {day}; {sources})").format(
            name=wording.name(b), day=wording.day(b["birth_date"]), sources=wording.sources(b["sources"])
        )
        for b in evidence["bearers"]
    ]
    text = _("NIK {niks} dipakai {people}.").format(
        niks=wording.listing(list(evidence["niks"])), people=wording.listing(bearers)
    )
    return text + " " + _("Namanya mirip: mungkin satu orang.") if evidence["alike"] else text
