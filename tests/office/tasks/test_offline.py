"""Phones that lose their network at any moment, and an office that goes on meanwhile: nothing that was said is lost or
counted twice, and whatever two people say differently is shown to somebody who chooses.

A small model of the phone sends to the real operations on the real database. The office's own part is held against a
plain list of what happened, in the order in which it happened.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.examples import examples
from tests.office.tasks.phone_model import Card, Entry, Phone
from tests.office.tasks.tasks_kit import NOW, data_officer, officer, opened, outcomes, say, task, want

from padan.kernel.scope import Scope
from padan.office import bulk
from padan.office.accounts.models import Account, Post
from padan.office.accounts.operations import dismiss
from padan.office.accounts.roles import Role
from padan.office.tasks import queries
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.operations import Given, answer, choose, hand_over, take_back
from padan.office.tasks.standing import Word, settled
from padan.office.tasks.states import ASKED, Channel, Outcome, State
from padan.web.phone.message import read_message
from padan.web.phone.taking import LONGEST_KEPT, take

TASKS = (1, 2)
SAID = ("proposed", "not_proposed")
#: Between what two clocks say of one moment.
A_SECOND = timedelta(seconds=1)
#: Who carries a phone, and how far its clock is off: Dewi has two.
CARRIED = ("dewi", "dewi", "budi")
#: What becomes of an answer: it is not sent; or of a request: how many of its answers the office takes before the
#: connection breaks, and whether the reply arrives.
FATES = (None, (0, False), (1, False), (9, False), (9, True))


@dataclass(frozen=True)
class Event:
    """What happened to a task in a cycle: a word of an account came, or (without a key) somebody chose or took back."""

    task: int
    cycle: int
    account: int = 0
    key: str = ""
    moment: tuple[datetime, str] | None = None
    said: str = ""
    informed: bool = False


class Offline(RuleBasedStateMachine):
    """Phones, the office, and time that only goes forward."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.now = NOW
        self.releases = 0
        self.digests = dict.fromkeys(TASKS, "seperti dulu")
        self.written: dict[str, tuple[Entry, datetime]] = {}
        self.reached: dict[str, bool] = {}
        self.requests: list[tuple[int, bytes]] = []
        self.events: list[Event] = []
        self.rina, self.people = data_officer(), {name: officer(name) for name in ("dewi", "budi")}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize(offsets=st.tuples(*[st.integers(-9, 9)] * len(CARRIED)))
    def begin(self, offsets: tuple[int, ...]) -> None:
        self.release({})
        self.phones = [
            Phone(self.people[name].pk, timedelta(days=days, hours=3))
            for name, days in zip(CARRIED, offsets, strict=True)
        ]
        for phone in self.phones:
            phone.refresh(self._list(phone.account))

    # What people do with their phones.

    @rule(
        number=st.sampled_from(range(len(CARRIED))), of=st.sampled_from(TASKS), proposal=st.sampled_from(SAID),
        minutes=st.integers(0, 3 * 24 * 60), fate=st.sampled_from(FATES),
    )  # fmt: skip
    def write(self, number: int, of: int, proposal: str, minutes: int, fate: tuple[int, bool] | None) -> None:
        """An answer; what happened before it is so many minutes ago."""
        phone, asked = self.phones[number], task(of).pk
        if asked not in phone.cards:
            return
        self.now += timedelta(minutes=minutes, seconds=2)
        unsent = {each.key for each in phone.queue if not each.tried}
        new = phone.write(asked, proposal, self.now)
        for key in unsent - {each.key for each in phone.queue}:
            del self.written[key]  # corrected before it was ever sent
        self.written[new.key] = (new, self.now)
        if fate is not None:
            self.send(number, fate)

    @rule(number=st.sampled_from(range(len(CARRIED))), fate=st.sampled_from(FATES[1:]))
    def send(self, number: int, fate: tuple[int, bool]) -> None:
        phone, (arrives, replied) = self.phones[number], fate
        sent = phone.request()
        if not sent:
            return
        body = self._message(phone, sent)
        self.requests.append((phone.account, body))
        results = self._arrive(phone.account, body, arrives)
        if replied:
            phone.told(results)

    @precondition(lambda self: self.requests)
    @rule(data=st.data())
    def a_request_comes_twice(self, data: st.DataObject) -> None:
        account, body = data.draw(st.sampled_from(self.requests))
        known = {each["key"] for each in json.loads(body)["answers"]} & self.reached.keys()
        # What was lost on its way is lost: a phone sends it again, with the hour at which it does.
        told = json.loads(body)
        told["answers"] = [each for each in told["answers"] if each["key"] in known]
        self._arrive(account, json.dumps(told).encode(), len(known))

    @rule(number=st.sampled_from(range(len(CARRIED))))
    def refresh(self, number: int) -> None:
        phone = self.phones[number]
        phone.refresh(self._list(phone.account))

    # What the office does meanwhile.

    @rule(of=st.sampled_from(TASKS), proposal=st.sampled_from(SAID), behind=st.integers(0, 1))
    def the_office_answers(self, of: int, proposal: str, behind: int) -> None:
        self.now += timedelta(seconds=2)
        asked = task(of)
        seen = asked.version - behind
        values, key = {"proposal": proposal}, f"page-{len(self.events)}"
        said = answer(Given(key, asked.pk, values, seen, Channel.PAGE), by=self.rina, on=self.now)
        self._note(said, informed=seen >= asked.version)

    @rule(which=st.integers(0, 3))
    def somebody_chooses(self, which: int) -> None:
        for asked in Task.objects.filter(state=State.CONTESTED)[:1]:
            shown = queries.contesting([asked])[asked.pk]
            choose(asked, [*shown, None][which % (len(shown) + 1)], by=self.rina, on=self.now, reason="diperiksa")
            self.events.append(Event(asked.pk, asked.cycle))

    @rule()
    def somebody_takes_back(self) -> None:
        for asked in Task.objects.filter(state=State.ANSWERED)[:1]:
            if queries.holding([asked])[asked.pk].handed_over_at is None:
                take_back(asked, by=self.rina, on=self.now)
                self.events.append(Event(asked.pk, asked.cycle))

    @rule(
        asks=st.dictionaries(st.sampled_from(TASKS), st.sampled_from(["other", "nothing"])), handed=st.booleans(),
        days=st.sampled_from((1, 200)),
    )  # fmt: skip
    def release(self, asks: dict[int, str], handed: bool = True, days: int = 1) -> None:
        """A release is built, after the answers were handed over or not, and taken in; some of it asks otherwise."""
        if handed:
            hand_over([each.pk for each in queries.to_hand_over()], on=self.now)
        self.releases += 1
        self.now += timedelta(days=days)
        for of, how in asks.items():
            if how == "other":
                self.digests[of] = f"lain {self.releases}"
        still = [want(of, digest=self.digests[of]) for of in TASKS if asks.get(of) != "nothing"]
        opened(*still, release=f"r{self.releases}", on=self.now)

    @precondition(lambda self: self.releases > 2)
    @rule()
    def budi_has_his_post_no_more(self) -> None:
        for post in Post.objects.filter(account=self.people["budi"], until__gte=timezone.localdate(self.now)):
            dismiss(post, by=None, on=self.now, reason="uji")

    # What must be true at any moment.

    @invariant()
    def what_reached_the_office_is_there_once(self) -> None:
        keys = [key for key, stored in self.reached.items() if stored]
        rows = {each.key: each for each in Answer.objects.filter(key__in=keys)}
        assert len(rows) == Answer.objects.filter(channel=Channel.PHONE).count() == len(keys)
        for key, said in rows.items():
            entry, moment = self.written[key]
            assert (said.by_id, said.task_id) == (entry.account, entry.task)
            assert queries.values_of(said) == {"proposal": entry.proposal}
            kept_too_long = said.on - moment > LONGEST_KEPT
            assert abs(said.said_at - (said.on if kept_too_long else moment)) < A_SECOND

    @invariant()
    def nothing_leaves_a_phone_before_its_fate_is_known(self) -> None:
        there = {each.key for phone in getattr(self, "phones", ()) for each in phone.queue}
        told = {key for phone in getattr(self, "phones", ()) for key in phone.results}
        assert self.written.keys() <= there | told
        assert all(self.reached[key] for key in told - there)

    @invariant()
    def every_word_has_a_place(self) -> None:
        for asked in Task.objects.all():
            now = list(Answer.objects.filter(task=asked, cycle=asked.cycle).exclude(outcome=Outcome.OUTSIDE))
            holds = [each for each in now if each.outcome == Outcome.HOLDS]
            assert len(holds) <= 1
            assert not (asked.state == State.ANSWERED and not holds)
            waits = [each for each in now if each.outcome == Outcome.WAITS]
            assert bool(waits) == (asked.state == State.CONTESTED)
            agree = [each.said for each in now if each.outcome == Outcome.AGREES]
            assert not agree or (holds and set(agree) == {holds[0].said})
            self._last_words(asked, now, holds)

    def _last_words(self, asked: Task, now: list[Answer], holds: list[Answer]) -> None:
        """Nobody's last word is gone without an informed correction or a choice; where two differ, both are shown."""
        last = {each.by_id: each for each in sorted(now, key=lambda each: (each.said_at, each.key))}
        told = [each for each in last.values() if each.outcome != Outcome.OVERRULED]
        for each in last.values():
            assert each.outcome != Outcome.OVERRULED or self._was_overruled(each, asked)
        if len({each.said for each in told}) > 1:
            assert asked.state == State.CONTESTED
            shown = queries.contesting([asked])[asked.pk]
            assert {each.said for each in told} <= {each.said for each in shown}
            assert {each.key for each in told if each.outcome != Outcome.AGREES} <= {each.key for each in shown}

    def _was_overruled(self, word: Answer, asked: Task) -> bool:
        """Whether, since a word came, somebody chose, or said otherwise in view of what held."""
        mine = [each for each in self.events if (each.task, each.cycle) == (asked.pk, asked.cycle)]
        came = next(place for place, each in enumerate(mine) if each.key == word.key)
        return any(
            not each.key or (each.informed and each.account != word.by_id and each.said != word.said)
            for each in mine[came + 1 :]
        )

    # In between.

    def _list(self, account: int) -> list[Card]:
        scope = Scope.of(
            code
            for post in Post.objects.filter(account=account, until__gte=timezone.localdate(self.now))
            for code in post.scope.codes
        )
        rows = queries.asked(scope, {Role.VILLAGE_OPERATOR})
        assert all(each.state in ASKED for each in rows)
        return [Card(each.pk, each.version) for each in queries.tasks(scope) if each.state in ASKED]

    def _message(self, phone: Phone, sent: list[Entry]) -> bytes:
        answers = [
            {
                "key": each.key, "task": each.task, "seen": each.seen, "said_at": each.said_at.isoformat(),
                "values": {"proposal": each.proposal},
            }
            for each in sent
        ]  # fmt: skip
        told = {"account": phone.account, "sent_at": phone.clock(self.now).isoformat(), "answers": answers}
        return json.dumps(told).encode()

    def _arrive(self, account: int, body: bytes, first: int) -> dict[str, bool]:
        """The office takes the ``first`` answers of a request; each stands for itself, so they may come one by one."""
        told = json.loads(body)
        results = {}
        for sent in told["answers"][:first]:
            versions = dict(Task.objects.values_list("pk", "version"))
            message = read_message(json.dumps({**told, "answers": [sent]}).encode())
            (each,) = take(message, by=Account.objects.get(pk=account), on=self.now)
            # Every phone here writes what can be: it is taken, and told so again whenever it comes again.
            assert each.said is not None
            assert each.said.key == each.key
            results[each.key] = True
            if each.key not in self.reached:
                self._note(each.said, informed=each.said.seen >= versions[each.said.task_id])
        self.reached |= {key: stored or self.reached.get(key, False) for key, stored in results.items()}
        return results

    def _note(self, said: Answer, *, informed: bool) -> None:
        if said.outcome != Outcome.OUTSIDE:
            moment = (said.said_at, said.key)
            self.events.append(Event(said.task_id, said.cycle, said.by_id, said.key, moment, said.said, informed))


@pytest.mark.django_db
def test_phones_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_TURN", 0)
    for name in ("dewi", "budi"):
        officer(name)
    data_officer()
    Post.objects.update(until=NOW.date() + timedelta(days=9_000))
    run_state_machine_as_test(
        Offline,
        settings=settings(
            max_examples=examples(60), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


#: Words of two accounts that saw nothing of each other, each with the moment at which it was said.
_WORDS = st.lists(
    st.tuples(st.sampled_from([1, 2]), st.integers(0, 5), st.sampled_from(SAID)), min_size=2, max_size=4,
    unique_by=lambda word: word[:2],
)  # fmt: skip


@given(_WORDS)
def test_in_whatever_order_words_come_nobodys_last_one_is_lost(words: list[tuple[int, int, str]]) -> None:
    last = {by: said for by, _minute, said in sorted(words)}
    for order in permutations(words):
        kept = _in_order(list(order))
        counting = {word.by: word for word in kept if word.outcome in (Outcome.HOLDS, Outcome.WAITS, Outcome.AGREES)}
        assert {by: word.said for by, word in counting.items()} == last
        differ = len(set(last.values())) > 1
        assert (Outcome.WAITS in {word.outcome for word in kept}) == differ


def _in_order(words: list[tuple[int, int, str]]) -> list[Word]:
    state, kept = State.OPEN, list[Word]()
    for by, minute, said in words:
        new = Word(f"{by}-{minute}", by, NOW + timedelta(minutes=minute), said, informed=not kept)
        found = settled(state, new, kept)
        state = found.state
        kept = [
            Word(each.key, each.by, each.said_at, each.said, each.informed, found.outcomes.get(each.key, each.outcome),
                 found.whys.get(each.key, each.why))
            for each in (*kept, new)
        ]  # fmt: skip
    return kept


@pytest.mark.django_db
def test_who_says_what_was_chosen_agrees_with_it() -> None:
    opened(want())
    dewi, budi = officer("dewi"), officer("budi")
    say(data_officer(), SAID[0])
    say(dewi, SAID[1], seen=1)
    say(budi, SAID[1], seen=1)
    choose(task(), Answer.objects.get(by=dewi), by=dewi, on=NOW, reason="dilihat sendiri")
    assert outcomes() == [("Rina", "overruled"), ("Dewi", "holds"), ("Budi", "agrees")]


@pytest.mark.django_db
def test_who_said_the_same_as_what_is_taken_back_goes_with_it() -> None:
    opened(want())
    dewi = officer("dewi")
    say(dewi)
    say(officer("budi"), seen=1)
    take_back(task(), by=dewi, on=NOW)
    assert (outcomes(), task().state) == ([("Dewi", "overruled"), ("Budi", "overruled")], State.OPEN)
