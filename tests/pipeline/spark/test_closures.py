"""Which regency's register a record is resolved in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from padan.pipeline.one_machine import one_machine
from padan.pipeline.spark.closures import buckets
from padan.pipeline.spark.releasing import LEDGER
from padan.pipeline.spark.standardising import Standard

HERE, THERE = "64.02.13.1008", "64.72.01.1001"
OLD, NEW = date(2024, 1, 1), date(2026, 1, 1)

_STANDARD = pa.schema(
    [("n", pa.int32()), ("record_id", pa.string()), ("family_key", pa.string()), ("same_key", pa.string()),
     ("kk", pa.string()), ("true_at", pa.date32())]
)  # fmt: skip
_MENTION = pa.schema([(name, pa.string()) for name in ("record_id", "child_record_id", "child_same_key")])
_PLACE = pa.schema([("record_id", pa.string()), ("village", pa.string())])

Person = dict[str, Any]


def person(village: str | None, seen: date = OLD, **values: Any) -> Person:
    """A record: where and when, and what it shares (person, family_key, same_key, kk, ledger)."""
    return {"village": village, "true_at": seen, **values}


def placed(people: list[Person], mentions: list[tuple] = (), largest: int = 100) -> dict[str, str]:
    """The bucket of each record, ``r0``, ``r1`` …; ``mentions``: record, the list's own id of its child, village."""
    rows = [{"n": n, "record_id": f"r{n}", **p} for n, p in enumerate(people)]
    first: dict[Any, int] = {}
    persons = [first.setdefault(row.get("person", row["record_id"]), row["n"]) for row in rows]
    place = [{"record_id": r["record_id"], "village": r["village"]} for r in rows]
    place += [{"record_id": name, "village": village} for name, _child, village in mentions]
    ledger = [{"record_id": r["record_id"], "number": 1, "person_id": r["ledger"]} for r in rows if "ledger" in r]
    with one_machine(parts=2) as engine:
        told = [{"record_id": name, "child_same_key": child} for name, child, _village in mentions]
        standard = engine.table(pa.Table.from_pylist(rows, schema=_STANDARD))
        records = Standard(
            intake=standard, standard=standard, named=standard, parents=standard,
            mention=engine.table(pa.Table.from_pylist(told, schema=_MENTION)),
            place=engine.table(pa.Table.from_pylist(place, schema=_PLACE)),
        )  # fmt: skip
        cluster = engine.table(
            pa.table({"n": pa.array(range(len(rows)), pa.int32()), "cluster": pa.array(persons, pa.int32())})
        )
        given = engine.table(pa.Table.from_pylist(ledger, schema=LEDGER))
        found = engine.collect(buckets(engine, records, cluster, given, largest=largest))
    names = found["record_id"].to_pylist()
    assert len(names) == len(set(names)) == len(rows) + len(mentions)
    return dict(zip(names, found["bucket"].to_pylist(), strict=True))


def test_each_record_where_it_lives():
    assert placed([person(HERE), person(THERE), person(None)]) == {"r0": "64.02", "r1": "64.72", "r2": "-"}


@pytest.mark.parametrize("shared", ["person", "family_key", "same_key", "kk", "ledger"])
def test_what_decides_together_goes_where_the_newest_record_lives(shared):
    moved = [person(HERE, OLD, **{shared: "x"}), person(THERE, NEW, **{shared: "x"}), person(HERE, OLD)]

    assert placed(moved) == {"r0": "64.72", "r1": "64.72", "r2": "64.02"}


def test_a_family_follows_the_one_who_moved():
    family = [
        person(HERE, OLD, person="a", family_key="f"),
        person(HERE, OLD, person="b", family_key="f"),
        person(THERE, NEW, person="b", family_key="g"),
        person(None, NEW, family_key="g"),
    ]

    assert set(placed(family).values()) == {"64.72"}


def test_a_closure_over_half_a_country_is_placed_person_by_person():
    chain = [person(HERE if n % 2 else THERE, OLD, person=n // 2 * 2 + n % 2, kk="x") for n in range(6)]

    assert set(placed(chain, largest=6).values()) == {"64.02"}
    assert placed(chain, largest=5) == {f"r{n}": "64.02" if n % 2 else "64.72" for n in range(6)}


def test_a_parents_own_row_goes_with_its_child():
    child = [person(HERE, same_key="fhir|A")]
    rows = [("m0", "fhir|A", THERE), ("m1", "fhir|nobody", THERE), ("m2", "fhir|nobody", None)]

    assert placed(child, rows) == {"r0": "64.02", "m0": "64.02", "m1": "64.72", "m2": "-"}
