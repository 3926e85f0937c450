"""The claims of a round as they stand at the end of a day, from entitlements and the hand-overs that count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from padan.kernel.scope import Scope
from padan.office.aid import queries as aid
from padan.office.aid.queries import Round
from padan.office.delivery import queries as delivery
from padan.reference.aid import AidForm, aid_kinds
from padan.reports.four_rights.eligible_then import EligibleThen
from padan.rules.delivery import Checked, Evidence, Label, Line, Taker, lines_of, months_of
from padan.rules.four_rights import Claim, Handed

_COUNTED: Final = (
    "family_id", "month", "day", "item", "unit", "amount", "instead_of", "taker", "checked", "proofs"
)  # fmt: skip
_Key = tuple[str, date]


def claims_of(scope: Scope, held: Round, day: date) -> Iterator[Claim]:
    """The claims of the families of a scope to the months that have begun by a day, with what was handed out of them
    until then. A family that left its place has no claim from that month on."""
    told = _Told.of(scope, held, day)
    freed = delivery.freed_of(scope, held)
    ends = _ends(held)
    goods = aid_kinds()[held.programme.kind].form is AidForm.GOODS
    for (family, month), (area, lines) in _lines(scope, held).items():
        if month > day or (family in freed and month >= freed[family]):
            continue
        yield Claim(
            family, area, month, ends[month], lines, tuple(told.counted[family, month]),
            told.unsettled[family, month], goods,
        )  # fmt: skip


def _ends(held: Round) -> dict[date, date]:
    """The last day of each month of a round."""
    months = months_of(held.since, held.months)
    return {month: after - timedelta(days=1) for month, after in pairwise(months)} | {months[-1]: held.until}


def _lines(scope: Scope, held: Round) -> dict[_Key, tuple[str, tuple[Line, ...]]]:
    package = dict(enumerate(aid.package_of(held), start=1))
    amounts: defaultdict[_Key, list[tuple[int, int]]] = defaultdict(list)
    areas: dict[_Key, str] = {}
    rows = delivery.entitlements(scope, held).values_list("family_id", "month", "area", "number", "amount")
    for family, month, area, number, amount in rows:
        areas[family, month] = area
        amounts[family, month].append((number, amount))
    made: dict[tuple[tuple[int, int], ...], tuple[Line, ...]] = {}
    for each in set(map(tuple, amounts.values())):
        made[each] = lines_of((package[number], amount) for number, amount in each)
    return {key: (area, made[tuple(amounts[key])]) for key, area in areas.items()}


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told until a day, by family and month: hand-overs that count, and how many nobody has settled."""

    counted: Mapping[_Key, list[Handed]]
    unsettled: Counter[_Key]

    @classmethod
    def of(cls, scope: Scope, held: Round, day: date) -> _Told:
        events = delivery.events(scope, held).filter(day__lte=day)
        eligible = EligibleThen(held)
        counted: defaultdict[_Key, list[Handed]] = defaultdict(list)
        for family, month, *told in events.filter(verdict__label=Label.COUNTED).values_list(*_COUNTED):
            counted[family, month].append(_handed(told, eligible.on(family, told[0])))
        waiting = delivery.conflicts(scope, held).filter(day__lte=day).values_list("family_id", "month")
        return cls(counted, Counter(waiting))


def _handed(told: list[Any], eligible: bool | None) -> Handed:
    day, item, unit, amount, instead_of, taker, checked, proofs = told
    return Handed(
        day, item, unit, amount, Taker(taker), Checked(checked),
        frozenset(Evidence(each.partition(":")[0]) for each in proofs.split()),
        # What is no goods is not taken without one.
        has_reference=True, eligible=eligible, instead_of=instead_of,
    )  # fmt: skip
