"""The table ``freshness``: who owes what of whom, and how late it is, on 1 July 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from tests.pipeline.assess.families_kit import (
    SAFE_HOME,
    assessed_register,
    child_id,
    family_of,
    household,
    nik_in,
    screening,
    weighings,
)
from tests.pipeline.assess.gap_kit import AS_OF
from tests.pipeline.register_kit import Row

BORN = "2024-08-20"
STUNTED = {"weight": 9.1, "height": 78.0}
NO_HOME: dict[str, Any] = dict.fromkeys(SAFE_HOME)


def ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


def weighed(number: int, days: int, **values: Any) -> Row:
    return weighings(number, 2, BORN, {"measured_on": ago(days), "weight": 11.0, "height": 84.0, **values})


def dtsen(number: int, days: int, **values: Any) -> list[Row]:
    """A family on DTSEN's list of so many days ago, with a decile."""
    return household(number, true_at=ago(days), desil_low=7, desil_high=7, desil_quality="exact", **values)


def opensid(number: int, days: int, **values: Any) -> list[Row]:
    return household(number, receipt="opensid-a", true_at=ago(days), **values)


#: What is owed, of which family or person, the rows, and: the obligation, who owes it, the state, days overdue.
DRAWN: list[tuple[str, str, Any, tuple[str, str, str, int | None] | None]] = [
    # Weighing: each 31 days, due a week before, half a month for typing.
    ("weighed 24 days ago", "measurement",
     lambda n: [*dtsen(n, 9), weighed(n, 24)], ("measurement", "dinkes", "fresh", 0)),
    ("weighed 25 days ago", "measurement",
     lambda n: [*dtsen(n, 9), weighed(n, 25)], ("measurement", "dinkes", "due", 0)),
    ("weighed 46 days ago", "measurement",
     lambda n: [*dtsen(n, 9), weighed(n, 46)], ("measurement", "dinkes", "due", 0)),
    ("weighed 47 days ago", "measurement",
     lambda n: [*dtsen(n, 9), weighed(n, 47)], ("measurement", "dinkes", "overdue", 1)),
    ("never weighed", "measurement", lambda n: dtsen(n, 9), ("measurement", "dinkes", "never", None)),
    ("to be weighed tomorrow", "measurement",
     lambda n: [*dtsen(n, 9), weighed(n, -1)], ("measurement", "dinkes", "never", None)),
    ("of a dead child nothing is owed", "measurement",
     lambda n: [*dtsen(n, 9, status="dead")[2:], *dtsen(n, 9, children=())], None),
    # Screening: each 184 days and as many more; of a family with a stunted child 183 and no more.
    ("screened 153 days ago", "screening",
     lambda n: [*dtsen(n, 9), *screening(n, ago(153))], ("screening", "dp2kb", "fresh", 0)),
    ("screened 154 days ago", "screening",
     lambda n: [*dtsen(n, 9), *screening(n, ago(154))], ("screening", "dp2kb", "due", 0)),
    ("screened 368 days ago", "screening",
     lambda n: [*dtsen(n, 9), *screening(n, ago(368))], ("screening", "dp2kb", "due", 0)),
    ("screened 370 days ago", "screening",
     lambda n: [*dtsen(n, 9), *screening(n, ago(370))], ("screening", "dp2kb", "overdue", 2)),
    ("never screened", "screening", lambda n: dtsen(n, 9), ("screening", "dp2kb", "never", None)),
    ("stunted, screened 183 days ago", "screening",
     lambda n: [*dtsen(n, 9), weighed(n, 9, **STUNTED), *screening(n, ago(183))],
     ("screening_stunted", "dp2kb", "due", 0)),
    ("stunted, screened 184 days ago", "screening",
     lambda n: [*dtsen(n, 9), weighed(n, 9, **STUNTED), *screening(n, ago(184))],
     ("screening_stunted", "dp2kb", "overdue", 1)),
    ("a couple without a child is no target", "screening", lambda n: dtsen(n, 9, children=()), None),
    # Welfare: each 92 days and a month.
    ("decile of 61 days ago", "welfare", lambda n: dtsen(n, 61), ("welfare", "dinsos", "fresh", 0)),
    ("decile of 62 days ago", "welfare", lambda n: dtsen(n, 62), ("welfare", "dinsos", "due", 0)),
    ("decile of 124 days ago", "welfare", lambda n: dtsen(n, 124), ("welfare", "dinsos", "overdue", 1)),
    ("no decile", "welfare",
     lambda n: household(n, true_at=ago(9), desil_quality="unknown"), ("welfare", "dinsos", "never", None)),
    # Dwelling: once a year; of a family with a stunted child each 183 days.
    ("dwelling of 334 days ago", "dwelling", lambda n: opensid(n, 334), ("dwelling", "dp2kb", "fresh", 0)),
    ("dwelling of 365 days ago", "dwelling", lambda n: opensid(n, 365), ("dwelling", "dp2kb", "due", 0)),
    ("dwelling of 366 days ago", "dwelling", lambda n: opensid(n, 366), ("dwelling", "dp2kb", "overdue", 1)),
    ("dwelling never told", "dwelling", lambda n: opensid(n, 9, **NO_HOME), ("dwelling", "dp2kb", "never", None)),
    ("stunted, dwelling of 184 days ago", "dwelling",
     lambda n: [*opensid(n, 184), weighed(n, 9, **STUNTED)], ("dwelling_stunted", "dp2kb", "overdue", 1)),
    # The village's own register: a year.
    ("register of 365 days ago", "register", lambda n: opensid(n, 365), ("register", "desa", "due", 0)),
    ("register of 366 days ago", "register", lambda n: opensid(n, 366), ("register", "desa", "overdue", 1)),
    ("in no village register", "register", lambda n: dtsen(n, 9), ("register", "desa", "never", None)),
    # A pregnant woman is seen each 92 days.
    ("said pregnant 78 days ago", "pregnancy",
     lambda n: opensid(n, 78, children=(), wife={"pregnant": True}), ("pregnancy", "dinkes", "fresh", 0)),
    ("said pregnant 93 days ago", "pregnancy",
     lambda n: opensid(n, 93, children=(), wife={"pregnant": True}), ("pregnancy", "dinkes", "overdue", 1)),
    ("no longer pregnant", "pregnancy", lambda n: opensid(n, 281, children=(), wife={"pregnant": True}), None),
    ("the child is born", "pregnancy",
     lambda n: opensid(n, 200, children=("2026-06-01",), wife={"pregnant": True}), None),
    ("said not pregnant", "pregnancy", lambda n: opensid(n, 9), None),
]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Iterator[list[dict[str, Any] | None]]:
    """The row that is about each drawn family's attribute; None where nothing is owed."""
    rows = [draw(number) for number, (_why, _attribute, draw, _expected) in enumerate(DRAWN, 1)]
    with assessed_register(*rows) as (register, tables):
        about = {(row["subject_id"], row["attribute"]): row for row in tables["freshness"]}
        subjects: list[str] = []
        for number, (_why, attribute, *_rest) in enumerate(DRAWN, 1):
            if attribute == "measurement":
                subjects.append(child_id(register, number, 2, BORN, "L"))
            elif attribute == "pregnancy":
                wife = nik_in(number, 1, "1994-05-21", "P")
                subjects.append(str(register.rows(f"SELECT person_id FROM record WHERE nik = '{wife}'")[0][0]))
            else:
                subjects.append(family_of(register, number))
        yield [about.get((subject, drawn[1])) for subject, drawn in zip(subjects, DRAWN, strict=True)]


@pytest.mark.parametrize("place", range(len(DRAWN)), ids=[drawn[0] for drawn in DRAWN])
def test_a_drawn_fact(found: list[dict[str, Any] | None], place: int) -> None:
    row, expected = found[place], DRAWN[place][3]
    if expected is None:
        assert row is None
        return
    assert row is not None
    assert (row["obligation"], row["agency"], row["state"], row["days_overdue"]) == expected
    assert (row["last_at"] is None) == (row["state"] == "never") or row["last_at"] > AS_OF


def test_the_newest_of_several_lists_counts() -> None:
    rows = [
        *opensid(1, 400),
        *household(1, receipt="dtsen-a", true_at=ago(20), children=()),
        weighed(1, 60),
        weighed(1, 20),
    ]
    rows[-1] |= {"receipt_id": "puskesmas_fhir-a", "source": "puskesmas_fhir"}
    rows[-1] |= {"record_id": "puskesmas_fhir-a.1.22.child"}
    with assessed_register(*rows) as (_register, tables):
        last = {row["attribute"]: row["last_at"] for row in tables["freshness"]}
        assert last["dwelling"] == last["measurement"] == date(2026, 6, 11)
        assert last["register"].isoformat() == ago(400)
