"""Which reports tell of one activity, and what it counts for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, permutations
from typing import Any

import pytest
from benchmarks.activities import invented, together
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.rules.activities import evidence
from padan.rules.activities.counting import Rule, counted
from padan.rules.activities.evidence import Rarity, Zone, is_hopeless, likeness, slipped
from padan.rules.activities.grouping import MOST, candidates, grouped
from padan.rules.activities.report import Reported, company_key, parties

WONOTIRTO, HARAPAN, SEBULU = "64.02.13.1008", "64.02.13.1009", "64.02.07.2002"
MARCH = date(2026, 3, 12)
FIRST = Reported(
    1, 1, "PT Mahakam Jaya", False, "PT Mahakam Jaya Tbk", "Pembagian telur balita RT 5", area=WONOTIRTO, since=MARCH,
    until=MARCH, value=12_500_000, people=40,
)  # fmt: skip
PROVINCE = replace(FIRST, number=2, report=2, sender="Provinsi", office=True, giver="MAHAKAM JAYA", value=12_500_000)
#: Others, so that words have a rarity.
CROWD = [
    Reported(100 + n, 9, "X", False, f"PT Lain {n}", f"Bantuan {word} warga", since=date(2025, 1 + n % 9, 3))
    for n, word in enumerate(("masjid", "voli", "jalan", "umkm", "sumur", "jamban", "pohon", "ternak", "guru") * 3)
]
RARITY = Rarity([FIRST, PROVINCE, *CROWD])

#: What changes in the second report | how it is then told | what is to be thought
PAIRS: list[tuple[dict[str, Any], str, str, Zone]] = [
    ({}, "title", "same", Zone.SAME),
    ({"title": "Pembagan telur balita RT 5"}, "title", "same", Zone.SAME),
    ({"title": "Telur balita"}, "title", "alike", Zone.SAME),
    ({"title": ""}, "title", "unknown", Zone.SAME),
    ({"title": "Turnamen voli putri"}, "title", "different", Zone.ASK),
    ({"title": "Bantuan RT"}, "title", "little", Zone.SAME),
    ({"giver": "Mahakam"}, "party", "near", Zone.SAME),
    ({"giver": "PT Borneo", "implementer": "PT Mahakam Jaya"}, "party", "same", Zone.SAME),
    ({"giver": ""}, "party", "unknown", Zone.SAME),
    ({"giver": "PT Borneo"}, "party", "different", Zone.SAME),
    ({"area": ""}, "place", "unknown", Zone.SAME),
    ({"area": "64.02.13"}, "place", "inside", Zone.SAME),
    ({"area": "64.02"}, "place", "inside", Zone.SAME),
    ({"area": HARAPAN}, "place", "beside", Zone.SAME),
    ({"area": SEBULU, "value": 9_000_001}, "place", "different", Zone.ASK),
    ({"since": None, "until": None}, "time", "unknown", Zone.SAME),
    ({"since": date(2026, 3, 1), "until": date(2026, 3, 31)}, "time", "same", Zone.SAME),
    ({"since": date(2026, 1, 1), "until": date(2026, 6, 30)}, "time", "same", Zone.SAME),
    ({"since": date(2026, 4, 2), "until": None}, "time", "near", Zone.SAME),
    ({"since": date(2026, 5, 2), "until": None}, "time", "far", Zone.SAME),
    ({"since": date(2027, 3, 12), "until": None, "value": 9_000_001}, "time", "different", Zone.ASK),
    ({"value": 12_000_000}, "value", "near", Zone.SAME),
    ({"value": 25_000_000}, "value", "part", Zone.SAME),
    ({"value": 4_000_001, "share": True}, "value", "part", Zone.SAME),
    ({"value": None}, "value", "unknown", Zone.SAME),
    ({"value": 9_000_001}, "value", "different", Zone.SAME),
    ({"people": 38}, "people", "near", Zone.SAME),
    ({"people": 4}, "people", "different", Zone.SAME),
    ({"people": None}, "people", "unknown", Zone.SAME),
    ({"report": 1, "title": "Pembagian telur balita RT 6"}, "report", "one", Zone.ASK),
    ({"report": 1, "giver": FIRST.giver, "sender": FIRST.sender, "office": False}, "report", "repeated", Zone.SAME),
    ({"giver": "PT Borneo", "area": SEBULU, "title": "Turnamen voli"}, "place", "different", Zone.APART),
]


@pytest.mark.parametrize(("changed", "field", "level", "zone"), PAIRS, ids=lambda cell: str(cell)[:60])
def test_each_field_says_how_it_agrees(changed: dict[str, Any], field: str, level: str, zone: Zone) -> None:
    other = replace(PROVINCE, **changed)
    found = likeness(FIRST, other, RARITY)
    assert {each.field: each.level for each in found.why}[field] == level
    assert found.zone is zone, found
    assert likeness(other, FIRST, RARITY).bits == pytest.approx(found.bits)


def test_titles_without_a_rare_word_say_little() -> None:
    rows = [replace(FIRST, number=n, title="Bantuan") for n in range(20)]
    assert {each.field: each.bits for each in likeness(rows[0], rows[1], Rarity(rows)).why}["title"] == 0


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [("balita", "balita", True), ("balita", "balta", True), ("balita", "balitta", True), ("balita", "bolita", True),
     ("balita", "baltia", True), ("balita", "bumil", False), ("rt", "rw", False), ("balita", "balitaku", False),
     ("sampah", "sampai", True), ("telur", "lebur", False)],
)  # fmt: skip
def test_one_letter_may_be_wrong(one: str, other: str, is_slip: bool) -> None:
    assert slipped(one, other) is slipped(other, one) is is_slip


def test_the_form_of_a_company_is_not_its_name() -> None:
    assert company_key("PT. Mahakam Jaya, Tbk (Persero)") == company_key("mahakam jaya") == "mahakam jaya"
    assert company_key("Yayasan") == "yayasan"
    assert parties("PT A Satu dan CV B", "Yayasan C & PT A Satu") == {"a satu", "b", "c"}


def test_a_report_to_the_province_is_found_and_nobody_is_asked() -> None:
    found = grouped([FIRST, PROVINCE, *CROWD])
    assert (1, 2) in found.groups
    assert (1, 2) not in [pair for pair, _why in found.ask]


def test_what_persons_said_holds() -> None:
    far = replace(FIRST, number=3, report=3, area=SEBULU, giver="PT Borneo", title="Voli", since=date(2024, 1, 1))
    assert grouped([FIRST, PROVINCE, *CROWD], apart=[(2, 1)]).groups[0] == (1,)
    assert grouped([FIRST, PROVINCE, far], same=[(3, 1)], apart=[(1, 2)]).groups == ((1, 3), (2,))
    gainsaid = grouped([FIRST, PROVINCE, far], same=[(1, 2), (2, 3)], apart=[(1, 3)])
    assert (gainsaid.groups, gainsaid.contested) == (((1, 2), (3,)), ((2, 3),))
    assert grouped([FIRST, PROVINCE, far], same=[(1, 2), (2, 1)]).groups == ((1, 2), (3,))


def test_no_report_drags_in_another_by_a_third() -> None:
    vague = replace(PROVINCE, number=2, area="64.02.13", value=None, people=None)
    beside = replace(FIRST, number=3, title="Pembagian telur balita RT 6", area=HARAPAN, value=9_000_001)
    rows = [FIRST, vague, beside, *CROWD]
    rarity = Rarity(rows)
    assert [likeness(a, b, rarity).zone for a, b in combinations(rows[:3], 2)] == [Zone.SAME, Zone.APART, Zone.SAME]
    found = grouped(rows)
    assert found.groups[:2] == ((1, 2), (3,))
    assert [pair for pair, _why in found.ask] == [(2, 3)]


PARTS = [
    replace(FIRST, number=3, area=WONOTIRTO, value=5_000_000, people=None),
    replace(FIRST, number=4, area=HARAPAN, value=7_500_000, people=None),
]


def test_what_another_reports_village_by_village_is_not_counted_twice() -> None:
    whole = replace(PROVINCE, area="64.02.13", people=None)
    rows = [whole, *PARTS, *CROWD]
    assert likeness(whole, PARTS[0], Rarity(rows)).zone is Zone.SAME
    found = grouped(rows)
    assert found.wholes == {2: (3, 4)}
    assert found.groups[:3] == ((2,), (3,), (4,))
    assert found.ask == ()
    values = [counted([row], found.wholes) for row in rows[:3]]
    assert [each.value for each in values] == [0, 5_000_000, 7_500_000]
    assert (values[0].rule, values[0].by) == (Rule.PARTS, (3, 4))


def test_a_whole_must_be_the_sum_and_a_person_may_call_it_a_part() -> None:
    whole = replace(PROVINCE, area="64.02", people=None)
    assert grouped([replace(whole, value=13_000_000), *PARTS, *CROWD]).wholes == {}
    assert grouped([replace(whole, value=5_000_000), PARTS[0], *CROWD]).wholes == {}
    called = grouped([whole, *PARTS, *CROWD], same=[(2, 3)])
    assert (called.wholes, called.groups[0]) == ({}, (2, 3))
    last = replace(whole, number=9)
    assert grouped([last, *PARTS, *CROWD]).wholes == {9: (3, 4)}


def test_reports_without_a_day_meet_each_other_and_by_their_value() -> None:
    undated = replace(FIRST, since=None, until=None)
    rows = [undated, replace(undated, number=2, report=2, value=None), replace(FIRST, number=3, report=3), *CROWD]
    assert {(1, 2), (1, 3)} <= set(candidates(rows, Rarity(rows))[0])


def test_rows_of_one_report_stay_two_unless_the_row_was_copied() -> None:
    second, copied = replace(FIRST, number=3, title="Pembagian telur balita RT 6"), replace(FIRST, number=4)
    found = grouped([FIRST, PROVINCE, second, copied, *CROWD])
    assert found.groups[:2] == ((1, 2, 4), (3,))


def test_blocks_that_are_too_common_are_passed_and_told() -> None:
    rows = [replace(FIRST, number=n, report=n) for n in range(MOST + 1)]
    pairs, passed = candidates(rows, Rarity(rows))
    assert pairs == []
    assert passed > 0
    assert candidates([replace(FIRST, title="", giver="", value=None)], RARITY) == ([], 0)


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 10**6))
def test_the_order_of_reports_changes_nothing(chance: Any, seed: int) -> None:
    rows, _truth = invented(40, seed)
    mixed = list(rows)
    chance.shuffle(mixed)
    assert grouped(mixed).groups == grouped(rows).groups


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_a_hopeless_pair_is_apart(seed: int) -> None:
    rows, _truth = invented(30, seed)
    rarity = Rarity(rows)
    for one, other in combinations(rows, 2):
        if is_hopeless(one, other):
            assert likeness(one, other, rarity).zone is Zone.APART


def test_enough_is_found_and_hardly_anything_wrongly() -> None:
    rows, truth = invented(1500, 7)
    settled = together(grouped(rows))
    assert len(settled & truth) / len(settled) >= 0.99
    assert len(settled & truth) / len(truth) >= 0.95


def test_comparing_all_finds_no_more_than_comparing_what_shares_something() -> None:
    rows, truth = invented(150, 3)
    rarity = Rarity(rows)
    every = {(a.number, b.number) for a, b in combinations(rows, 2) if likeness(a, b, rarity).zone is Zone.SAME}
    assert every - set(candidates(rows, rarity)[0]) == set()
    assert len(every & truth) >= 0.95 * len(truth)


def test_a_question_costs_a_twentieth_of_a_mistake() -> None:
    assert pytest.approx(1 / 20) == 1 - 1 / (1 + 2**-evidence.SETTLED)


OWN, OTHER = FIRST, replace(FIRST, number=3, report=3, sender="PT Borneo", value=20_000_000)
#: Reports | value | rule
COUNTS: list[tuple[list[Reported], int | None, Rule]] = [
    ([FIRST], 12_500_000, Rule.ONLY),
    ([FIRST, PROVINCE], 12_500_000, Rule.AGREED),
    ([FIRST, replace(FIRST, number=4)], 12_500_000, Rule.OWN),
    ([FIRST, replace(PROVINCE, value=13_000_000)], 12_500_000, Rule.OWN),
    ([OTHER, replace(PROVINCE, value=13_000_000)], 13_000_000, Rule.OFFICE),
    ([OTHER, replace(OTHER, number=5, report=5, sender="PT Lain", value=7)], 7, Rule.LAST),
    ([FIRST, replace(PROVINCE, value=None)], 12_500_000, Rule.ONLY),
    ([replace(FIRST, value=None), replace(PROVINCE, value=None)], None, Rule.UNKNOWN),
    ([replace(FIRST, share=True), replace(OTHER, share=True)], 32_500_000, Rule.SHARES),
    ([replace(FIRST, share=True), replace(OTHER, share=True), replace(OTHER, number=9, report=9, share=True)],
     32_500_000, Rule.SHARES),
    ([replace(FIRST, share=True), OTHER], 20_000_000, Rule.LAST),
    ([FIRST, PROVINCE, OTHER], 12_500_000, Rule.AGREED),
]  # fmt: skip


@pytest.mark.parametrize(("group", "value", "rule"), COUNTS)
def test_one_activity_has_one_value_by_a_stated_rule(group: list[Reported], value: int | None, rule: Rule) -> None:
    for order in permutations(group):
        found = counted(order)
        assert (found.value, found.rule) == (value, rule)
        assert set(found.by) <= {each.number for each in group}
