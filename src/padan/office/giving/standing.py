"""What pledges and holds come to on a day, worked out from what was written down and from the hand-overs that count.

Of a hold it is known whether it is kept, ended, or taken up by a gift round; of its round what each family received.
What a family received of one round was paid by all its holds there, in proportion to their units.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.utils import timezone

from padan.office.aid.models import Step
from padan.office.aid.states import State
from padan.office.delivery.queries import handed_in
from padan.office.giving.kinds import Act
from padan.office.giving.models import Done, Hold, Pledge, Taken
from padan.office.giving.models import Instalment as Row
from padan.reference.giving import giving_terms
from padan.rules.giving import ledger as book
from padan.rules.giving.ledger import Event, Ledger, ledger
from padan.rules.giving.paying import shares
from padan.rules.giving.pledging import Standing, Terms, Told, standing_on
from padan.rules.giving.schedule import Instalment, Schedule
from padan.rules.giving.units import amount_in

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stands:
    """A pledge with how it stands on a day, and what became of what was pledged, in its unit."""

    pledge: Pledge
    standing: Standing
    ledger: Ledger


def terms() -> Terms:
    """The days that pledges have."""
    return Terms(giving_terms()["grace"], giving_terms()["lapse"])


def stand(pledges: Iterable[Pledge], day: date) -> list[Stands]:
    """How pledges stand on a day, in their order. The caller has found them within a scope."""
    found = list(pledges)
    numbers = [each.pk for each in found]
    rows = list(Hold.objects.filter(pledge__in=numbers).select_related("released"))
    holds: defaultdict[int, list[Hold]] = defaultdict(list)
    for hold in rows:
        holds[hold.pledge_id].append(hold)
    come, changes, acts = Outcomes.of(rows, day), _instalments(numbers, day), _acts(numbers, day)
    return [_stands(each, changes[each.pk], acts[each.pk], holds[each.pk], come, day) for each in found]


def _stands(
    pledge: Pledge,
    changes: list[tuple[Instalment, bool, date]],
    acts: Mapping[Act, date],
    holds: list[Hold],
    come: Outcomes,
    day: date,
) -> Stands:
    schedule = Schedule.of(each for each, _change, _on in changes)
    events = [
        Event(f"i{number}", book.Act.CHANGED if change else book.Act.PLEDGED, on, each.amount)
        for number, (each, change, on) in enumerate(changes)
    ]
    events += [Event(f"a{act}", book.Act.WITHDRAWN, on) for act, on in acts.items() if act is not Act.CONFIRMED]
    events.append(Event("lapsed", book.Act.LAPSED, schedule.last + (terms().lapse + 1) * _DAY))
    for hold in holds:
        events += come.events_of(hold)
    found = ledger(events, day)
    told = Told(acts.get(Act.CONFIRMED), acts.get(Act.WITHDRAWN), acts.get(Act.REPLACED), found.delivered)
    return Stands(pledge, standing_on(schedule, told, terms(), day, partial(amount_in, pledge.unit)), found)


def _instalments(pledges: list[int], day: date) -> dict[int, list[tuple[Instalment, bool, date]]]:
    """The instalments of each pledge, whether they are changes and when they were said: the first ones, and the changes
    that were said by the day."""
    found: dict[int, list[tuple[Instalment, bool, date]]] = {each: [] for each in pledges}
    for each in Row.objects.filter(pledge__in=pledges):
        said = timezone.localdate(each.on)
        if not each.change or said <= day:
            found[each.pledge_id].append((Instalment(each.due, each.amount), each.change, said))
    return found


def _acts(pledges: list[int], day: date) -> dict[int, dict[Act, date]]:
    found: dict[int, dict[Act, date]] = {each: {} for each in pledges}
    for each in Done.objects.filter(pledge__in=pledges):
        on = timezone.localdate(each.on)
        if on <= day:
            found[each.pledge_id][Act(each.act)] = on
    return found


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of some holds by a ``day``: the day on which each ended (of those that did), and the units of its
    need that each delivered."""

    day: date
    ends: Mapping[int, tuple[book.Act, date]]
    delivered: Mapping[int, int]

    @classmethod
    def of(cls, holds: Collection[Hold], day: date) -> Outcomes:
        """Of holds whose ``released`` is read."""
        taken = Taken.objects.filter(hold__in=[each.pk for each in holds]).values_list("hold_id", "gift_id", "on")
        rounds = {hold: (held, timezone.localdate(on)) for hold, held, on in taken}
        over = _over({held for held, _on in rounds.values()})
        ends = {hold.pk: end for hold in holds if (end := _end(hold, rounds.get(hold.pk), over, day)) is not None}
        return cls(day, ends, _delivered({held for held, _on in rounds.values()}, day))

    def kept(self, hold: Hold) -> bool:
        """Whether a hold still keeps what it has not delivered."""
        return hold.pk not in self.ends

    def units(self, hold: Hold) -> int:
        """Units of its need that a hold takes up: all of it while it is kept, what it delivered when it ended."""
        return hold.units if self.kept(hold) else self.delivered.get(hold.pk, 0)

    def by_pledge(self, holds: Iterable[Hold]) -> Counter[int]:
        """What was delivered of some of the holds, by the number of their pledge and in its unit."""
        found: Counter[int] = Counter()
        for each in holds:
            found[each.pledge_id] += self.delivered.get(each.pk, 0) * each.per_unit
        return found

    def events_of(self, hold: Hold) -> Iterator[Event]:
        """The same as events of the ledger of its pledge."""
        name = str(hold.pk)
        yield Event(f"h{name}", book.Act.HELD, timezone.localdate(hold.on), hold.amount, name)
        if hold.pk in self.ends:
            act, on = self.ends[hold.pk]
            yield Event(f"e{name}", act, on, hold=name)
        if units := self.delivered.get(hold.pk, 0):
            yield Event(f"d{name}", book.Act.DELIVERED, self.day, units * hold.per_unit, name)


def _end(
    hold: Hold, taken: tuple[int, date] | None, over: Mapping[int, date], day: date
) -> tuple[book.Act, date] | None:
    """How and on which day a hold ended by ``day``: let go by an officer, with the round that took it up, or by itself
    on the day after its last where no round had taken it up by then."""
    ends = []
    released = getattr(hold, "released", None)
    if released is not None:
        ends.append((timezone.localdate(released.on), book.Act.RELEASED))
    if taken is not None and taken[0] in over:
        ends.append((over[taken[0]], book.Act.RELEASED))
    if taken is None or taken[1] > day:
        ends.append((hold.expires_on + _DAY, book.Act.EXPIRED))
    come = min((each for each in ends if each[0] <= day), default=None)
    return None if come is None else (come[1], come[0])


def _over(rounds: Collection[int]) -> dict[int, date]:
    """The days on which rounds were closed or cancelled, of those that were."""
    steps = Step.objects.filter(round__in=rounds, after__in=(State.CLOSED, State.CANCELLED)).exclude(before="")
    return {held: timezone.localdate(on) for held, on in steps.order_by("-pk").values_list("round_id", "on")}


def _delivered(rounds: Collection[int], day: date) -> dict[int, int]:
    """Units that each hold of gift rounds delivered by a day: what its family received, shared among all its holds of
    the round, whosever pledge they are of."""
    handed = handed_in(rounds, day)
    weights: defaultdict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    rows = Taken.objects.filter(gift__in={held for held, _family in handed})
    for held, family, hold, units in rows.values_list("gift_id", "hold__need__family_id", "hold_id", "hold__units"):
        weights[held, family][f"{hold:012}"] = units
    found: dict[int, int] = {}
    for home, units in handed.items():
        found.update((int(hold), part) for hold, part in shares(units, weights[home]).items())
    return found
