"""The evidence of a pair in words, from what was kept of it with its question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from padan.kernel.texts import _
from padan.kernel.writing import percent
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.release.explanation import Evidence, Weighed
from padan.reports.why_words import pieces, signed, strength

#: More bits than this are drawn as this many.
_LONGEST: Final = 15.0


@dataclass(frozen=True, slots=True)
class ToldEvidence:
    """One comparison and what was found in it, without its weight."""

    asked: str
    found: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of evidence with its weight: in words, in bits, and as the share (-1 to 1) of the longest bar."""

    asked: str
    found: str
    strength: str
    bits: str
    share: float


def weighed_of(kept: Mapping[str, Any]) -> Weighed:
    """The weights as they were kept; a comparison that this version does not know keeps its codes for words."""
    evidence = tuple(_evidence(each) for each in kept["evidence"])
    return Weighed(kept["prior"], kept["lists"], evidence, kept["rarity"], kept["kin"], kept["by_name"], kept["total"])


def _evidence(each: Mapping[str, Any]) -> Evidence:
    ladder = next((c for c in COMPARISONS if c.name == each["comparison"]), None)
    level = next((rung for rung in ladder.levels if rung.code == each["level"]), None) if ladder else None
    asked = ladder.text if ladder else each["comparison"]
    return Evidence(each["comparison"], asked, each["level"], level.text if level else each["level"], each["bits"])


def told_evidence(weighed: Weighed) -> list[ToldEvidence]:
    """What was found in each comparison."""
    return [ToldEvidence(_(each.asked), _(each.found)) for each in weighed.evidence]


def bars(weighed: Weighed) -> list[Bar]:
    """Each part of the weight, but for what any two records begin with."""
    return [
        Bar(
            _(each.asked), _(each.found), strength(each.bits), signed(each.bits),
            max(-1.0, min(1.0, each.bits / _LONGEST)),
        )
        for each in pieces(weighed)
    ]  # fmt: skip


def told_sum(weighed: Weighed, probability: float) -> str:
    """What all evidence comes to: what two records begin with, the sum in bits, and the chance."""
    return _("Sebelum melihat bukti {prior} bit; jumlahnya {total} bit, peluang satu orang {percent}.").format(
        prior=signed(weighed.prior), total=signed(weighed.total), percent=percent(probability)
    )
