"""Lists of one time show one person as living in two families."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.pipeline.assess import wording
from padan.pipeline.assess.kind import Evidence, GapKind, sql_of


def gap() -> GapKind:
    """The kind."""
    return GapKind(
        code="person_in_two_families",
        title=_("Satu orang di dua keluarga"),
        question=_("Di keluarga mana orang ini tinggal, dan daftar mana yang harus diperbaiki?"),
        rule="The person has a membership in the present family and in another one, and some list shows the "
        "other one on or after the first day on which a list shows the present one. Where all that shows the "
        "other family is older, the person moved, and that is no gap; neither do rows "
        "count that say moved or dead.",
        source="UU 24/2013: one resident, one family card.",
        acts="The owner of the list that shows the other family.",
        agencies=("dinsos", "dinkes", "dp2kb", "desa"),
        sql=sql_of("person_in_two_families"),
        describe=describe,
    )


def describe(evidence: Evidence) -> str:
    """The gap in words."""
    parts = [
        _("keluarga {head} ({sources}, {day})").format(
            head=family["head"] or _("tanpa kepala keluarga"),
            sources=wording.sources(family["sources"]),
            day=wording.day(family["last_seen"]),
        )
        for family in evidence["families"]
    ]
    return _("{name} tercatat di {families}.").format(name=wording.name(evidence), families=wording.listing(parts))
