"""Families written by hand for the tests of gaps; the steps of a release make the tables from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.pipeline.register_kit import Register, Row, record

from padan.pipeline.assess import kind
from padan.pipeline.assess.assessing import apply_rules, gaps_of, prepare
from padan.reference.who import velocity_tables

AS_OF = date(2026, 7, 1)
KK = "6402130101100001"
#: Kinds that ask for the tables of the written rules; tests of the others need not wait for them.
BY_RULE = {
    "stunted_not_poor_list", "stunted_not_screened", "label_hides_stunting", "at_risk_not_listed", "listed_not_at_risk",
    "posyandu_untrusted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap as tests look at it."""

    id: str
    village: str | None
    family: str | None
    people: list[str]
    records: list[str]
    evidence: dict[str, Any]
    agency: str
    text: str


def nik_of(born: str, sex: str, serial: int = 1) -> str:
    """A sound NIK of Samboja for that birth date and sex."""
    day = date.fromisoformat(born)
    return f"640213{day.day + (40 if sex == 'P' else 0):02}{day:%m%y}{serial:04}"


def person(receipt: str, row: int, name: str, born: str, sex: str, relation: str, kk: str = KK, **values: Any) -> Row:
    """A member of a listed family, with a NIK of the person's own unless the test gives another."""
    values = {"nik": nik_of(born, sex), **values}
    return record(receipt, row, name=name, birth_date=born, sex=sex, relation=relation, kk=kk, **values)


def couple(receipt: str, first: int = 2, kk: str = KK, **shared: Any) -> list[Row]:
    """Husband and wife, 36 and 32 years old on the day of the tests."""
    return [
        person(receipt, first, "BAMBANG HERMANTO", "1990-03-12", "L", "head", kk, **shared),
        person(receipt, first + 1, "SITI ROHMAH", "1994-05-21", "P", "wife", kk, **shared),
    ]


def poor(desil: int = 2) -> dict[str, Any]:
    """A decile as DTSEN gives it."""
    return {"desil_low": desil, "desil_high": desil, "desil_quality": "exact"}


def child(receipt: str, row: int, name: str, born: str, sex: str = "L", **values: Any) -> Row:
    """A child on a family's card."""
    return person(receipt, row, name, born, sex, "child", **values)


def weighed(receipt: str, row: int, name: str, born: str, on: str, sex: str = "L", **values: Any) -> Row:
    """A child on a list of weighings, with its mother's name."""
    values = {"nik": nik_of(born, sex), "mother_name": "SITI ROHMAH", "father_name": "BAMBANG HERMANTO", **values}
    day = date.fromisoformat(on)
    return record(
        receipt,
        row,
        "child",
        name=name,
        birth_date=born,
        sex=sex,
        true_at=on,
        **{"measurements": [{"measured_on": day, "weight": 9.1, "height": 78.0}], **values},
    )


def screened(receipt: str, row: int, kk: str = KK, true_at: str = "2026-06-01", **fields: Any) -> list[Row]:
    """A family of ``couple`` on a screening list: one row, two people."""
    shared = {"kk": kk, "true_at": true_at, **fields}
    return [
        record(receipt, row, "head", name="BAMBANG HERMANTO", nik=nik_of("1990-03-12", "L"), sex="L",
               relation="head", **shared),
        record(receipt, row, "wife", name="SITI ROHMAH", nik=nik_of("1994-05-21", "P"), sex="P",
               relation="wife", **shared),
    ]  # fmt: skip


def gaps(register: Register, code: str, *rows: Row | list[Row], as_of: date = AS_OF) -> list[Gap]:
    """The gaps of one kind that these records make, in the order of their ids; each sentence is made too."""
    flat = [row for given in rows for row in (given if isinstance(given, list) else [given])]
    register.resolve(*flat)
    return found(register, code, as_of)


def found(register: Register, code: str, as_of: date = AS_OF) -> list[Gap]:
    """The gaps of one kind in the register as it stands."""
    prepare(register.con, as_of)
    if code in BY_RULE:
        apply_rules(register.con, as_of, velocity_tables())
    of_kind = kind(code)
    columns = "gap_id, village_code, family_id, people, records, evidence, agency"
    rows = register.rows(f"SELECT {columns} FROM ({gaps_of(of_kind)}) ORDER BY gap_id")
    read = [(*row[:5], json.loads(row[5]), row[6]) for row in rows]
    return [Gap(*row, of_kind.describe(row[5])) for row in read]
