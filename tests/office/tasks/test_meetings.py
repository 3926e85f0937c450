"""Village meetings: families sent, verdicts in, minutes attached."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.office.tasks.tasks_kit import DAY, NOW, OTHER, VILLAGE, data_officer, officer, opened, say, task, want

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.registry.models import Release
from padan.office.registry.states import State as ReleaseState
from padan.office.tasks import meetings, queries
from padan.office.tasks.meetings import Minutes
from padan.office.tasks.models import Round, Task
from padan.office.tasks.states import Channel, RoundState, State

pytestmark = pytest.mark.django_db

MEETS = DAY + timedelta(days=90)
MINUTES = Minutes("a.pdf", "berita acara.pdf", "0" * 64)


def called() -> list[Round]:
    opened(want(1), want(2), want(3, area=OTHER))
    everyone = [task(number).pk for number in (1, 2, 3)]
    return meetings.call("Musdes Desember", MEETS, everyone, by=data_officer(), on=NOW)


def test_families_go_to_the_meeting_of_their_village() -> None:
    made = called()
    assert [(each.area, each.tasks.count()) for each in made] == [(OTHER, 1), (VILLAGE, 2)]
    assert {task(number).due_on for number in (1, 2, 3)} == {MEETS}
    assert task().version == 2
    # The village now has them on its own list.
    assert queries.asked(Scope.of((VILLAGE,)), (Role.VILLAGE_OPERATOR,)).count() == 2
    with pytest.raises(InvalidValueError):
        meetings.call("Lagi", MEETS, [task().pk], by=data_officer(), on=NOW)


def test_a_meeting_ends_with_its_minutes_and_gives_back_what_it_left() -> None:
    dewi = officer("dewi")
    _other, own = called()
    say(dewi, channel=Channel.MEETING)
    with pytest.raises(NotAllowedError):
        meetings.close(own, by=dewi, on=NOW)
    meetings.attach(own, MINUTES, by=dewi, on=NOW)
    ended = meetings.close(own, by=dewi, on=NOW)
    assert (ended.state, ended.closed_at) == (RoundState.HELD, NOW)
    assert (task(1).round, task(2).round) == (own, None)
    assert queries.asked(Scope.of((VILLAGE,)), (Role.VILLAGE_OPERATOR,)).count() == 0
    for again in (meetings.close, meetings.attach):
        with pytest.raises((NotAllowedError, InvalidValueError)):
            again(own, *([MINUTES] if again is meetings.attach else []), by=dewi, on=NOW)


def test_a_meeting_is_called_off() -> None:
    _other, own = called()
    meetings.cancel(own, by=data_officer(), on=NOW, reason="banjir")
    assert task(1).round is None
    with pytest.raises(InvalidValueError):
        meetings.cancel(own, by=data_officer(), on=NOW, reason="lagi")


def test_meetings_that_were_called_at_once_are_counted_as_one() -> None:
    _other, own = called()
    opened(want(1), want(2), want(3, area=OTHER), want(4), release="dua")
    later = meetings.call("Susulan", MEETS, [task(4).pk], by=data_officer(), on=NOW + timedelta(hours=1))
    say(officer("dewi"), channel=Channel.MEETING)
    meetings.attach(own, MINUTES, by=officer("dewi"), on=NOW)
    meetings.close(own, by=officer("dewi"), on=NOW)
    counts = ("name", "villages", "held", "sent", "told")
    whole, village = Scope.of(("64.02",)), Scope.of((VILLAGE,))
    assert [tuple(each[name] for name in counts) for each in queries.rounds_called(whole)] == [
        ("Susulan", 1, 0, 1, 0),
        ("Musdes Desember", 2, 1, 2, 1),
    ]
    assert [tuple(each[name] for name in counts) for each in queries.rounds_called(village)] == [
        ("Susulan", 1, 0, 1, 0),
        ("Musdes Desember", 1, 1, 1, 1),
    ]
    # Asked again a year later, it is still one of which the meeting spoke.
    Task.objects.filter(pk=task(1).pk).update(state=State.OPEN, cycle=2, round=None)
    assert [(each["sent"], each["told"]) for each in queries.rounds_called(whole)] == [(1, 0), (2, 1)]
    assert queries.told_in(own) == (1, 1)
    assert [each.task_id for each in queries.spoken_before(village, [own])] == [task(1).pk]
    assert [each.area for each in queries.called_with(whole, own)] == [OTHER, VILLAGE]
    assert list(queries.called_with(village, own)) == [own]
    assert list(queries.called_with(whole, later[0])) == later


#: When an answer was handed over (None: not yet), and the release that has it; hours. Releases: offered when, and what
#: became of them.
RELEASES = [(0, ReleaseState.PAST), (2, ReleaseState.REFUSED), (4, ReleaseState.STORED), (6, ReleaseState.CURRENT)]
HAS = [(None, None), (-1, 0), (0, 0), (1, 4), (3, 4), (5, 6), (7, None)]


@pytest.mark.parametrize(("handed", "has"), HAS)
def test_an_answer_is_in_the_first_release_in_force_that_was_built_after_it(
    handed: int | None, has: int | None
) -> None:
    opened(want(1))
    said = say(data_officer())
    Release.objects.all().delete()
    for hour, state in RELEASES:
        Release.objects.create(
            name=f"R{hour}", as_of=DAY, state=state, people=1, families=1, offered_at=NOW + timedelta(hours=hour)
        )
    if handed is not None:
        said.handed_over_at = NOW + timedelta(hours=handed)
    found = queries.releases_with([said])
    assert {number: release.name for number, release in found.items()} == (
        {said.pk: f"R{has}"} if has is not None else {}
    )


def test_who_may() -> None:
    _other, own = called()
    for by in (officer("tono", OTHER), officer("gizi", VILLAGE, role=Role.NUTRITION_OFFICER)):
        with pytest.raises(NotAllowedError):
            meetings.attach(own, MINUTES, by=by, on=NOW)
        with pytest.raises(NotAllowedError):
            meetings.cancel(own, by=by, on=NOW, reason="x")
    opened(want(1), want(2), want(3, area=OTHER), want(4), release="dua")
    with pytest.raises(NotAllowedError):
        meetings.call("Sendiri", MEETS, [task(4).pk], by=officer("dewi"), on=NOW)
    coordinator = officer("camat", "64.02.13", role=Role.COORDINATOR)
    assert meetings.call("Kecamatan", MEETS, [task(4).pk], by=coordinator, on=NOW)[0].area == VILLAGE
    assert queries.rounds(Scope.of((OTHER,))).count() == 1
