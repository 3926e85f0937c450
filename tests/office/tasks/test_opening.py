"""One release after another: what is asked anew, kept, settled, withdrawn; and what is asked again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.office.tasks.tasks_kit import DAY, NOW, VILLAGE, officer, opened, say, task, want

from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.tasks import queries
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.opening import Opened
from padan.office.tasks.operations import hand_over
from padan.office.tasks.states import Channel, State
from padan.office.tasks.unasked import Reported, report_family
from padan.reference.tasks import task_kinds

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)
AGAIN = timedelta(days=task_kinds()["at_risk_not_poor_list"].again_days)


def stands(number: int = 1) -> tuple[str, int, int]:
    found = task(number)
    return found.state, found.cycle, found.version


def test_the_same_twice_changes_nothing() -> None:
    assert opened(want(1), want(2)) == Opened(new=2)
    before = list(Task.objects.order_by("pk").values())
    assert opened(want(1), want(2)) == Opened(kept=2)
    assert list(Task.objects.order_by("pk").values()) == before
    assert json.loads(Entry.objects.last().after)["kept"] == 2


def test_a_task_is_due_by_its_rule() -> None:
    opened(want(), want(2, kind="stale_dwelling_stunted", grows_old=DAY + timedelta(days=100)))
    assert task().due_on == DAY + timedelta(days=61)
    assert task(2).due_on == DAY + timedelta(days=100)


def test_other_facts_are_told_and_the_place_follows() -> None:
    opened(want())
    assert opened(want(area="64.02.07.2002"), release="dua") == Opened(kept=1)
    assert (stands(), task().area) == ((State.OPEN, 1, 1), "64.02.07.2002")
    opened(want(digest="lain"), release="tiga")
    assert (stands(), task().release) == ((State.OPEN, 1, 2), "tiga")


def test_what_nobody_asks_is_withdrawn_and_comes_back() -> None:
    opened(want(1), want(2))
    assert opened(want(2), release="dua") == Opened(kept=1, withdrawn=1)
    assert stands() == (State.WITHDRAWN, 1, 2)
    assert opened(want(1), want(2), release="tiga", on=LATER) == Opened(kept=1, again=1)
    assert stands() == (State.OPEN, 2, 3)
    assert task().due_on == LATER.date() + timedelta(days=61)


@pytest.mark.parametrize("still_asked", [True, False])
def test_an_answer_waits_for_the_release_that_takes_it_in(still_asked: bool) -> None:
    asked = (want(),) if still_asked else ()
    opened(want())
    said = say(officer("dewi"))
    opened(*asked, release="dua")
    assert task().state == State.ANSWERED
    hand_over([said.pk], on=LATER)
    opened(*asked, release="dua")
    assert task().state == State.ANSWERED
    opened(*asked, release="tiga", on=LATER + timedelta(hours=1))
    assert (task().state, task().settled_on) == (State.SETTLED, LATER.date())
    assert list(queries.to_hand_over()) == []


def test_what_stays_as_it_was_is_asked_again_after_its_time() -> None:
    opened(want())
    hand_over([say(officer("dewi")).pk], on=NOW)
    opened(want(), release="dua", on=LATER)
    opened(want(digest="lain"), release="tiga", on=LATER + AGAIN - timedelta(days=1))
    assert task().state == State.SETTLED
    opened(want(), release="empat", on=LATER + AGAIN)
    assert (stands(), task().settled_on) == ((State.OPEN, 2, 4), None)
    say(officer("dewi"), "not_proposed", on=LATER + AGAIN)
    assert Answer.objects.filter(outcome="holds").count() == 2


def test_a_family_reported_is_settled_by_the_release_that_has_it() -> None:
    said = report_family(
        Reported("a", [{"name": "Sari", "sex": "P", "village": VILLAGE}], Channel.PAGE), by=officer("dewi"), on=NOW
    )
    opened(release="dua")
    assert Task.objects.get().state == State.ANSWERED
    hand_over([said.pk], on=NOW)
    opened(release="tiga", on=LATER)
    assert Task.objects.get().state == State.SETTLED


def test_what_is_late_goes_to_the_kecamatan() -> None:
    opened(want(1), want(2, kind="child_not_measured", owner="dinkes"))
    scope = Scope.of(("64.02.13",))
    due = DAY + timedelta(days=31)
    assert not queries.escalated(scope, due + timedelta(days=14)).exists()
    assert list(queries.escalated(scope, due + timedelta(days=15))) == [task(2)]
    assert not queries.escalated(Scope(), due + timedelta(days=15)).exists()
    assert queries.counts(queries.tasks(scope), due + timedelta(days=1)).late == 1


def test_what_is_asked_of_whom() -> None:
    opened(want(1, owner="desa"), want(2), want(3, owner="dinkes"), want(4, owner="dp2kb", area="64.02.07.2002"))
    scope = Scope.of((VILLAGE,))
    asked = {role: {t.owner for t in queries.asked(scope, (role,))} for role in Role}
    assert asked[Role.VILLAGE_OPERATOR] == {"desa"}
    assert asked[Role.DATA_OFFICER] == {"dinsos"}
    assert asked[Role.NUTRITION_OFFICER] == {"dinkes"}
    assert asked[Role.FIELD_OFFICER] == set()
    assert asked[Role.GIVER] == asked[Role.PROVINCE] == set()


def test_how_villages_answer() -> None:
    opened(want(1), want(2), want(3, area="64.02.07.2002"))
    say(officer("dewi"))
    late = DAY + timedelta(days=100)
    found = queries.by_village(Scope.of(("64.02",)), late)
    told = [(v.area, v.asked, v.late, v.done, v.last) for v in found]
    assert told == [("64.02.07.2002", 1, 1, 0, None), (VILLAGE, 1, 1, 1, DAY)]
