"""What holds for every kind of gap."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.pipeline.assess.gap_kit import AS_OF, child, couple, poor, weighed
from tests.pipeline.register_kit import Register

from padan.contracts import release
from padan.kernel.errors import PadanError
from padan.pipeline.assess import GapKind, assess, kind, kinds, reference_page
from padan.pipeline.assess.limits import LIMITS
from padan.pipeline.home import Home
from padan.reference.agencies import agencies

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "gaps.md"

#: What the register must be able to say; a new kind is added here.
EXPECTED = {
    "poor_child_unmeasured",
    "measured_child_unlisted",
    "at_risk_not_poor_list",
    "poor_not_screened",
    "person_in_two_families",
    "same_nik_different_people",
    "nik_contradicts_birth",
    "conflicting_values",
    "village_guessed",
    "value_stale",
    "stunted_not_poor_list",
    "stunted_not_screened",
    "at_risk_not_listed",
    "listed_not_at_risk",
    "label_hides_stunting",
    "child_not_measured",
    "posyandu_untrusted",
}
#: Kinds of no family: of a writing, of a place.
OF_NO_FAMILY = {"village_guessed", "posyandu_untrusted"}
#: Kinds that can be shown by what no record says.
OF_NO_RECORD = {"posyandu_untrusted", "at_risk_not_listed", "child_not_measured"}


def table(home: Home, name: str) -> list[dict]:
    return pq.read_table(home.current_release() / f"{name}.parquet").to_pylist()


def test_every_kind_is_found() -> None:
    assert {one.code for one in kinds()} == EXPECTED


@pytest.mark.parametrize("one", kinds(), ids=lambda one: one.code)
def test_a_kind_has_all_its_texts_and_agencies_that_exist(one: GapKind) -> None:
    assert all((one.title, one.rule, one.source, one.acts, one.sql.strip()))
    assert one.question.endswith("?")
    assert one.agencies
    assert set(one.agencies) <= set(agencies())
    assert one.title in reference_page()


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(PadanError, match="tidak dikenal") as caught:
        kind("lost_goat")
    assert "value_stale" in str(caught.value)


def test_the_page_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_LANG", "en")
    assert PAGE.read_text("utf-8") == reference_page(), "write docs/reference/gaps.md anew from reference_page()"
    assert all(f"`{limit.name}`" in reference_page() for limit in LIMITS)


def test_every_gap_of_a_release_is_worded_and_has_an_owner(small_release: Home) -> None:
    rows = table(small_release, "gap")
    by_code = {one.code: one for one in kinds()}
    for row in rows:
        one = by_code[row["kind"]]
        text = one.describe(json.loads(row["evidence"]))
        assert text.endswith("."), text
        assert "None" not in text, text
        assert row["agency"] in one.agencies
    assert len({row["kind"] for row in rows}) >= 8, "a small regency has most kinds"


def test_a_gap_points_at_what_exists(small_release: Home) -> None:
    gaps = table(small_release, "gap")
    ids = {name: {row[f"{name}_id"] for row in table(small_release, name)} for name in ("person", "family", "record")}
    assert len({gap["gap_id"] for gap in gaps}) == len(gaps)
    for gap in gaps:
        assert set(gap["people"]) <= ids["person"]
        assert set(gap["records"]) <= ids["record"]
        assert gap["records"] or gap["kind"] in OF_NO_RECORD, gap
        assert gap["family_id"] in ids["family"] or gap["kind"] in OF_NO_FAMILY
        assert len(gap["people"]) == len(set(gap["people"]))
        assert len(gap["records"]) == len(set(gap["records"]))


def everything() -> list[dict]:
    return [
        *couple("dtsen-a", **poor(), true_at="2026-01-02"),
        child("dtsen-a", 4, "RIZKY", "2024-08-20", true_at="2026-01-02", **poor()),
        *couple("opensid-a", village_code_written=None, village_written="Wonotirt", district_written="Samboja"),
        weighed("eppgbm-a", 5, "ALYA", "2026-02-03", "2026-03-09", "P"),
    ]


def all_gaps(register: Register) -> list[tuple]:
    assess(register.con, AS_OF)
    release.GAP.check(register.con.sql("SELECT * FROM gap").to_arrow_table().schema)
    return register.rows("SELECT * FROM gap ORDER BY gap_id")


def test_the_same_difference_keeps_its_id(register: Register) -> None:
    register.resolve(*everything())
    first = all_gaps(register)
    assert all_gaps(register) == first
    ledger = register.rows("SELECT record_id, person_id, family_id FROM record")
    later = weighed("eppgbm-0", 3, "ALYA", "2026-02-03", "2026-03-20", "P")
    register.resolve(*everything(), later, ledger=ledger)
    assert {row[0] for row in all_gaps(register)} == {row[0] for row in first}


def test_an_empty_register_has_no_gaps(register: Register) -> None:
    register.resolve()
    assert all_gaps(register) == []
