"""The sample: drawn so that anybody draws the same, visited by others, replaced in line, weighed with its interval."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import REGENCY, SAMBOJA, TANJUNG, WONOTIRTO
from tests.office.checking import checking_kit as kit
from tests.office.checking.checking_kit import DAY, NOW
from tests.office.delivery import delivery_kit

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.office.checking import queries
from padan.office.checking.drawing import Level, drawn_from, frame_of, members
from padan.office.checking.models import Finding, Met, Sample, Visit
from padan.office.checking.operations import CHECKED, Wanted, assign, draw, is_as_drawn, tell
from padan.office.checking.permissions import may_draw, may_tell, may_visit
from padan.rules.sampling import sample_size

pytestmark = pytest.mark.django_db
WHOLE = Scope((REGENCY,))


def by_hand(sample: Sample) -> set[str]:
    """The sample as a reader draws it who has its page and ``sha256sum``."""
    lines = [line.split(" ") for line in sample.frame.splitlines()]
    found: set[str] = set()
    for stratum in {area for _family, area in lines}:
        lots = sorted(
            (hashlib.sha256(f"{sample.seed}:{family}".encode()).hexdigest()[:16], family)
            for family, area in lines
            if area == stratum
        )
        many = sample.visits.filter(stratum=stratum, first=True).count()
        found |= {family for _lot, family in lots[:many]}
    return found


def test_a_sample_is_drawn_from_the_recipients_and_anybody_draws_the_same() -> None:
    sample = kit.drawn()
    assert (sample.population, sample.size) == (50, sample_size(50, 0.2, 0.9))
    assert sample.seed == f"{sample.round.seed}-check-1"
    assert hashlib.sha256(sample.frame.encode()).hexdigest() == sample.digest
    assert set(sample.visits.values_list("stratum", flat=True)) == {WONOTIRTO, TANJUNG}
    assert sample.visits.count() == sample.size
    assert by_hand(sample) == set(sample.visits.values_list("family_id", flat=True))
    assert is_as_drawn(sample)


def test_a_sample_of_other_families_is_found_out() -> None:
    sample = kit.drawn()
    Visit.objects.filter(pk=kit.first_visit(sample).pk).update(family_id="F0000000000000FF")
    assert not is_as_drawn(sample)


def test_a_second_sample_has_another_seed() -> None:
    held = kit.delivering()
    one, other = (kit.drawn(held=held) for _ in range(2))
    assert (one.number, other.number) == (1, 2)
    assert one.digest == other.digest
    assert one.seed != other.seed


def test_strata_may_be_kecamatan() -> None:
    sample = kit.drawn(replace(kit.WANTED, level=Level.DISTRICT))
    assert [(each.area, each.visits) for each in queries.strata(sample)] == [(SAMBOJA, sample.size)]


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from([WONOTIRTO, TANJUNG, ""])), unique_by=lambda row: row[0]))
def test_the_order_of_a_list_changes_nothing(rows: list[tuple[int, str]]) -> None:
    families = [(aid_kit.family(number), area) for number, area in rows]
    frame = frame_of(families)
    assert frame == frame_of(reversed(families))
    assert len(members(frame)) == len(families)
    if families:
        drawn = drawn_from(frame, Level.VILLAGE, 5, "benih")
        assert set(drawn.labels) == {area or "-" for _family, area in families}


@pytest.mark.parametrize("state", [State.DRAFT, State.DECREED])
def test_before_anything_is_handed_out_there_is_nothing_to_check(state: State) -> None:
    assert state not in CHECKED
    with pytest.raises(NotAllowedError, match="belum dibagikan"):
        kit.drawn(held=aid_kit.at(state))
    assert not Sample.objects.exists()


@pytest.mark.parametrize("wanted", [Wanted(Level.VILLAGE, 0.0), Wanted(Level.VILLAGE, 0.05, response=0.0)])
def test_a_precision_that_cannot_be(wanted: Wanted) -> None:
    with pytest.raises(InvalidValueError):
        kit.drawn(wanted)


def test_who_made_the_round_does_not_check_it() -> None:
    held = kit.delivering()
    assert may_draw(kit.inspector(), held, DAY)
    assert may_draw(aid_kit.checker(), held, DAY)
    assert not may_draw(aid_kit.maker(), held, DAY)
    assert not may_draw(aid_kit.officer("lain", aid_kit.ELSEWHERE[:8], role=Role.COORDINATOR), held, DAY)
    with pytest.raises(NotAllowedError):
        draw(held, kit.WANTED, by=aid_kit.maker(), on=NOW)


def test_who_handed_out_in_a_village_does_not_visit_there() -> None:
    held = kit.delivering()
    family = delivery_kit.in_wonotirto(held)
    delivery_kit.tell(delivery_kit.rice(held, family))
    giver = delivery_kit.operator()
    sample = kit.drawn(held=held)
    visit = sample.visits.filter(stratum=WONOTIRTO)[0]
    assert not may_visit(giver, visit, DAY)
    both = kit.visitor("joko")
    assert may_visit(both, visit, DAY)
    from padan.office.delivery.models import Event

    Event.objects.filter(by=giver).update(by=both)
    assert not may_visit(both, visit, DAY)
    with pytest.raises(NotAllowedError, match="ikut menyusun atau membagikan"):
        assign(sample, WONOTIRTO, both, by=kit.inspector(), on=NOW)
    assert assign(sample, TANJUNG, both, by=kit.inspector(), on=NOW) > 0


def test_nobody_visits_outside_their_area() -> None:
    sample = kit.drawn()
    stranger = kit.visitor("asing", aid_kit.ELSEWHERE[:8])
    with pytest.raises(NotAllowedError, match="di luar wilayah"):
        assign(sample, WONOTIRTO, stranger, by=kit.inspector(), on=NOW)
    with pytest.raises(InvalidValueError):
        assign(sample, "64.02.99.9999", kit.visitor(), by=kit.inspector(), on=NOW)


def test_a_visit_is_told_once_by_who_has_it() -> None:
    sample = kit.assigned()
    visit = kit.first_visit(sample)
    assert list(queries.visits(WHOLE, kit.visitor())[:1]) == [visit]
    assert list(queries.visits(Scope(), kit.visitor())) == []
    assert not may_tell(kit.inspector(), visit, DAY)
    found = tell(visit, kit.told(), by=kit.visitor(), on=NOW)
    assert (found.received, found.whole, found.paid) == (1, 1, 0)
    assert list(queries.visits(WHOLE, kit.visitor()))[-1] == visit
    with pytest.raises(NotAllowedError, match="sudah diisi"):
        tell(visit, kit.told(), by=kit.visitor(), on=NOW)
    entry = Entry.objects.get(action="checking.found")
    assert (entry.subject, entry.area) == (f"visit:{visit.pk}", visit.area)


@pytest.mark.parametrize(
    ("units", "received", "whole"),
    [
        ({"beras": 10, "telur": 30}, 1, 1), ({"beras": 12, "telur": 60}, 1, 1), ({"beras": 9, "telur": 30}, 1, 0),
        ({"beras": 10}, 1, -1), ({}, 0, 0),
    ],
)  # fmt: skip
def test_the_whole_amount_is_every_item(units: dict[str, int], received: int, whole: int) -> None:
    visit = kit.first_visit(kit.assigned())
    said = replace(kit.told(received=received), units=units)
    assert tell(visit, said, by=kit.visitor(), on=NOW).whole == whole


def test_what_cannot_be_is_refused() -> None:
    visit = kit.first_visit(kit.assigned())
    for wrong in (kit.told(received=-1), kit.told(day=DAY.replace(year=2020)), kit.told(day=DAY.replace(year=2030))):
        with pytest.raises(InvalidValueError):
            tell(visit, wrong, by=kit.visitor(), on=NOW)
    assert not Finding.objects.exists()


@pytest.mark.parametrize("met", [each for each in Met if each is not Met.MET])
def test_who_brings_no_answer_is_replaced_by_the_next_in_line(met: Met) -> None:
    sample = kit.assigned()
    visit = kit.first_visit(sample)
    before = set(sample.visits.values_list("pk", flat=True))
    found = tell(visit, kit.told(met), by=kit.visitor(), on=NOW)
    assert {found.received, found.whole, found.needy, found.paid} == {-1}
    (new,) = sample.visits.exclude(pk__in=before)
    last = sample.visits.filter(stratum=visit.stratum, first=True).count()
    assert (new.stratum, new.place, new.first, new.assigned_to) == (visit.stratum, last + 1, False, None)
    assert queries.unanswered(sample) == {met: 1}
    assert is_as_drawn(sample)


def test_results_are_weighed_by_village_with_an_interval_and_the_silent_are_shown() -> None:
    sample = kit.assigned()
    assert queries.results(sample) == {}
    visits = list(sample.visits.order_by("stratum", "place"))
    tell(visits[0], kit.told(Met.ABSENT), by=kit.visitor(), on=NOW)
    for number, visit in enumerate(visits[1:]):
        tell(visit, kit.told(received=number % 3 > 0), by=kit.visitor(), on=NOW)
    found = queries.results(sample)["received"]
    frame = dict(members(sample.frame))
    share = 0.0
    for stratum in (WONOTIRTO, TANJUNG):
        answers = list(Finding.objects.filter(visit__stratum=stratum, met=Met.MET).values_list("received", flat=True))
        weight = sum(area == stratum for area in frame.values()) / len(frame)
        share += weight * sum(answers) / len(answers)
    assert math.isclose(found.share, share)
    assert found.interval.low < share < found.interval.high
    assert found.extremes.low < share < found.extremes.high
    assert (int(found.asked.sum()), int(found.answered.sum())) == (sample.size, sample.size - 1)
    assert queries.results(sample)["paid"].share == 0
    made = {each.area: (each.made, each.assigned) for each in queries.strata(sample)}
    assert sum(many for many, _assigned in made.values()) == sample.size


def test_samples_and_rounds_are_seen_in_their_area() -> None:
    sample = kit.drawn()
    assert list(queries.samples(WHOLE)) == [sample]
    assert list(queries.rounds(WHOLE)) == [sample.round]
    assert list(queries.samples(Scope((aid_kit.ELSEWHERE[:8],)))) == []
    assert list(queries.rounds(Scope())) == []
