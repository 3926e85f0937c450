"""What one giver may see. Nothing else reads holds for a giver.

Only holds of which it is told (:mod:`padan.office.showing`) are in it, in every number: an account that counted the
others would say that there are some. So of a pledge stands what was delivered by told holds, and one rest: not yet
handed out, lapsed, or not told in detail. For the same reason a pledge is told as running whether or not something of
it is due, and the rows stand in the order of their codes, never of time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Final

from django.utils import timezone

from padan.office.fields import ring
from padan.office.giving.models import Act, Giver, Hold, Pledge
from padan.office.giving.standing import Outcomes, terms
from padan.office.registry import queries as registry
from padan.office.showing import queries as showing
from padan.reports.grown import progress_in
from padan.reports.portal.register import merges_until
from padan.rules.giving.cells import Cell
from padan.rules.giving.codes import code_for
from padan.rules.giving.pledging import ENDED, Status, Told, standing_on
from padan.rules.giving.progress import Progress, told_of
from padan.rules.giving.schedule import Instalment, Schedule

#: For what the office's keys make the secret of the codes: another purpose has another secret.
_PURPOSE: Final = "showing.code"


@dataclass(frozen=True, slots=True)
class Helped:
    """A child or family whom the giver helps with one thing: ``given`` of ``units``."""

    code: str
    cell: Cell
    kind: str
    unit: str
    given: int
    units: int


@dataclass(frozen=True, slots=True)
class Handed:
    """What the families received in a month (its first day) of a kind of aid, and its worth in rupiah."""

    month: date
    kind: str
    unit: str
    units: int
    value: int


@dataclass(frozen=True, slots=True)
class Account:
    """A pledge with what was ``given`` of it in its unit; ``status`` is RUNNING for whatever has not ended."""

    pledge: Pledge
    status: Status
    reason: str
    pledged: int
    given: int

    @property
    def rest(self) -> int:
        """Not yet handed out, lapsed, or not told."""
        return max(0, self.pledged - self.given)

    @property
    def is_open(self) -> bool:
        """Whether it can be withdrawn."""
        return self.status not in {*ENDED, Status.FULFILLED}


@dataclass(frozen=True, slots=True)
class Own:
    """All that a giver sees: its pledges, whom it helps, what they received by month, and how the groups grew in which
    they are (by kind of aid; of a group of fewer than five nothing is there)."""

    giver: Giver
    accounts: tuple[Account, ...]
    helped: tuple[Helped, ...]
    handed: tuple[Handed, ...]
    groups: tuple[tuple[str, Counter[Progress]], ...]

    @property
    def given(self) -> int:
        """What was given in all, in rupiah."""
        return sum(each.value for each in self.handed)


def own_of(giver: Giver, day: date) -> Own:
    """What a giver may see on a day. The caller has found the giver by its account. RegisterError where the release in
    force is damaged."""
    told = list(showing.told_holds(giver))
    come = Outcomes.of(told, day)
    # One that ended before anything of it was handed out helped nobody.
    holds = [each for each in told if come.units(each)]
    pledges = list(Pledge.objects.filter(giver=giver).select_related("giver"))
    given = come.by_pledge(holds)
    return Own(
        giver, tuple(_account(each, given[each.pk], day) for each in pledges), tuple(_helped(giver, holds, come)),
        tuple(_handed(holds, day)), tuple(_groups(holds)),
    )  # fmt: skip


def code_of(giver: Giver, hold: Hold) -> str:
    """The code of a told hold: of the need as it was when it was held, so that it stays whatever becomes of the id."""
    return code_for(ring().index("codes", _PURPOSE), str(giver.pk), hold.need_id)


def _account(pledge: Pledge, given: int, day: date) -> Account:
    said = pledge.instalments.values_list("due", "amount")
    schedule = Schedule.of(Instalment(due, amount) for due, amount in said)
    acts = {act: timezone.localdate(on) for act, on in pledge.acts.values_list("act", "on")}
    told = Told(acts.get(Act.CONFIRMED), acts.get(Act.WITHDRAWN), acts.get(Act.REPLACED), given)
    found = standing_on(schedule, told, terms(), day)
    ended = found.status in {*ENDED, Status.FULFILLED, Status.OFFERED}
    status = found.status if ended else Status.CONFIRMED
    return Account(pledge, status, found.reason if ended else "", schedule.total, given)


def _helped(giver: Giver, holds: Iterable[Hold], come: Outcomes) -> list[Helped]:
    found: defaultdict[str, list[Hold]] = defaultdict(list)
    for each in holds:
        found[each.need_id].append(each)
    rows = [
        Helped(
            code_of(giver, of[0]), of[0].told.shown.cell, of[0].need.kind, of[0].need.unit,
            sum(come.delivered.get(each.pk, 0) for each in of), sum(map(come.units, of)),
        )
        for of in found.values()
    ]  # fmt: skip
    return sorted(rows, key=lambda each: each.code)


def _handed(holds: list[Hold], day: date) -> list[Handed]:
    """By month, the newest first: what was received by its last day less what was received before."""
    rounds = [each.taken.gift.round for each in holds if hasattr(each, "taken")]
    rows: list[Handed] = []
    before: Mapping[int, int] = {}
    for month in _months(min((each.since for each in rounds), default=day), day):
        now = Outcomes.of(holds, min(day, _last(month))).delivered
        units: Counter[tuple[str, str]] = Counter()
        value: Counter[tuple[str, str]] = Counter()
        for each in holds:
            more = now.get(each.pk, 0) - before.get(each.pk, 0)
            units[each.need.kind, each.need.unit] += more
            value[each.need.kind, each.need.unit] += more * each.per_unit * each.pledge.worth
        rows += [Handed(month, *key, many, value[key]) for key, many in sorted(units.items()) if many]
        before = now
    return rows[::-1]


def _months(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while (after := _last(found[-1]) + timedelta(days=1)) <= last:
        found.append(after)
    return found


def _last(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _groups(holds: Iterable[Hold]) -> list[tuple[str, Counter[Progress]]]:
    """The groups in which its children are, each told as a whole."""
    release = registry.current()
    found: list[tuple[str, Counter[Progress]]] = []
    if release is None:
        return found
    becomes = merges_until(release)
    children: defaultdict[str, set[str]] = defaultdict(set)
    for each in holds:
        children[each.need.kind].add(each.told.shown.subject_id)
    groups = [(kind, each) for kind, of in sorted(children.items()) for each in showing.groups(kind, of)]
    # All of them in one pass over the measurings.
    grown = iter(progress_in(release.folder, [child for _kind, group in groups for child in group], becomes))
    for kind, group in groups:
        counted = told_of(islice(grown, len(group)))
        if counted is not None:
            found.append((kind, counted))
    return found
