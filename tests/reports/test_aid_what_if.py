"""What a rule would come to, counted a second time family by family; and who is a candidate at all."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from padan.pipeline.home import Home
from padan.reports import eligible
from padan.reports.aid_candidates import candidates_of, families_of
from padan.reports.aid_what_if import Asked, what_if
from padan.rules.eligibility import USUAL, By, Rule, read_rule, tell
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.selection import Exclusion, Quota, Share, select

FACTS = known_facts()


def rule(text: str) -> Rule:
    return read_rule(text, FACTS)


@pytest.fixture(scope="module")
def folder(small_release: Home) -> Path:
    return small_release.current_release()


TRIED, OTHER, STANDARD = rule("desil_terendah <= 5\nanggota >= 2"), rule("anggota >= 4"), rule("desil_tertinggi <= 4")


def test_the_numbers_are_those_of_a_count_by_hand(folder: Path) -> None:
    ids, areas, columns = eligible.columns(folder, list(FACTS))
    rows = {each: eligible.row(columns, place) for place, each in enumerate(ids.tolist())}
    village = dict(zip(ids.tolist(), areas.tolist(), strict=True))
    answers = {each: tell(TRIED, facts, FACTS).answer for each, facts in rows.items()}
    quotas = {"64.02": 20, "64.02.13": 5}
    seal = [Quota(area, places) for area, places in sorted(quotas.items())]
    chosen = select(candidates_of(folder, TRIED), seal, "andai").recipients()
    last = ids.tolist()[:30]
    found = what_if(folder, TRIED, Asked(quotas, 600_000, STANDARD, OTHER, last))
    assert (found.yes, found.no, found.unknown) == tuple(list(answers.values()).count(each) for each in (1, 0, -1))
    assert (found.chosen, found.cost) == (len(chosen), 600_000 * len(chosen))
    by_hand = Counter(village[each] for each in rows if answers[each] == 1)
    assert {each.code: each.yes for each in found.places if each.yes} == dict(by_hand)
    assert sum(each.chosen for each in found.districts()) == len(chosen)
    stunted = [each for each in rows if rows[each]["stunted"]]
    assert found.stunted.reached == Share(len(set(stunted) & set(chosen)), len(stunted))
    ought = {each: tell(STANDARD, facts, FACTS).answer for each, facts in rows.items()}
    known = [each for each in chosen if ought[each] >= 0]
    assert found.errors.inclusion == Share(sum(ought[each] == 0 for each in known), len(known))
    needy = [each for each in rows if ought[each] == 1]
    assert found.errors.exclusion == Share(len(set(needy) - set(chosen)), len(needy))
    assert found.poorest.reached == Share(len(set(needy) & set(chosen)), len(needy))
    others = select(candidates_of(folder, OTHER), seal, "andai").recipients()
    assert found.other is not None
    assert (found.other.both, found.other.only_other) == (
        len(set(chosen) & set(others)), len(set(others) - set(chosen))
    )  # fmt: skip
    assert found.last is not None
    assert found.last.both == len(set(chosen) & set(last))
    assert found.other_yes == sum(tell(OTHER, facts, FACTS).answer == 1 for facts in rows.values())


def test_without_anything_to_compare_with_there_is_no_comparison(folder: Path) -> None:
    found = what_if(folder, TRIED, Asked({"64.02": 1}, 0, STANDARD))
    assert (found.last, found.other, found.other_errors, found.other_yes) == (None, None, None, 0)
    assert found.chosen == 1


OWN = (By("has_under_five", False), By("at_risk"), By("head_age"), By("members", False))


@pytest.mark.parametrize(("order", "ranks"), [((), USUAL), (OWN, OWN)], ids=["usual", "own"])
def test_candidates_are_ranked_by_the_order_of_their_rule(
    folder: Path, order: tuple[By, ...], ranks: tuple[By, ...]
) -> None:
    """A second sorting in plain Python gives the same order of all who differ."""
    candidates = candidates_of(folder, Rule(TRIED.conditions, order))
    _ids, _areas, columns = eligible.columns(folder, [by.fact for by in ranks])
    order = select(candidates, (), "andai").rank
    known = []
    for place in (candidates.eligible == 1).nonzero()[0].tolist():
        facts = eligible.row(columns, place)
        values = [(facts[by.fact], by.greatest) for by in ranks]
        key = [(value is None, float(value or 0) * (-1 if descending else 1)) for value, descending in values]
        known.append((int(order[place]), key))
    by_rank = [key for _rank, key in sorted(known)]
    assert by_rank == sorted(by_rank)
    assert len(known) > 5


def test_a_family_of_whom_nobody_is_left_is_excluded_and_children_alone_are_not(folder: Path, tmp_path: Path) -> None:
    """Deaths are written into a copy of the release: of everybody in one family, and of every adult in another."""
    copy = tmp_path / "home" / "releases" / folder.name
    shutil.copytree(folder, copy)
    people = pq.read_table(copy / "person.parquet")
    rows = people.to_pylist()
    many = Counter(row["family_id"] for row in rows)
    dead, moved, orphans = [each for each, number in sorted(many.items()) if number >= 3][:3]
    for row in rows:
        if row["family_id"] == dead:
            row["status"] = "dead"
        elif row["family_id"] == moved:
            row["status"] = "missing"
        elif row["family_id"] == orphans and row["relation"] != "child":
            row["status"] = "dead"
    pq.write_table(people.from_pylist(rows, people.schema), copy / "person.parquet")
    families = families_of(copy, [TRIED])
    assert families.gone[dead] is Exclusion.DECEASED
    assert families.gone[moved] is Exclusion.MOVED
    if any(row["family_id"] == orphans and row["relation"] == "child" for row in rows):
        assert orphans not in families.gone
    candidates = families.candidates(TRIED)
    place = candidates.family_id.tolist().index(dead)
    assert candidates.reasons(place) == (Exclusion.DECEASED,)
    assert not candidates.admissible[place]


def test_candidates_of_a_region_are_those_who_live_there_and_stand_as_in_the_whole(folder: Path) -> None:
    everybody, there = candidates_of(folder, TRIED), candidates_of(folder, TRIED, "64.02.13")
    _ids, areas, _columns = eligible.columns(folder, ["members"])
    inside = [place for place, area in enumerate(areas.tolist()) if area.startswith("64.02.13.")]
    assert 0 < len(there) == len(inside) < len(everybody)
    assert there.family_id.tolist() == [everybody.family_id[place] for place in inside]
    assert there.eligible.tolist() == everybody.eligible[inside].tolist()
    assert len(candidates_of(folder, TRIED, "64.02.1")) == 0
