"""A scope as a condition of a query gives what the scope itself covers, on every database."""

from __future__ import annotations

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from padan.kernel.scope import Scope
from padan.office.scoping import within
from padan.office.tasks.models import Task

pytestmark = pytest.mark.django_db

PLACES = (
    "64", "64.02", "64.02.1", "64.02.13", "64.02.13.1008", "64.02.13.1009", "64.02.130", "64.02.14", "64.02.14.2001",
    "64.03.13.1008", "64.020", "65", "",
)  # fmt: skip


class Conditions(TestCase):
    """One table with a row at each place."""

    @classmethod
    def setUpTestData(cls) -> None:
        on = timezone.localdate()
        for place in PLACES:
            Task.objects.create(
                key=place, kind="value_stale", owner="desa", area=place, opened_on=on, due_on=on, release="", digest=""
            )

    @settings(deadline=None, max_examples=60)
    @given(st.sets(st.sampled_from([*PLACES[:-1], "64.02.15", "64.02.13.9999"]), max_size=4))
    def test_the_condition_is_the_scope(self, codes: set[str]) -> None:
        scope = Scope.of(codes)
        found = set(Task.objects.filter(within(scope, "area")).values_list("area", flat=True))
        assert found == {place for place in PLACES if scope.covers(place)}
