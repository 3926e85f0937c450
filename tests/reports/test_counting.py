"""Counting: made once, never seen by halves, kept when the release is gone; trends; tiers; what is told to whom."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.errors import RegisterError
from padan.kernel.scope import Scope
from padan.pipeline.home import Home
from padan.reports.arranged import arrange, arranged
from padan.reports.counting import making
from padan.reports.counting.codes import FAMILIES, all_asked, asked_of, code_of, pair_of
from padan.reports.counting.counts import Counts, counts, number_of
from padan.reports.counting.making import counted, counts_file, rows_folder
from padan.reports.counting.measures import LATE, PAIRS, Asked, Fresh, Known, Theme, is_unplaced, unplaced
from padan.reports.counting.reconciling import reconcile
from padan.reports.counting.rows import rows
from padan.reports.counting.suppressing import LEAST
from padan.reports.counting.telling import in_full, without_small
from padan.reports.counting.tiers import families_by_area, families_in
from padan.reports.counting.trends import trend
from padan.reports.counting.words import asked_words, code_words, place_words

REGENCY = "64.02"
EVERYWHERE = Scope((REGENCY,))


@pytest.fixture
def folder(small_release: Home, tmp_path: Path) -> Path:
    """The small release in a home of the test's own."""
    current = small_release.current_release()
    return Path(shutil.copytree(current, tmp_path / "home" / "releases" / current.name))


def test_it_is_made_once_with_the_rows_or_without(folder: Path) -> None:
    counted(folder, REGENCY, rows=False)
    assert (counts_file(folder).is_file(), rows_folder(folder).is_dir()) == (True, False)
    counted(folder, REGENCY)
    made = [file.stat().st_mtime_ns for file in (counts_file(folder), rows_folder(folder))]
    counted(folder, REGENCY)
    assert [file.stat().st_mtime_ns for file in (counts_file(folder), rows_folder(folder))] == made
    assert sorted(file.name for file in rows_folder(folder).parent.iterdir()) == [rows_folder(folder).name]


def test_half_of_it_is_never_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(making.os, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            counted(folder, REGENCY)
    assert (counts_file(folder).exists(), rows_folder(folder).exists()) == (False, False)
    assert list(rows_folder(folder).parent.iterdir()) == []
    assert len(rows(folder, REGENCY).ids(EVERYWHERE, FAMILIES)) == counts(folder, REGENCY).number(REGENCY, FAMILIES)


def test_rows_beside_no_copies_are_not_taken_for_copies(folder: Path) -> None:
    counted(folder, REGENCY)
    assert arranged(folder) is None
    arrange(folder)
    assert arranged(folder) is not None
    assert len(rows(folder, REGENCY).ids(EVERYWHERE, FAMILIES)) > 100


def test_a_release_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    for asked in (counts, rows):
        with pytest.raises(RegisterError, match="rusak"):
            asked(tmp_path / "releases" / "tidak-ada", REGENCY)


def as_of(folder: Path, name: str, day: date) -> Path:
    """The same release under another name and day: what was fresh is older there."""
    target = Path(shutil.copytree(folder, folder.with_name(name)))
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    (target / "manifest.json").write_text(json.dumps({**manifest, "as_of": day.isoformat()}), "utf-8")
    return target


def test_a_trend_is_told_by_the_day_and_outlives_the_folder(folder: Path) -> None:
    asked = Asked(Theme.PAIR, "dtsen+opensid", Known.STALE)
    days = {"lama": date(2026, 4, 1), "tengah": date(2027, 6, 1), "baru": date(2029, 1, 1)}
    known = {name: as_of(folder, name, day) for name, day in days.items()}
    releases = [(name, days[name], known[name]) for name in ("baru", "lama", "tengah")]
    told = trend(releases, REGENCY, asked, lambda held: in_full(held, EVERYWHERE))
    assert [point.name for point in told] == ["lama", "tengah", "baru"]
    numbers = [point.share.number or 0 for point in told]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]
    # Everything that either list knows is old by then.
    knowing = sum(
        counts(known["baru"], REGENCY).number(REGENCY, Asked(Theme.PAIR, asked.item, state))
        for state in (Known.BOTH, Known.FIRST, Known.SECOND)
    )
    assert numbers[-1] == knowing
    shutil.rmtree(known["lama"])
    assert trend(releases, REGENCY, asked, lambda held: in_full(held, EVERYWHERE)) == told
    counts_file(known["lama"]).unlink()
    left = trend(releases, REGENCY, asked, lambda held: in_full(held, EVERYWHERE))
    assert [point.name for point in left] == ["tengah", "baru"]


def test_the_releases_own_table_is_a_tier_of_its_own(folder: Path) -> None:
    numbers = counts(folder, REGENCY)
    by_area = families_by_area(folder, REGENCY)
    emptied = Asked(Theme.TOTAL, "emptied")
    assert dict(by_area) == {
        leaf: total
        for leaf in numbers.leaves()
        if (total := numbers.number(leaf, FAMILIES) + numbers.number(leaf, emptied))
    }
    assert families_in(folder, REGENCY, EVERYWHERE, lived_in=True) == rows(folder, REGENCY).ids(EVERYWHERE, FAMILIES)
    villages = [leaf for leaf in numbers.leaves() if not is_unplaced(leaf)]
    apart = reconcile(
        rows(folder, REGENCY).ids(EVERYWHERE, FAMILIES), rows(folder, REGENCY).ids(Scope.of(villages), FAMILIES)
    )
    assert apart.one - apart.other == numbers.number(unplaced(REGENCY), FAMILIES)
    assert set(apart.only_one) == rows(folder, REGENCY).ids(Scope((unplaced(REGENCY),)), FAMILIES)
    assert apart.only_other == ()


@given(st.sets(st.integers(0, 9).map(str)), st.sets(st.integers(0, 9).map(str)))
def test_what_is_behind_a_difference(one: set[str], other: set[str]) -> None:
    found = reconcile(one, other)
    assert (set(other) | set(found.only_one)) - set(found.only_other) == one
    assert found.one - found.other == len(found.only_one) - len(found.only_other)
    assert found.agrees == (one == other)


def invented(cells: dict[tuple[str, Asked], int]) -> Counts:
    """Numbers of places as the file has them."""
    found = Counts.__new__(Counts)
    by_leaf: dict[str, dict[Asked, int]] = {}
    for (area, asked), number in cells.items():
        by_leaf.setdefault(area, {})[asked] = number
    found._by_leaf, found._sums = by_leaf, {}
    return found


_GAP = Asked(Theme.GAP, "poor_not_screened", "dp2kb")
_TOLD = Asked(Theme.GAP, "poor_not_screened")


def test_what_is_closed_above_stays_closed_below() -> None:
    """Two regencies of a province: one has 3, so both are closed, and nothing is told of any of their parts."""
    found = invented({("64.02.13.1008", _GAP): 30, ("64.02.07.2001", _GAP): 30, ("64.03.01.2001", _GAP): 3})
    assert without_small(found, "64", "64").number(_TOLD) == 63
    assert [without_small(found, "64", "64").number(_TOLD, part) for part in ("64.02", "64.03")] == [None, None]
    for area in ("64.02", "64.03", "64.02.13"):
        told = without_small(found, "64", area)
        assert told.number(_TOLD) is None
        assert {told.number(_TOLD, part) for part in told.parts} <= {None}


def test_down_to_a_kecamatan_what_is_not_small_is_told_and_its_villages_are_not() -> None:
    found = invented({("64.02.13.1008", _GAP): 30, ("64.02.13.1009", _GAP): 1, ("64.02.07.2001", _GAP): 8})
    assert without_small(found, "64", "64.02").number(_TOLD, "64.02.13") == 31
    told = without_small(found, "64", "64.02.13")
    assert (told.number(_TOLD), dict(told.parts)) == (31, {})


def test_of_the_small_release_nothing_small_is_told_on_any_way_down(folder: Path) -> None:
    found = counts(folder, REGENCY)
    for area in ("64", REGENCY, *(part for part in found.parts(REGENCY) if not is_unplaced(part))):
        told = without_small(found, "64", area)
        for asked in all_asked():
            for part in (None, *told.parts):
                number = told.number(asked, part)
                true = found.number(area if part is None else part, asked)
                assert number is None or number == true, (area, part, asked)
                # Late is a sum of two that are told: small it can be only where one of them is.
                assert number is None or number == 0 or number >= LEAST, (area, part, asked)


def test_every_word_of_an_address_asks_for_one_thing_and_is_told_in_words() -> None:
    every = list(all_asked())
    codes = [code_of(each) for each in every]
    assert len(set(codes)) == len(codes) >= 100
    assert [asked_of(code) for code in codes] == every
    assert len({asked_words(each) for each in every}) == len(every)
    assert {pair_of(code_of(Asked(Theme.PAIR, pair.key))) for pair in PAIRS} == set(PAIRS)
    assert (asked_of("x"), pair_of("pair.krs-dtsen")) == (None, None)
    assert (code_words("pair.dtsen-krs.first"), code_words("x")) == ("Hanya di DTSEN, tidak di KRS", "x")
    assert place_words(unplaced(REGENCY)) == "Desanya tidak diketahui"


def test_late_is_what_is_overdue_or_was_never_known() -> None:
    numbers = {Asked(Theme.FRESH, "register", state): 10**place for place, state in enumerate(Fresh)}
    assert number_of(numbers, Asked(Theme.FRESH, "register", LATE)) == 1_100
    assert number_of(numbers, Asked(Theme.FRESH, "register")) == 1_111
