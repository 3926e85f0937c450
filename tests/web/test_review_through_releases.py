"""A decision made in the browser, through whole releases: it binds, it survives, and taking it back is exact."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conftest import SMALL_AS_OF
from tests.web.conftest import SignIn

from padan.app.asking import ask_people
from padan.app.handing_over import hand_over
from padan.office.accounts.roles import Role
from padan.office.registry.models import Release
from padan.office.registry.operations import offer, take_in
from padan.office.reviews.models import Decision, Pair
from padan.office.reviews.states import State
from padan.pipeline import decisions
from padan.pipeline.home import Home
from padan.pipeline.link.honest.answers import told_of
from padan.pipeline.release import build

pytestmark = pytest.mark.django_db

#: What holds people and families: the rest of a release may tell of the decision itself.
OF_PEOPLE = ("person", "family", "record", "membership", "claim")


@pytest.fixture
def home(release: Release, office_home: Path) -> Home:
    found = Home(office_home)
    asked(found, release.name)
    return found


@pytest.fixture
def browsers(signed_in: SignIn) -> list[Client]:
    """Two officers: where the stakes are high, both are asked."""
    return [signed_in(Role.DATA_OFFICER, "64.02", name=name) for name in ("rina", "budi")]


def asked(home: Home, name: str) -> None:
    ask_people(home, name, by=None, on=timezone.now(), regency="64.02", sample=30)


def built(home: Home, as_of: date = SMALL_AS_OF) -> Path:
    """What the office decided handed over, the next release built and in force."""
    hand_over(home)
    folder = build(home, as_of).folder
    now = timezone.now()
    offered = offer(folder, by=None, on=now)
    if offered.state != "current":
        take_in(offered, by=None, on=now, reason="uji")
    asked(home, folder.name)
    return folder


def decide(browsers: list[Client], pair: Pair, verdict: str) -> None:
    for browser in browsers:
        browser.post(reverse("review.decide", args=[pair.pk]), {"verdict": verdict})
    pair.refresh_from_db()
    assert (pair.state, pair.verdict) == (State.SETTLED, verdict)


def take_back(browsers: list[Client], pair: Pair) -> None:
    for browser in browsers:
        browser.post(reverse("review.undo", args=[pair.pk]), {"note": "keliru"})
    pair.refresh_from_db()
    assert (pair.state, pair.verdict) == (State.WAITING, "")


def one_person(folder: Path, pair: Pair) -> bool:
    rows = pq.read_table(folder / "record.parquet", columns=["record_id", "person_id"]).to_pylist()
    person = {row["record_id"]: row["person_id"] for row in rows}
    return person[pair.record_a] == person[pair.record_b]


def hashes(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in OF_PEOPLE}


@pytest.mark.parametrize(("joined", "verdict"), [(False, "same"), (True, "apart")])
def test_it_binds_survives_and_is_undone_exactly(
    home: Home, browsers: list[Client], joined: bool, verdict: str
) -> None:
    before = home.current_release()
    # Nobody else has anything to do with these two: the decision meets no other one.
    pair = Pair.objects.filter(joined=joined, place__isnull=False).order_by("place").first()
    assert one_person(before, pair) is joined

    decide(browsers, pair, verdict)
    first = built(home)
    assert one_person(first, pair) is not joined
    later = built(home, SMALL_AS_OF + timedelta(days=1))
    assert one_person(later, pair) is not joined
    pair.refresh_from_db()
    assert (pair.state, pair.verdict) == (State.SETTLED, verdict)

    take_back(browsers[:1] if Decision.objects.filter(pair=pair).count() == 1 else browsers, pair)
    back = built(home)
    assert hashes(back) == hashes(before)
    assert back != before


def test_handing_over_twice_writes_nothing_twice(home: Home, browsers: list[Client]) -> None:
    pair = Pair.objects.filter(place__isnull=False).order_by("place").first()
    assert hand_over(home) == 0
    decide(browsers, pair, "apart")
    assert (hand_over(home), hand_over(home)) == (1, 0)
    take_back(browsers[:1] if Decision.objects.filter(pair=pair).count() == 1 else browsers, pair)
    assert (hand_over(home), hand_over(home)) == (1, 0)
    told = decisions.read(home)
    assert [(each.pair, each.verdict) for each in told] == [
        (pair.records_asked, "apart"), (pair.records_asked, "open"),
    ]  # fmt: skip
    assert decisions.in_force(told) == ()


def test_only_what_is_settled_is_handed_over_with_all_who_agreed(home: Home, browsers: list[Client]) -> None:
    Pair.objects.update(growth=True)
    pair = Pair.objects.filter(place__isnull=False, sample__isnull=False).order_by("place").first()
    browsers[0].post(reverse("review.decide", args=[pair.pk]), {"verdict": "apart"})
    assert hand_over(home) == 0
    browsers[1].post(reverse("review.decide", args=[pair.pk]), {"verdict": "apart", "note": "KK dilihat"})
    assert hand_over(home) == 1
    (told,) = decisions.read(home)
    assert (told.by, told.reason) == ("rina dan budi", "KK dilihat")
    assert told_of([told]) == {pair.records_asked: (False, pair.fraction, pair.band)}


def test_no_pair_of_an_earlier_sample_is_drawn_again(home: Home, release: Release) -> None:
    first = set(Pair.objects.filter(sample=1).values_list("record_a", "record_b"))
    assert len(first) == 30
    ask_people(home, release.name, by=None, on=timezone.now(), regency="64.02", sample=45)
    second = set(Pair.objects.filter(sample=2).values_list("record_a", "record_b"))
    assert len(second) == 15
    assert not first & second
