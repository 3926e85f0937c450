"""Whose number is whose: in columns (any table of people) against SQL (the register's lists)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.pipeline.register_kit import DAY, Register, Row, record

from padan.pipeline.standardise.owners import owners

#: Of one district: women and men, a child's and its mother's, numbers of one day.
NIKS = (
    "6402135203900001",
    "6402131203900002",
    "6402135203230002",
    "6402131203230003",
    "6402130101850001",
    "6402131002050001",
)
KKS = ("6402130101200001", "6402130506250002")
DATES = (
    None,
    "1990-03-12",
    "1990-12-03",
    "2023-03-12",
    "2023-07-25",
    "1985-01-01",
    "2023-01-01",
    "1990-12-31",
    "2004-07-25",
)


@st.composite
def row(draw: st.DrawFn) -> dict:
    values = {"kk": draw(st.none() | st.sampled_from(KKS)), "birth_date": draw(st.sampled_from(DATES))}
    kind = draw(st.sampled_from(["none", "sound", "sound", "lost", "mother"]))
    number = draw(st.sampled_from(NIKS))
    if kind == "sound":
        values["nik"] = number
    elif kind == "lost":
        values |= {"nik_digits": number[:15], "nik_quality": "last_digit_lost"}
    elif kind == "mother":
        values |= {"nik_digits": number, "nik_quality": "mother_plus_digit"}
    return {name: value for name, value in values.items() if value is not None}


def by_columns(rows: list[Row]) -> list[tuple]:
    def whole(name: str, quality: str | None = None, column: str = "nik") -> np.ndarray:
        return np.array(
            [int(r[name] or 0) if quality in (None, r[f"{column}_quality"]) else 0 for r in rows], dtype=np.int64
        )

    birth = np.array([int(f"{r['birth_date']:%Y%m%d}") if r["birth_date"] else 0 for r in rows], dtype=np.int32)
    found = owners(
        whole("nik"),
        whole("nik_digits", "last_digit_lost"),
        whole("nik_digits", "mother_plus_digit"),
        whole("kk"),
        birth,
        np.full(len(rows), DAY.year, np.int32),
    )
    columns = (found.nik, found.nik15, found.agrees, found.kin_nik, found.kk, found.birth)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def by_sql(register: Register, rows: list[Row]) -> list[tuple]:
    register.standardise(*rows)
    return register.rows("""
        SELECT coalesce(nik, '0')::BIGINT, coalesce(nik15, '0')::BIGINT, coalesce(nik_agrees, -1),
            coalesce(kin_nik, '0')::BIGINT, coalesce(kk, '0')::BIGINT, coalesce(birth, 0)
        FROM standard ORDER BY n
    """)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(row(), min_size=1, max_size=12))
def test_both_give_a_number_to_the_same_rows(
    register_engine: duckdb.DuckDBPyConnection, tmp_path: Path, drawn: list[dict]
) -> None:
    rows = [record("dtsen-1", n + 10, name=f"ORANG {n}", **values) for n, values in enumerate(drawn)]

    assert by_columns(rows) == by_sql(Register(register_engine, tmp_path), rows)


def test_a_card_of_too_many_and_a_number_of_many_dates(
    register_engine: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    crowd = [record("dtsen-1", 100 + n, kk=KKS[0], nik=f"640213120390{n + 1:04d}") for n in range(61)]
    many = [record("dtsen-1", 200 + n, nik=NIKS[4], birth_date=f"1985-02-{n + 1:02d}") for n in range(4)]
    few = [record("dtsen-1", 300 + n, kk=KKS[1], nik=NIKS[5]) for n in range(61)]
    rows = [*crowd, *many, *few]

    found = by_columns(rows)

    assert found == by_sql(Register(register_engine, tmp_path), rows)
    assert {row[4] for row in found[:61]} == {0}
    assert {row[0] for row in found[61:65]} == {0}
    assert {(row[0], row[4]) for row in found[65:]} == {(int(NIKS[5]), int(KKS[1]))}
