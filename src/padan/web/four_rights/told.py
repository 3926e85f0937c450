"""What the account of a round says, in words and figures for the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Final
from urllib.parse import urlencode

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, decimal, percent, rupiah
from padan.office.checking.permissions import DRAWERS, READERS
from padan.office.registry import queries as registry
from padan.reports.four_rights import Account
from padan.reports.wording import region_name
from padan.rules.four_rights import FOUR, Answer, Claim, Counted, Right, lateness
from padan.web.access import Reader

#: From which part of claims on a right looks good, and below which it looks bad.
_GOOD, _BAD = 0.95, 0.8


@dataclass(frozen=True, slots=True)
class Figure:
    """One right of a region: the claims that kept it of those asked, and of how many it is ``unknown``; ``query`` leads
    to those and to the ones that did not. ``look`` as the page's colours, empty where nothing was asked."""

    right: str
    kept: str
    asked: str
    share: str
    look: str
    query: str
    missed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Place:
    """A region with a figure for each right, and who was left out for want of places."""

    name: str
    claims: int
    figures: tuple[Figure, ...]
    all_four: str
    waiting: int


def rights_for(who: Reader, found: Account) -> tuple[Right, ...]:
    """The rights that a reader is told of. What visits found weighs in price and quality: that is not for those whom a
    family may have told of, so those see them who read what samples bring."""
    return tuple(right for right in found.rights if right in FOUR or who.roles & {*READERS})


def may_name(who: Reader, right: Right) -> bool:
    """Whether a reader is told whose claims missed a right: of price and quality, who sends visitors."""
    return right in FOUR or bool(who.roles & {*DRAWERS})


def places(who: Reader, found: Account, shown: Scope) -> list[Place]:
    """The regions of the account that lie in ``shown``, the widest first."""
    rights = rights_for(who, found)
    return [
        Place(
            region_name(region), counted.claims, tuple(_figures(who, region, counted, rights)),
            _share(counted.all_four, counted.claims), found.left[region].waiting if region in found.left else 0,
        )
        for region, counted in found.regions.items() if shown.covers(region)
    ]  # fmt: skip


def _figures(who: Reader, region: str, counted: Counted, rights: tuple[Right, ...]) -> Iterator[Figure]:
    for right in rights:
        kept, asked, share = counted.kept[right], counted.asked[right], counted.share(right)
        look = _look(share, counted.unknown[right] > asked)
        query = urlencode({"tepat": right.value, "wilayah": region}) if may_name(who, right) else ""
        yield Figure(
            right.words, count(kept), count(asked), _share(kept, asked), look, query, asked - kept,
            counted.unknown[right],
        )  # fmt: skip


def _look(share: float | None, mostly_unknown: bool) -> str:
    """A share of the few of whom it is known says little of the others: it neither shines nor alarms."""
    if share is None:
        return ""
    if mostly_unknown:
        return "doubt"
    return "good" if share >= _GOOD else "bad" if share < _BAD else "doubt"


def _units(many: Fraction) -> str:
    return count(int(many)) if many.denominator == 1 else decimal(float(many))


def _share(part: Fraction | int, whole: int) -> str:
    return percent(float(part / whole)) if whole else "–"


def wrongs(counted: Counted, rights: tuple[Right, ...]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Of each right that was missed or cannot be told, why and how often, the most frequent first."""
    found = []
    for right in rights:
        of_right = [(wrong.words, many) for (each, wrong), many in counted.wrongs.most_common() if each is right]
        if of_right:
            found.append((right.words, of_right))
    return found


def goods(counted: Counted) -> list[tuple[str, str, str, str]]:
    """By item: its unit, units owed, units handed out (substitutes by their worth), and the part."""
    return [
        (f"{item} ({unit})", count(owed), _units(counted.handed[item, unit]), _share(counted.handed[item, unit], owed))
        for (item, unit), owed in counted.owed.items()
    ]  # fmt: skip


def facts(found: Account, counted: Counted) -> list[tuple[str, str]]:
    """What one number says of the whole round."""
    cost = found.cost_of_a_right_delivery
    late = counted.late
    return [
        (_("Hak bulanan yang dinilai"), count(counted.claims)),
        (_("Keempatnya tepat"), f"{count(counted.all_four)} ({_share(counted.all_four, counted.claims)})"),
        (_("Terlambat"), _late(late) if late else _("tidak ada")),
        (_("Nilai yang diserahkan"), rupiah(round(found.cost))),
        (_("Biaya tiap penyerahan yang tepat"), rupiah(round(cost)) if cost is not None else "–"),
        (_("Juga menerima bantuan lain"), _("{n} keluarga").format(n=count(sum(found.also_in.values())))),
    ]


def _late(days: list[int]) -> str:
    return _("{n}; separuhnya {middle} hari atau lebih, paling lama {most} hari").format(
        n=count(len(days)), middle=decimal(median(days)), most=max(days)
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One claim that missed a right: whose, of which month, and what was wrong."""

    family_id: str
    name: str
    village: str
    month: date
    wrongs: tuple[str, ...]
    days_late: int


def missed(found: Account, right: Right, region: str) -> list[tuple[Claim, Answer]]:
    """The claims of a region that missed a right, or of whom nobody can tell, by village, family and month."""
    rows = [(claim, answers[right]) for claim, answers in found.behind if claim.area.startswith(region)]
    wrong = [(claim, answer) for claim, answer in rows if answer.asked and not answer.kept]
    return sorted(wrong, key=lambda each: (each[0].area, each[0].family_id, each[0].month))


def lines(who: Reader, rows: list[tuple[Claim, Answer]]) -> list[Line]:
    """They, for those who may see them."""
    names = _names(who, {claim.family_id for claim, _answer in rows})
    return [
        Line(
            claim.family_id, names.get(claim.family_id, claim.family_id), region_name(claim.area), claim.month,
            tuple(sorted(wrong.words for wrong in answer.wrongs)), lateness(claim, who.day),
        )
        for claim, answer in rows
    ]  # fmt: skip


def _names(who: Reader, families: set[str]) -> Mapping[str, str]:
    found = registry.families(who.scope).filter(family_id__in=families)
    return dict(found.values_list("family_id", "head_name"))


#: Claims on one page.
AT_ONCE: Final = 50
