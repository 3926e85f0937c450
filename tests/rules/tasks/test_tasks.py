"""What forms ask, which answers can be, and by when: as tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.pipeline.assess import kinds
from padan.reference.codes import code_list
from padan.reference.obligations import obligations
from padan.reference.tasks import STALE, UNASKED, task_kinds
from padan.rules.tasks import FORMS, FieldKind, check, due_on, escalates_on, form_of, is_late, phone_day

DAY = date(2026, 11, 28)
NIK = "6402131203850001"


def test_every_gap_and_nothing_unknown_is_asked() -> None:
    known = {kind.code for kind in kinds()} | {STALE + each.code for each in obligations()} | set(UNASKED)
    assert {kind.code for kind in kinds()} <= set(task_kinds()) <= known


@pytest.mark.parametrize("kind", sorted(task_kinds()))
def test_every_kind_has_a_form_and_times(kind: str) -> None:
    found = task_kinds()[kind]
    assert form_of(kind) is FORMS[found.form]
    assert 0 < found.days < 366
    assert 0 < found.escalate_days <= found.days
    assert found.again_days > 0
    assert found.basis("id")
    assert found.basis("en")


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_forms_name_only_their_own_fields(form) -> None:
    names = {field.name for field in form.fields}
    assert len(names) == len(form.fields)
    assert {*form.required, *form.any_of} <= names
    assert {field.only_if[0] for field in form.fields if field.only_if} <= names


@pytest.mark.parametrize("name", ["water", "latrine", "sex", "status"])
def test_choices_are_words_of_the_one_vocabulary(name: str) -> None:
    known = set(code_list(name).meanings)
    for form in FORMS.values():
        field = form.field(name)
        if field is not None:
            assert {code for code, _title in field.choices} <= known


#: kind, what was written, what is kept, the fields at fault.
WRITTEN = [
    ("child_not_measured", {"outcome": "measured", "measured_on": "2026-11-01", "weight": "7,2", "height": "68"},
     {"outcome": "measured", "measured_on": "2026-11-01", "weight": "7.2", "height": "68.0"}, set()),
    ("child_not_measured", {"outcome": "moved", "note": " ke Berau "}, {"outcome": "moved", "note": "ke Berau"}, set()),
    ("child_not_measured", {"outcome": "measured"}, {"outcome": "measured"}, {"measured_on", "weight", "height"}),
    ("child_not_measured", {"outcome": "moved", "weight": "7"}, {"outcome": "moved"}, {"weight"}),
    ("child_not_measured", {"outcome": "measured", "measured_on": "2026-11-29", "weight": "7", "height": "68"},
     {"outcome": "measured", "weight": "7.0", "height": "68.0"}, {"measured_on"}),
    ("child_not_measured", {"outcome": "measured", "measured_on": "28/11/2026", "weight": "nan", "height": "680"},
     {"outcome": "measured"}, {"measured_on", "weight", "height"}),
    ("child_not_measured", {"outcome": "measured", "measured_on": "2026-11-01", "weight": "tujuh", "height": "68"},
     {"outcome": "measured", "measured_on": "2026-11-01", "height": "68.0"}, {"weight"}),
    ("child_not_measured", {}, {}, {"outcome"}),
    ("child_not_measured", {"outcome": "sakit"}, {}, {"outcome"}),
    ("at_risk_not_poor_list", {"proposal": "proposed"}, {"proposal": "proposed"}, set()),
    ("at_risk_not_poor_list", {"proposal": "", "note": "x"}, {"note": "x"}, {"proposal"}),
    ("conflicting_values", {"birth_date": "2022-03-04"}, {"birth_date": "2022-03-04"}, set()),
    ("conflicting_values", {"note": "tidak tahu"}, {"note": "tidak tahu"}, {""}),
    ("conflicting_values", {"village": "64.02.13.1008"}, {"village": "64.02.13.1008"}, set()),
    ("conflicting_values", {"village": "Wonotirto"}, {}, {"village"}),
    ("nik_contradicts_birth", {"nik": f" {NIK} "}, {"nik": NIK}, set()),
    ("nik_contradicts_birth", {"nik": "6402131203850000"}, {}, {"nik"}),
    ("nik_contradicts_birth", {"agama": "Islam"}, {}, {"agama"}),
    ("measured_child_unlisted", {"kk": NIK, "relation": "child"}, {"kk": NIK, "relation": "child"}, set()),
    ("measured_child_unlisted", {"relation": "child"}, {"relation": "child"}, {""}),
    ("person_in_two_families", {"family": "F00000000000000A"}, {"family": "F00000000000000A"}, set()),
    ("person_in_two_families", {"family": "P00000000000000A"}, {}, {"family"}),
    ("stale_dwelling_stunted", {"here": "yes", "water": "piped", "latrine": "shared"},
     {"here": "yes", "water": "piped", "latrine": "shared"}, set()),
    ("stale_dwelling_stunted", {"here": "no", "water": "piped"}, {"here": "no"}, {"water"}),
    ("stale_dwelling_stunted", {"here": "no", "note": "x" * 501}, {"here": "no"}, {"note"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written", "kept", "faults"), WRITTEN)
def test_an_answer_is_kept_or_its_fields_are_named(
    kind: str, written: dict[str, str], kept: dict[str, str], faults: set[str]
) -> None:
    found = check(form_of(kind), written, DAY)
    assert found.values == kept
    assert set(found.faults) == faults
    assert found.is_sound is not bool(faults)


@given(st.sampled_from(sorted(task_kinds())), st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=4))
def test_nothing_written_is_dropped_without_a_word(kind: str, written: dict[str, str]) -> None:
    found = check(form_of(kind), written, DAY)
    given_names = {name for name, value in written.items() if value.strip()}
    assert given_names <= found.values.keys() | found.faults.keys()


@pytest.mark.parametrize("kind", sorted(task_kinds()))
def test_what_was_kept_is_kept_again(kind: str) -> None:
    form = form_of(kind)
    usual = {
        FieldKind.TEXT: "x", FieldKind.DAY: "2026-11-01", FieldKind.NUMBER: "35", FieldKind.NIK: NIK, FieldKind.KK: NIK,
        FieldKind.VILLAGE: "64.02.13.1008", FieldKind.FAMILY: "F00000000000000A",
    }  # fmt: skip
    full = {f.name: f.choices[0][0] if f.kind is FieldKind.CHOICE else usual[f.kind] for f in form.fields}
    once = check(form, full, DAY)
    assert once.is_sound
    assert check(form, once.values, DAY).values == once.values


#: kind, opened, the last day on which the value is not old, due.
DUE = [
    ("child_not_measured", "2026-11-01", None, "2026-12-02"),
    ("stale_dwelling_stunted", "2026-11-01", "2026-10-01", "2026-12-02"),
    ("stale_dwelling_stunted", "2026-11-01", "2027-01-15", "2027-01-15"),
]


@pytest.mark.parametrize(("kind", "opened", "old", "due"), DUE)
def test_when_a_task_is_due(kind: str, opened: str, old: str | None, due: str) -> None:
    found = due_on(kind, date.fromisoformat(opened), date.fromisoformat(old) if old else None)
    assert found == date.fromisoformat(due)
    assert not is_late(found, found)
    assert is_late(found, found + timedelta(days=1))
    assert escalates_on(kind, found) == found + timedelta(days=15)


NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
#: By the phone's clock said and sent, by how many days the phone is wrong: it was said an hour before it arrived.
CLOCKS = [0, 3, -3, 400, -400]


@pytest.mark.parametrize("wrong", CLOCKS)
def test_a_phones_clock_may_be_wrong_by_days(wrong: int) -> None:
    sent = NOON + timedelta(days=wrong)
    assert phone_day(sent - timedelta(hours=1), sent, NOON) == NOON - timedelta(hours=1)


def test_what_will_be_said_later_counts_as_said_when_it_came() -> None:
    assert phone_day(NOON + timedelta(hours=1), NOON, NOON) == NOON
