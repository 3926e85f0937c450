"""How it was on a day and what was known on a day: drawn cases, and a twin in SQL that looks at every claim."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.pipeline.home import Home
from padan.reference import precedence
from padan.reports.history import FIXED, Question, Then, choose, claims_then, counting, members_then, value_of
from padan.reports.holdings import Holdings, holdings

JAN, MAR, JUN, SEP = (date(2026, month, 1) for month in (1, 3, 6, 9))
WAS, KNEW = Question.WAS, Question.KNEW


def claim(
    attribute: str, value: str, source: str, true_at: date, received_at: date, record: str = "r1"
) -> dict[str, Any]:
    return {
        "subject_id": "P1", "attribute": attribute, "value": value, "source": source, "record_id": record,
        "true_at": true_at, "received_at": received_at, "chosen": False,
    }  # fmt: skip


#: A correction of March that came in September; a move that was told at once; a family's water seen twice.
CLAIMS = [
    claim("birth_date", "2024-05-06", "eppgbm", JAN, JAN, "a"),
    claim("birth_date", "2024-06-05", "office", MAR, SEP, "b"),
    claim("village", "64.02.13.1008", "opensid", JAN, JAN, "c"),
    claim("village", "64.02.13.1009", "opensid", JUN, JUN, "d"),
    claim("water", "river", "krs", JAN, JUN, "e"),
    claim("water", "piped", "krs", MAR, SEP, "f"),
]


@pytest.mark.parametrize(
    ("attribute", "day", "was", "knew"),
    [
        # what is fixed at birth was so on every day; it was known from the day of the correction
        ("birth_date", date(2025, 12, 1), "2024-06-05", None),
        ("birth_date", MAR, "2024-06-05", "2024-05-06"),
        ("birth_date", JUN, "2024-06-05", "2024-05-06"),
        ("birth_date", SEP, "2024-06-05", "2024-06-05"),
        # what changes was so from the day that the list describes
        ("village", MAR, "64.02.13.1008", "64.02.13.1008"),
        ("village", JUN, "64.02.13.1009", "64.02.13.1009"),
        ("village", date(2025, 12, 1), None, None),
        # and was known when the file came, which may be months later
        ("water", JAN, "river", None),
        ("water", MAR, "piped", None),
        ("water", JUN, "piped", "river"),
        ("water", SEP, "piped", "piped"),
    ],
)
def test_each_question_has_its_own_answer(attribute: str, day: date, was: str | None, knew: str | None) -> None:
    assert value_of(claims_then(CLAIMS, Then(WAS, day), {}), attribute) == was
    assert value_of(claims_then(CLAIMS, Then(KNEW, day), {}), attribute) == knew


def home(person: str, family: str, first: date, last: date, *, current: bool = False) -> dict[str, Any]:
    return {"person_id": person, "family_id": family, "first_seen": first, "last_seen": last, "current": current}


@pytest.mark.parametrize(
    ("day", "in_first", "in_second"),
    [
        (date(2025, 12, 31), [], []),
        (JAN, ["P1", "P2"], []),
        (date(2026, 5, 1), ["P1", "P2"], []),
        (JUN, ["P1"], ["P2"]),
        (SEP, ["P1"], ["P2"]),
        (date(2027, 1, 1), ["P1"], ["P2"]),
    ],
    ids=["before all lists", "both told", "nobody said otherwise", "the move is told", "later", "after all lists"],
)
def test_a_person_lives_where_a_list_said_so_last(day: date, in_first: list[str], in_second: list[str]) -> None:
    homes = [
        home("P1", "F1", JAN, SEP, current=True), home("P2", "F1", JAN, MAR), home("P2", "F2", JUN, SEP, current=True),
    ]  # fmt: skip
    assert [row["person_id"] for row in members_then(homes, "F1", day)] == in_first
    assert [row["person_id"] for row in members_then(homes, "F2", day)] == in_second


days = st.dates(JAN, SEP)


@given(st.lists(st.tuples(st.sampled_from("ABC"), days, days), max_size=6), days)
def test_nobody_lives_in_two_families_at_once(told: list[tuple[str, date, date]], day: date) -> None:
    homes = [home("P1", f"F{name}", min(one, two), max(one, two)) for name, one, two in told]
    assert sum(len(members_then(homes, f"F{name}", day)) for name in "ABC") == any(
        row["first_seen"] <= day for row in homes
    )


def test_one_measurement_a_day_counts_also_where_the_counting_one_had_not_come() -> None:
    rows = [
        {"measured_on": JAN, "counts": True, "received_at": SEP, "measurement_id": "m1"},
        {"measured_on": JAN, "counts": False, "received_at": MAR, "measurement_id": "m2"},
        {"measured_on": MAR, "counts": True, "received_at": MAR, "measurement_id": "m3"},
    ]
    known = [row for row in rows if Then(KNEW, JUN).measured(row)]
    assert [row["measurement_id"] for row in counting(rows)] == ["m1", "m3"]
    assert [row["measurement_id"] for row in counting(known)] == ["m2", "m3"]


@pytest.fixture(scope="module")
def held(small_release: Home) -> Holdings:
    return holdings(small_release.current_release())


@pytest.fixture(scope="module")
def told(held: Holdings) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    """All claims by subject, and how each record's birth date was read."""
    found = defaultdict(list)
    for row in held.rows("SELECT * FROM claim ORDER BY ALL"):
        found[row["subject_id"]].append(row)
    return found, {row["record_id"]: row["birth_date_quality"] for row in held.rows("SELECT * FROM record")}


def chosen(claims: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(row["attribute"], row["value"], row["record_id"]) for row in claims if row["chosen"]}


def test_of_all_claims_the_values_of_the_release_are_chosen(told: Any) -> None:
    claims, read = told
    differing = [subject for subject, rows in claims.items() if chosen(choose(rows, read)) != chosen(rows)]
    assert len(claims) > 500
    assert differing == []


#: The twin: the rows of one subject for a day, ranked by the database.
_TWIN = """
    WITH counted AS (
        SELECT c.*, coalesce(s.infant AND c.attribute = 'name', false) OR (c.attribute = 'birth_date'
                AND (c.value[6:] IN ('01-01', '12-31') OR r.birth_date_quality NOT IN ('exact', 'serial'))) AS doubtful,
            CASE WHEN c.attribute = 'birth_date' AND c.value::DATE > c.true_at - INTERVAL 5 YEAR
                THEN 'birth_date_under_five' ELSE c.attribute END AS ruled
        FROM claim c JOIN record r USING (record_id) LEFT JOIN standard s USING (record_id)
        WHERE CASE WHEN $knew THEN c.received_at <= $day ELSE c.true_at <= $day OR list_contains($fixed, attribute) END
    )
    SELECT subject_id, c.attribute, value, record_id FROM counted c
    LEFT JOIN precedence p ON p.attribute = c.ruled AND p.source = c.source
    QUALIFY row_number() OVER (PARTITION BY subject_id, c.attribute ORDER BY doubtful,
        CASE p.rule WHEN 'rank' THEN p.rank ELSE 1000 END, true_at DESC, p.rank, record_id) = 1
"""


@pytest.mark.parametrize("question", list(Question))
@pytest.mark.parametrize("back", [0, 40, 200, 400])
def test_values_of_a_day_are_what_looking_at_every_claim_gives(
    held: Holdings, told: Any, question: Question, back: int
) -> None:
    claims, read = told
    day = max(row["true_at"] for rows in claims.values() for row in rows) - timedelta(days=back)
    with held._con.cursor() as con:
        con.register("precedence", precedence.arrow())
        found = con.execute(_TWIN, {"knew": question is KNEW, "day": day, "fixed": sorted(FIXED)}).fetchall()
    plain = {(subject, *rest) for subject, *rest in found}
    ours = {
        (subject, *each)
        for subject, rows in claims.items()
        for each in chosen(claims_then(rows, Then(question, day), read))
    }
    assert ours == plain
