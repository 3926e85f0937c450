"""Officers who act on one decree, or on two, at the same moment, each in a transaction of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import NOW, family
from tests.office.decrees import decree_kit as kit

from padan.office.aid.listing import exclude, lift
from padan.office.aid.models import Excluded, Round
from padan.office.aid.states import State as RoundState
from padan.office.decrees import drafting
from padan.office.decrees.models import Decree
from padan.office.decrees.operations import decree
from padan.office.decrees.policies import NumberTakenError
from padan.office.decrees.snapshot import excluded_on, head_of, lines_of, seal_of
from padan.office.decrees.words import Told
from padan.rules.selection import Exclusion

#: How long an act is given to slip in, seconds.
A_WHILE = 0.4


def beside(work: Callable[[], Any]) -> threading.Thread:
    """Somebody else's work, begun."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def holds(made: Decree) -> bool:
    """Whether the seal is still that of what the office keeps."""
    kept = Decree.objects.get(pk=made.pk)
    return seal_of(head_of(kept, excluded_on(kept)), lines_of(kept)) == kept.seal


def another_round() -> Round:
    """A second round of the same programme, with a list that nobody has seen yet."""
    rule = Round.objects.get().rule
    held = aid_kit.open_round(
        rule, aid_kit.release(), replace(aid_kit.PLANNED, name="Kedua", since=aid_kit.date(2027, 6, 1)),
        by=aid_kit.maker(), on=NOW,
    )  # fmt: skip
    return aid_kit.move(aid_kit.drawn(held), RoundState.VERIFYING, by=aid_kit.maker(), on=NOW)


def out_of(of: Round, number: int, **when: Any) -> Excluded:
    area = of.listed.get(family_id=family(number)).area
    return exclude(
        of.programme, (family(number), area), Exclusion.MOVED, by=aid_kit.maker(), why="uji", **when
    )  # fmt: skip


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("act", ["exclude", "lift"])
@pytest.mark.parametrize("kind", ["first", "amendment"])
def test_what_is_said_of_a_family_while_its_list_is_sealed_counts_after_the_seal(kind: str, act: str) -> None:
    """Somebody pressed before the seal, and waits for it: the moment that is written down is after it."""
    made = kit.drafted(aid_kit.at(RoundState.PROPOSED)) if kind == "first" else kit.sealed()
    held = made.round
    said = out_of(held, 4, on=NOW - timedelta(minutes=9))
    made = made if kind == "first" else kit.amendment(made)
    pressed = NOW + timedelta(minutes=4)
    budi = aid_kit.officer("budi")
    acts: Mapping[str, Callable[[], Any]] = {
        "exclude": lambda: out_of(held, 8, on=pressed),
        "lift": lambda: lift(said, by=budi, on=pressed, why="keliru"),
    }
    waiting: list[threading.Thread] = []

    def tell(ids: Sequence[str]) -> Mapping[str, Told]:
        waiting.append(beside(acts[act]))
        time.sleep(A_WHILE)
        return kit.tell(ids)

    made = decree(made, tell, by=aid_kit.checker(), on=NOW + timedelta(minutes=5))
    waiting[0].join()
    written = Excluded.objects.order_by("-pk")[0]
    moment = written.on if act == "exclude" else written.lifted_on
    assert moment is not None
    assert made.decreed_at is not None
    assert moment > made.decreed_at > pressed
    assert excluded_on(made) == {family(4): "moved"}
    assert holds(made)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["exclude", "lift"])
def test_what_is_said_between_reading_and_sealing_is_in_the_seal(act: str) -> None:
    """The worker read the clock, then the release; meanwhile somebody was faster."""
    made = kit.drafted()
    said = kit.out(made, 4, on=NOW - timedelta(minutes=9))
    later = NOW + timedelta(minutes=1)
    if act == "exclude":
        kit.out(made, 8, on=later)
    else:
        lift(said, by=aid_kit.officer("budi"), on=later, why="keliru")
    made = decree(made, kit.tell, by=aid_kit.checker(), on=NOW)
    assert made.decreed_at is not None
    assert made.decreed_at > later
    assert set(excluded_on(made)) == ({family(4), family(8)} if act == "exclude" else set())
    assert made.recorded == []
    assert holds(made)


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("way", ["draft", "revise"])
def test_of_two_who_give_one_number_at_once_one_is_told(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked and found the number free; SQLite lets only one look at a time."""
    if connection.vendor == "sqlite":
        pytest.skip("transactions follow each other")
    rounds = [aid_kit.at(RoundState.PROPOSED)]
    rounds.append(another_round())
    said = [kit.said(held, "400.9/1") for held in rounds]
    made = [kit.drafted(held, number=f"lain/{n}") for n, held in enumerate(rounds)] if way == "revise" else []
    both, found, looks = threading.Barrier(2), [None, None], drafting.check_drafted

    def look(*asked: Any) -> None:
        looks(*asked)
        both.wait(20)

    monkeypatch.setattr(drafting, "check_drafted", look)

    def work(place: int) -> Callable[[], None]:
        def run() -> None:
            try:
                if way == "draft":
                    drafting.draft(rounds[place], said[place], by=by, on=NOW)
                else:
                    drafting.revise(made[place], said[place], by=by, on=NOW)
            except NumberTakenError as error:
                found[place] = error

        return run

    by = aid_kit.maker()
    for thread in [beside(work(place)) for place in (0, 1)]:
        thread.join()
    told = [each for each in found if each is not None]
    assert len(told) == 1
    assert "sudah dipakai pada tahun 2026" in str(told[0])
    assert Decree.objects.filter(number="400.9/1").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["draft", "revise"])
def test_a_number_that_was_free_when_it_was_looked_for_is_refused_in_words(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same on every database: what comes between the look and the writing is done here by hand."""
    first = kit.drafted()
    held = another_round()
    other = kit.drafted(held, number="lain") if way == "revise" else None
    monkeypatch.setattr(drafting, "check_drafted", lambda *_asked: None)
    said = kit.said(held, first.number)
    act = partial(drafting.draft, held) if other is None else partial(drafting.revise, other)
    with pytest.raises(NumberTakenError, match="sudah dipakai pada tahun 2026"):
        act(said, by=aid_kit.maker(), on=NOW)
    assert Decree.objects.filter(number=first.number).count() == 1
