"""Five thousand events that arrive in one message, and two phones at one moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import close_old_connections, connection
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.delivery_kit import NOW, SAMBOJA, WONOTIRTO, rice

from padan.kernel.scope import Scope
from padan.office import bulk
from padan.office.aid.models import Listed
from padan.office.aid.states import State
from padan.office.delivery import queries
from padan.office.delivery.beginning import begin
from padan.office.delivery.models import Verdict
from padan.office.delivery.taking import AT_ONCE, take
from padan.rules.selection import Standing

MANY = 5_000
#: Seconds in which they are taken, on a machine that others use too.
SOON = 20


@pytest.mark.django_db
def test_five_thousand_events_are_taken_in_bounded_questions(django_assert_max_num_queries: Callable[..., Any]) -> None:
    held = aid.at(State.DECREED)
    held.listed.all().delete()
    names = ("round", "family_id", "area", "standing", "rank", "line", "place", "reason", "registered")
    rows = [
        (held.pk, f"F{number:015X}", WONOTIRTO, Standing.CHOSEN.value, number, "", 0, "", "") for number in range(MANY)
    ]
    bulk.write(Listed, names, rows)
    held = begin(held, by=aid.maker(), on=NOW)
    told = [rice(held, f"F{number:015X}", minute=number % 600, note="hadir") for number in range(MANY - 500)]
    # Some are handed out twice, by another phone, and some are sent twice.
    told += [rice(held, f"F{number:015X}", minute=number % 600 + 1) for number in range(250)] + told[:250]
    assert len(told) == AT_ONCE
    by, began = kit.operator(), time.monotonic()
    with django_assert_max_num_queries(60):
        results = take(told, by=by, on=NOW)
    assert time.monotonic() - began < SOON
    assert not any(each.refused for each in results)
    assert kit.labels().count("surplus") == 250
    assert sum(queries.received(Scope((SAMBOJA,)), held).values()) == 10 * (MANY - 500)
    with django_assert_max_num_queries(60):
        assert take(told, by=by, on=NOW) == results
    (december, _january) = queries.progress(Scope((WONOTIRTO,)), held)
    assert (december.entitled, december.reached, december.open) == (MANY, MANY - 500, 250)


@pytest.mark.usefixtures("committed")
def test_two_phones_at_one_moment_never_hand_out_more_than_the_claim() -> None:
    held = kit.begun()
    family = kit.in_wonotirto(held)
    phones = (kit.operator(), kit.other_operator())
    told = [[rice(held, family, 6, minute) for minute in range(start, 12, 2)] for start in (0, 1)]
    failed: list[Exception] = []

    def sends(number: int) -> None:
        try:
            for each in told[number]:
                take([each], by=phones[number], on=NOW)
        except Exception as error:  # noqa: BLE001 - told by the test, which runs in another thread
            failed.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [Thread(target=sends, args=(number,)) for number in (0, 1)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not failed
    assert kit.labels() == ["counted", *["surplus"] * 11]
    assert list(queries.received(Scope((SAMBOJA,)), held).values()) == [6]
    assert Verdict.objects.count() == 12
