"""Needs as pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from padan.kernel.texts import _, language
from padan.kernel.writing import count, rupiah
from padan.reference.krs import priority_tiers
from padan.reports.aid_words import kind_words
from padan.reports.matching.lacking import Line
from padan.reports.wording import region_name
from padan.rules.giving.needs import tier_of


def tier_words(tier: int) -> str:
    """A tier of needs by its signs: "1: ada balita gizi buruk"."""
    signs = [each.words(language()) for each in priority_tiers() if tier_of(each.tier) == tier]
    return f"{tier}: {'; '.join(signs) or _('tidak ada tanda di atas')}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of needs, in words."""

    title: str
    needs: str
    value: str
    covered: str
    held: str
    left: str
    no_cost: int


def line(title: str, found: Line) -> Row:
    """Numbers of needs as a line. Where nobody knows what any of them costs, no amount is said."""
    if found.needs and found.no_cost == found.needs:
        return Row(title, count(found.needs), _("belum diketahui"), "–", "–", "–", found.no_cost)
    return Row(
        title, count(found.needs), rupiah(found.value), rupiah(found.covered), rupiah(found.held), rupiah(found.left),
        found.no_cost,
    )  # fmt: skip


def by_kind(found: Mapping[tuple[str, int], Line]) -> list[tuple[str, list[Row]]]:
    """The lines of each kind by tier, and their sum at the end."""
    kinds: defaultdict[str, list[tuple[int, Line]]] = defaultdict(list)
    for (kind, tier), numbers in found.items():
        kinds[kind].append((tier, numbers))
    return [
        (
            kind_words(kind),
            [
                *(line(tier_words(tier), numbers) for tier, numbers in rows),
                line(_("Jumlah"), sum((numbers for _tier, numbers in rows), Line())),
            ],
        )
        for kind, rows in kinds.items()
    ]


def by_district(found: Mapping[str, Line]) -> list[Row]:
    """A line for each kecamatan."""
    return [line(region_name(code), numbers) for code, numbers in found.items()]
