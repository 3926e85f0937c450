"""Two releases compared, worked out again in plain Python from their tables, and from the ledger."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.app.app_kit import FATHER, HEADER, MEASURED, MOTHER

from padan.kernel.errors import RegisterError
from padan.kernel.scope import Scope
from padan.pipeline.decisions import APART, SAME, Decision
from padan.pipeline.decisions.store import append
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receipts, receive
from padan.pipeline.release import build
from padan.pipeline.release.changes import changes_between, moment_of
from padan.reference.regions import name_of, region
from padan.reports.comparing import Comparison, What, compare

Row = dict[str, Any]
REGENCY = "64.02"
EVERYWHERE = Scope((REGENCY,))
LATER = date(2027, 2, 20)
ON = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
#: A difference as both ways of finding it tell it: kind, id before, id after, area, class before, class after.
Told = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Two:
    """A home with two releases, the names of both."""

    home: Home
    earlier: Path
    later: Path


@pytest.fixture(scope="module")
def two(small_release: Home, tmp_path_factory: pytest.TempPathFactory) -> Two:
    """The small release, and one in which people came, went, were told apart and together, and grew."""
    root = tmp_path_factory.mktemp("two") / "home"
    shutil.copytree(small_release.root, root, symlinks=True)
    home = Home(root)
    earlier = home.current_release()
    append(home, decisions(earlier))
    withdraw(home)
    receive(home, Request(file(root, "baru.csv", HEADER + FATHER + MOTHER), ON.date()))
    receive(home, Request(file(root, "gizi.csv", MEASURED + weighed(earlier)), ON.date()))
    return Two(home, earlier, build(home, LATER).folder)


def file(root: Path, name: str, text: str) -> Path:
    path = root.parent / name
    path.write_text(text, "utf-8")
    return path


def weighed(release: Path) -> str:
    """A row in which a child who was all but short has become so."""
    state = max(
        (row for row in rows(release, "growth_state") if -2 <= (row["length_for_age"] or 0) < -1),
        key=lambda row: row["measured_on"],
    )
    child = next(row for row in rows(release, "person") if row["person_id"] == state["person_id"])
    last = next(row for row in rows(release, "measurement") if row["measurement_id"] == state["measurement_id"])
    village = region(child["village_code"])
    assert village is not None
    height = f"{0.95 * last['height']:.1f}".replace(".", ",")
    return (
        f"{child['nik'] or ''},{child['name']},{child['sex']},{child['birth_date']},{child['mother_name'] or ''},"
        f'{name_of(village.code[:8])},{village.name},"","{height}",2026-11-28\n'
    )


def decisions(release: Path) -> list[Decision]:
    """Two records of one person are two people; two people who share a family name are one."""
    of: dict[str, list[str]] = defaultdict(list)
    for record in rows(release, "record"):
        if record["role"] in ("person", "child"):
            of[record["person_id"]].append(record["record_id"])
    several = sorted(person for person, records in of.items() if len(records) > 1)
    alone = sorted(person for person, records in of.items() if len(records) == 1)
    said = [Decision.about(of[p][0], of[p][1], APART, by="Ani", on=ON, reason="dilihat") for p in several[:3]]
    pairs = zip(alone[:3], alone[3:6], strict=True)
    return [
        *said, *(Decision.about(of[a][0], of[b][0], SAME, by="Ani", on=ON, reason="dilihat") for a, b in pairs),
    ]  # fmt: skip


def withdraw(home: Home) -> None:
    """One village's list and one screening are no longer there."""
    of = {receipt.source: receipt.receipt_id for receipt in receipts(home)}
    for source in ("opensid", "krs"):
        (home.records / f"{of[source]}.parquet").unlink()
        (home.rejects / f"{of[source]}.parquet").unlink()


def rows(release: Path, table: str) -> list[Row]:
    return pq.read_table(release / f"{table}.parquet").to_pylist()


def twin(earlier: Path, later: Path) -> Counter[Told]:
    """Every difference, the plain way."""
    found: Counter[Told] = Counter()
    for subject, key in (("person", "person_id"), ("family", "family_id")):
        villages = [{row[key]: row["village_code"] for row in rows(each, subject)} for each in (earlier, later)]
        for kind, was, becomes in ids(earlier, later, key, *map(set, villages)):
            area = villages[1][becomes] if becomes else villages[0][was]
            found[f"{subject}_{kind}", was, becomes, area or REGENCY, "", ""] += 1
        found += changed(earlier, later, subject, key, villages[1])
    return found


def ids(earlier: Path, later: Path, key: str, was: set[str], now: set[str]) -> set[tuple[str, str, str]]:
    """What became of each id: (kind, id before, id after)."""
    before, after = ({row["record_id"]: row[key] for row in rows(each, "record")} for each in (earlier, later))
    went: dict[str, set[str]] = defaultdict(set)
    for record in before.keys() & after.keys():
        if before[record] != after[record]:
            went[before[record]].add(after[record])
    found = set()
    for old, targets in went.items():
        for new in targets:
            if old in now and new in was:
                continue  # records moved between two who both go on
            splits = old in now or (len(targets) > 1 and new not in was)
            found.add(("split" if splits else "merged", old, new))
    reached = {new for targets in went.values() for new in targets}
    found |= {("new", "", new) for new in now - was - reached}
    return found | {("gone", old, "") for old in was - now - set(went)}


def changed(earlier: Path, later: Path, subject: str, key: str, village: dict[str, str | None]) -> Counter[Told]:
    """Whose class changed: the risk of families, the growth of children."""
    table, what, columns = {
        "family": ("risk", "risk", ("at_risk",)),
        "person": ("growth_state", "growth", ("stunted", "wasted", "underweight", "overweight")),
    }[subject]
    before = {row[key]: " ".join(row[column] for column in columns) for row in rows(earlier, table)}
    after = {row[key]: " ".join(row[column] for column in columns) for row in rows(later, table)}
    return Counter(
        (what, each, each, village[each] or REGENCY, before[each], after[each])
        for each in before.keys() & after.keys()
        if before[each] != after[each]
    )


def told(compared: Comparison, scope: Scope = EVERYWHERE) -> Counter[Told]:
    return Counter(
        (each.what.value, each.was, each.becomes, each.area, each.before, each.after)
        for what in What
        for each in compared.listed(scope, what, start=0, most=100_000)
    )


def test_every_kind_of_difference_is_brought_about_forward_or_back(two: Two) -> None:
    forward, back = compare(two.earlier, two.later, REGENCY), compare(two.later, two.earlier, REGENCY)
    counted = [Counter(each.totals(EVERYWHERE)) for each in (forward, back)]
    assert set(+counted[0] + counted[1]) == set(What)


@pytest.mark.parametrize("turned", [False, True], ids=["forward", "back"])
def test_the_differences_are_those_of_the_twin(two: Two, turned: bool) -> None:
    pair = (two.later, two.earlier) if turned else (two.earlier, two.later)
    assert told(compare(*pair, REGENCY)) == twin(*pair)


def test_ids_are_told_as_the_ledger_tells_them(two: Two) -> None:
    between = changes_between(two.home, moment_of(two.home, two.earlier.name), moment_of(two.home, two.later.name))
    by_ledger = {
        (f"{each.subject}_{each.kind}", each.from_id or "", each.to_id or "", each.because)
        for each in between
        if each.kind != "moved"
    }
    compared = compare(two.earlier, two.later, REGENCY)
    found = {
        (each.what.value, each.was, each.becomes, each.because)
        for what in What
        if what not in (What.RISK, What.GROWTH)
        for each in compared.listed(EVERYWHERE, what, start=0, most=100_000)
    }
    assert found == by_ledger


def test_backwards_nobody_says_why(two: Two) -> None:
    compared = compare(two.later, two.earlier, REGENCY)
    listed = [each for what in What for each in compared.listed(EVERYWHERE, what, start=0, most=1_000)]
    assert {each.because for each in listed} == {""}


def test_a_release_does_not_differ_from_itself(two: Two) -> None:
    compared = compare(two.later, two.later, REGENCY)
    assert set(compared.totals(EVERYWHERE).values()) == {0}
    assert compared.by_village(EVERYWHERE) == {}


def test_villages_and_totals_count_what_is_listed(two: Two) -> None:
    compared = compare(two.earlier, two.later, REGENCY)
    listed = told(compared)
    by_village = Counter((area, what) for what, _was, _becomes, area, _before, _after in listed.elements())
    assert by_village == Counter(
        {
            (area, what.value): number
            for area, counts in compared.by_village(EVERYWHERE).items()
            for what, number in counts.items()
            if number
        }
    )
    totals = Counter({what.value: number for what, number in compared.totals(EVERYWHERE).items()})
    assert +totals == Counter(what for what, *_rest in listed.elements())


def test_only_what_lies_in_the_scope_is_told(two: Two) -> None:
    compared = compare(two.earlier, two.later, REGENCY)
    every = told(compared)
    village = max(area for _what, _was, _becomes, area, *_rest in every if len(area) == 13)
    for scope in (Scope((village,)), Scope((village[:8],)), Scope(("64.03",)), Scope()):
        inside = Counter({each: n for each, n in every.items() if scope.covers(each[3])})
        assert told(compared, scope) == inside
        assert sum(compared.totals(scope).values()) == inside.total()


def test_pages_of_a_list_make_the_whole(two: Two) -> None:
    compared = compare(two.earlier, two.later, REGENCY)
    whole = compared.listed(EVERYWHERE, What.FAMILY_NEW, start=0, most=1_000)
    paged = [
        each
        for start in range(0, len(whole), 2)
        for each in compared.listed(EVERYWHERE, What.FAMILY_NEW, start=start, most=2)
    ]
    assert paged == whole


def test_a_release_that_is_not_there_is_said_so(two: Two, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="rusak"):
        compare(tmp_path / "tidak-ada", two.later, REGENCY)
