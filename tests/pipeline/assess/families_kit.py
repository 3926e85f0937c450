"""Families drawn one a line, many of them in one register, and the tables that the written rules make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.pipeline.assess.gap_kit import AS_OF, Gap, found, nik_of
from tests.pipeline.register_kit import Register, Row, record

from padan.contracts import assessed
from padan.pipeline import engine
from padan.pipeline.assess.assessing import apply_rules, prepare
from padan.reference.who import velocity_tables

Table = list[dict[str, Any]]

#: A dwelling that gives no risk, and a woman who is known not to be pregnant: a test changes one thing at a time.
SAFE_HOME = {"water": "piped", "latrine": "own", "disposal": "septic_tank"}
NOT_PREGNANT = {"pregnant": False}

_MEN = ("AGUS", "BUDI", "CANDRA", "DARMAN", "EDI", "FAJAR", "GATOT", "HASAN", "IRWAN", "JOKO", "KARIM", "LUTFI")
_WOMEN = ("AISYAH", "BAIQ", "DEWI", "ENDANG", "FITRI", "GALUH", "HESTI", "INDAH", "JUMIATI", "MURNI", "NINGSIH")
_CHILDREN = ("ADIT", "BELLA", "CITRA", "DIMAS", "ELSA", "FARHAN", "GILANG", "HANA", "IQBAL", "KEVIN", "LALA", "MAYA")
_BEGINNINGS = ("KAR", "SUD", "WIB", "PRAN", "HEN", "MOG", "TRI", "YUL", "ZAN", "LOB")
_ENDINGS = ("TONO", "IWAN", "AWA", "ELI", "UDIN", "ASIH", "OKO", "ERMA", "INDRA", "USTAM")


def kk_of(number: int) -> str:
    """The family card of family ``number``."""
    return f"640213010110{number:04}"


def nik_in(number: int, place: int, born: str, sex: str) -> str:
    """The NIK of a member; those of two families differ by more than a slip."""
    return nik_of(born, sex, (number * 1237 + place * 3571) % 9973 + 1)


def _name(first: tuple[str, ...], number: int, place: int = 0) -> str:
    family = f"{_BEGINNINGS[number % 10]}{_ENDINGS[number // 10]}"
    return f"{first[(number * 5 + place) % len(first)]} {family}"


def _member(
    receipt: str, number: int, place: int, born: str | None, sex: str | None, relation: str, **values: Any
) -> Row:
    """One member of a family, on the row of its own; ``place`` 0 is the head, 1 the wife, 2 and on the others."""
    names = {"L": _MEN, "P": _WOMEN}.get(sex or "P", _WOMEN) if place < 2 else _CHILDREN
    given: dict[str, Any] = {
        "name": _name(names, number, place),
        "sex": sex,
        "relation": relation,
        "kk": kk_of(number),
        "nik": nik_in(number, place, born, sex or "P") if born else None,
        **({"birth_date": born} if born else {}),
        **values,
    }
    return record(receipt, number * 20 + place, **given)


def household(
    number: int,
    *,
    children: Iterable[str | tuple[str | None, str]] = ("2024-08-20",),
    wife_born: str | None = "1994-05-21",
    head: str = "L",
    receipt: str = "dtsen-a",
    wife: dict[str, Any] | None = None,
    **shared: Any,
) -> list[Row]:
    """A family on a list that names every member.

    ``children`` are births, or births with another relation; ``wife`` changes the wife's row, or the head's where
    a woman heads the family (``head="P"``); None for ``wife_born`` is a family without a wife.
    """
    about_her = {**NOT_PREGNANT, **(wife or {})}
    shared = {**SAFE_HOME, **shared}
    if head == "P":
        rows = [_member(receipt, number, 0, wife_born, "P", "head", **{**shared, **about_her})]
    else:
        rows = [_member(receipt, number, 0, f"1985-03-{number % 28 + 1:02}", "L", "head", **shared)]
        if wife_born or "birth_date" in about_her:
            rows.append(_member(receipt, number, 1, wife_born, "P", "wife", **{**shared, **about_her}))
    for place, child in enumerate(children, 2):
        born, relation = (child, "child") if isinstance(child, str) else child
        rows.append(_member(receipt, number, place, born, "P" if place % 2 else "L", relation, **shared))
    return rows


def screening(
    number: int, true_at: str = "2026-06-01", wife_born: str | None = "1994-05-21", **fields: Any
) -> list[Row]:
    """The family on BKKBN's list: one row that names head and wife and no child."""
    receipt = f"krs-{true_at}"
    shared = {"kk": kk_of(number), "true_at": true_at, **fields}
    born = f"1985-03-{number % 28 + 1:02}"
    rows = [record(receipt, number, "head", name=_name(_MEN, number), nik=nik_in(number, 0, born, "L"), sex="L",
                   relation="head", **shared)]  # fmt: skip
    if wife_born:
        rows.append(record(receipt, number, "wife", name=_name(_WOMEN, number, 1), sex="P", relation="wife",
                           nik=nik_in(number, 1, wife_born, "P"), **shared))  # fmt: skip
    return rows


def weighings(
    number: int, place: int, born: str, *visits: dict[str, Any], receipt: str = "eppgbm-a", **values: Any
) -> Row:
    """Child ``place`` of family ``number`` on a list of weighings, with its parents' names."""
    sex = values.pop("sex", "P" if place % 2 else "L")
    measured = [{**visit, "measured_on": date.fromisoformat(visit["measured_on"])} for visit in visits]
    given = {
        "name": _name(_CHILDREN, number, place),
        "birth_date": born,
        "sex": sex,
        "nik": nik_in(number, place, born, sex or "P"),
        "mother_name": _name(_WOMEN, number, 1),
        "father_name": _name(_MEN, number),
        "true_at": visits[-1]["measured_on"] if visits else "2026-06-01",
        "measurements": measured,
        **values,
    }
    return record(receipt, number * 20 + place, "child", **given)


@contextmanager
def assessed_register(*rows: Row | list[Row], as_of: date = AS_OF) -> Iterator[tuple[Register, dict[str, Table]]]:
    """A register of these records in an engine of its own, and every table of ``contracts.assessed``."""
    with engine.connect(memory="1GB") as con, TemporaryDirectory() as folder:
        register = Register(con, Path(folder))
        register.resolve(*(row for given in rows for row in (given if isinstance(given, list) else [given])))
        yield register, assess_again(register, as_of)


def gaps_by_family(register: Register, code: str) -> dict[str | None, Gap]:
    """The gaps of one kind in the register as it stands, each by its family."""
    made = found(register, code)
    by_family = {gap.family: gap for gap in made}
    assert len(by_family) == len(made), "a family has two gaps of a kind"
    return by_family


def assess_again(register: Register, as_of: date = AS_OF) -> dict[str, Table]:
    """The tables of ``contracts.assessed``, each checked against its contract, sorted by its key."""
    prepare(register.con, as_of)
    apply_rules(register.con, as_of, velocity_tables())
    made = {}
    for contract in assessed.TABLES:
        table = register.con.sql(f"FROM {contract.name} ORDER BY {', '.join(contract.key)}").to_arrow_table()
        contract.check(table.schema)
        keys = [tuple(row[name] for name in contract.key) for row in table.to_pylist()]
        assert len(keys) == len(set(keys)), contract.name
        for column in contract.columns:
            assert not column.required or table[column.name].null_count == 0, (contract.name, column.name)
        made[contract.name] = table.to_pylist()
    return made


def family_of(register: Register, number: int) -> str:
    """The id of family ``number``."""
    ids = register.rows(f"SELECT DISTINCT family_id FROM record WHERE kk = '{kk_of(number)}'")
    assert len(ids) == 1, f"family {number} was not found to be one: {ids}"
    return str(ids[0][0])


def child_id(register: Register, number: int, place: int, born: str, sex: str) -> str:
    """The id of a child by its NIK."""
    nik = nik_in(number, place, born, sex)
    ids = register.rows(f"SELECT DISTINCT person_id FROM record WHERE nik = '{nik}'")
    assert len(ids) == 1, f"child {place} of family {number} was not found to be one: {ids}"
    return str(ids[0][0])
