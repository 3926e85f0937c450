"""The claims of a round as they stand at the end of a day, from entitlements, the hand-overs that count, the goods that
these came from and what visits found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from padan.kernel.scope import Scope
from padan.office.aid import queries as aid
from padan.office.aid.queries import Round
from padan.office.checking import queries as checking
from padan.office.delivery import queries as delivery
from padan.office.delivery.lying import stocks
from padan.reference.aid import AidForm, aid_kinds
from padan.reports.four_rights.eligible_then import EligibleThen
from padan.rules.delivery import Checked, Evidence, Item, Label, Taker, months_of
from padan.rules.four_rights import UNKNOWN, VISITED, Claim, Handed, Lot, Right
from padan.rules.risk.answers import NO

_COUNTED: Final = (
    "family_id", "month", "day", "item", "unit", "amount", "instead_of", "taker", "checked", "proofs", "point"
)  # fmt: skip
_UNKNOWN: Final = frozenset({UNKNOWN})


def claims_of(scope: Scope, held: Round, day: date) -> Iterator[Claim]:
    """The claims of the families of a scope to the months that have begun by a day, with what was handed out of them
    until then. A family that left its place has no claim from that month on."""
    kind = aid_kinds()[held.programme.kind]
    further = frozenset(Right(each) for each in kind.further)
    told = _Told.of(scope, held, day, bool(further))
    freed = delivery.freed_of(scope, held)
    ends, planned = _ends(held), planned_of(held)
    found = _found(scope, held, day, further)
    for (family, month), (area, lines) in delivery.claims(scope, held).items():
        if month > day or (family in freed and month >= freed[family]):
            continue
        handed = tuple(told.counted[family, month])
        began = min((each.day for each in handed), default=date.max)
        yield Claim(
            family, area, month, ends[month], lines, handed, told.unsettled[family, month],
            kind.form is AidForm.GOODS, further, planned,
            frozenset(right for on, right in found[family] if began <= on),
        )  # fmt: skip


def planned_of(held: Round) -> dict[Item, int]:
    """Rupiah that a unit of each item is planned to cost."""
    return {(each.item, each.unit): each.price for each in aid.package_of(held)}


_Missed = defaultdict[str, set[tuple[date, Right]]]


def _found(scope: Scope, held: Round, day: date, further: frozenset[Right]) -> _Missed:
    """By family, which of these rights a visit found missed, and on which day."""
    missed: _Missed = defaultdict(set)
    for family, on, answers in checking.found_at(scope, held, day) if further else ():
        missed[family] |= {(on, right) for right in further if VISITED[right](answers) == NO}
    return missed


def _ends(held: Round) -> dict[date, date]:
    """The last day of each month of a round."""
    months = months_of(held.since, held.months)
    return {month: after - timedelta(days=1) for month, after in pairwise(months)} | {months[-1]: held.until}


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told until a day, by family and month: hand-overs that count, and how many nobody has settled."""

    counted: Mapping[delivery.Claim, list[Handed]]
    unsettled: Counter[delivery.Claim]

    @classmethod
    def of(cls, scope: Scope, held: Round, day: date, with_goods: bool) -> _Told:
        events = delivery.events(scope, held).filter(day__lte=day)
        eligible = EligibleThen(held)
        rows = list(events.filter(verdict__label=Label.COUNTED).values_list(*_COUNTED))
        goods = _Goods(rows if with_goods else (), day)
        counted: defaultdict[delivery.Claim, list[Handed]] = defaultdict(list)
        for family, month, *told, point in rows:
            counted[family, month].append(_handed(told, eligible.on(family, told[0]), goods.lots(told, point)))
        waiting = delivery.conflicts(scope, held).filter(day__lte=day).values_list("family_id", "month")
        return cls(counted, Counter(waiting))


class _Goods:
    """Of which goods hand-overs may be."""

    def __init__(self, rows: Iterable[Any], day: date) -> None:
        places = {(point, (item, unit)) for _family, _month, _on, item, unit, *_rest, point in rows if point}
        self._stocks = stocks(places, day) if places else None

    def lots(self, told: list[Any], point: int | None) -> frozenset[Lot]:
        """Those of one; nothing is known of goods that came from no point."""
        day, item, unit, *_rest = told
        if self._stocks is None or point is None:
            return _UNKNOWN
        return self._stocks.lots((point, (item, unit)), day)


def _handed(told: list[Any], eligible: bool | None, lots: frozenset[Lot]) -> Handed:
    day, item, unit, amount, instead_of, taker, checked, proofs = told
    return Handed(
        day, item, unit, amount, Taker(taker), Checked(checked),
        frozenset(Evidence(each.partition(":")[0]) for each in proofs.split()),
        # What is no goods is not taken without one.
        has_reference=True, eligible=eligible, instead_of=instead_of, lots=lots,
    )  # fmt: skip
