"""What is known of each family, worked out again in plain Python, one family at a time."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from padan.contracts import release
from padan.pipeline import engine
from padan.pipeline.assess.assessing import prepare
from padan.pipeline.assess.tables import make_risk
from padan.pipeline.home import Home
from padan.reference.cycles import cycles
from padan.reference.krs import rule_on

Row = dict[str, Any]
Rows = list[Row]
DAY = date(2026, 11, 21)
NO_CHILD = date(1800, 1, 1)
GONE = {"dead", "moved", "missing", "left", "invalid"}
COUPLE = ("head", "wife", "husband", "spouse")
USED = ("person", "family", "claim", "record", "measurement", "welfare", "dwelling", "screening", "answer")


def five_years_before(day: date) -> date:
    return day.replace(year=day.year - 5)


def wife_of(people: Rows) -> Row | None:
    """The wife, or a woman who heads the family; of several the youngest, a wife before a head."""
    women = [
        p
        for p in people
        if p["relation"] == "wife"
        or (p["relation"] == "spouse" and p["sex"] != "L")
        or (p["relation"] == "head" and p["sex"] == "P")
    ]
    born = {p["person_id"]: p["birth_date"] or date.min for p in women}
    women.sort(key=lambda p: (p["relation"] == "head", -born[p["person_id"]].toordinal(), p["person_id"]))
    return women[0] if women else None


def in_union(wife: Row | None, marital: str | None, whole: bool) -> bool | None:
    if wife is None:
        return False if whole else None
    if wife["relation"] in ("wife", "spouse"):
        return marital not in ("divorced", "widowed")
    return None if marital is None else marital == "married"


def births_of(people: Rows, whole: bool) -> tuple[date | None, date | None, int | None]:
    """The youngest birth, the one before it (NO_CHILD: none), and how many children the couple has."""
    own = [p for p in people if p["relation"] == "child"]
    small = five_years_before(DAY)
    others = [
        p for p in people if p["relation"] not in (*COUPLE, "child") and p["birth_date"] and p["birth_date"] > small
    ]
    count = len(own) if whole else None
    if any(p["birth_date"] is None for p in own):
        return None, NO_CHILD if whole else None, count
    if not own and not others:
        return (NO_CHILD, NO_CHILD, count) if whole else (None, None, count)
    youngest = max(p["birth_date"] for p in (*own, *others))
    # Without a list of all members a child of five or more need not be the youngest.
    shown = youngest if whole or youngest > small else None
    dates = sorted((p["birth_date"] for p in own), reverse=True)
    if youngest not in dates:
        settled = len(dates) < 2 and all(day <= small for day in dates)
        return shown, NO_CHILD if settled else None, count
    for day in dates:
        if (youngest - day).days >= 154:
            return shown, day, count
    twin = dates[1] if len(dates) > 1 else (NO_CHILD if whole else None)
    return shown, twin, count


def newest(rows: Rows, names: tuple[str, ...]) -> Row:
    """The newest row that says anything but "unknown" in one of these columns."""
    telling = [r for r in rows if r["true_at"] <= DAY and any(r[n] not in (None, "unknown") for n in names)]
    return max(telling, key=lambda r: (r["true_at"], r["record_id"]), default=dict.fromkeys(names))


def simple_facts(tables: dict[str, Rows]) -> dict[str, Row]:
    """The columns of ``family_fact`` that are worked out and not merely copied."""
    by_family: dict[str, dict[str, Rows]] = {name: defaultdict(list) for name in ("person", "dwelling", "screening")}
    for name, groups in by_family.items():
        for row in tables[name]:
            groups[row["family_id"]].append(row)
    said = {(c["subject_id"], c["attribute"]): c for c in tables["claim"] if c["chosen"] and c["subject"] == "person"}
    out = {}
    for family in tables["family"]:
        if family["members"] < 1:
            continue
        key, whole = family["family_id"], bool({"opensid", "dtsen"} & set(family["sources"]))
        people = [p for p in by_family["person"][key] if p["status"] not in GONE]
        youngest, older, children = births_of(people, whole)
        wife = wife_of(people)
        marital = said.get((wife["person_id"], "marital_status"), {}).get("value") if wife else None
        last_birth = max((p["birth_date"] for p in _children(people) if p["birth_date"]), default=date.min)
        pregnancies = [
            c["value"] == "true"
            for p in people
            if p["sex"] != "L" and (c := said.get((p["person_id"], "pregnant")))
            if 0 <= (DAY - c["true_at"]).days <= 280
            if c["value"] != "true" or last_birth <= c["true_at"]
        ]
        screened = max(
            (s for s in by_family["screening"][key] if s["true_at"] <= DAY),
            key=lambda s: (s["true_at"], [-ord(letter) for letter in s["record_id"]]),
            default=None,
        )
        age = (DAY - screened["true_at"]).days if screened else None
        latrine = newest(by_family["dwelling"][key], ("latrine", "disposal"))
        out[key] = {
            "wife_id": wife["person_id"] if wife else None,
            "wife_born": wife["birth_date"] if wife else None,
            "in_union": in_union(wife, marital, whole),
            "pregnant": any(pregnancies) if pregnancies else None,
            "youngest_born": youngest,
            "older_born": older,
            "children": children,
            "water": newest(by_family["dwelling"][key], ("water",))["water"],
            "latrine": latrine["latrine"],
            "disposal": latrine["disposal"],
            "screening_record": screened["record_id"] if screened else None,
            "in_cycle": age is not None and age <= cycles()["krs"].stale_after_days,
            "pregnancy_holds": age is not None
            and age <= 280
            and not (screened["pregnant_wife"] and last_birth > screened["true_at"]),
        }
    return out


def _children(people: Rows) -> Rows:
    small = five_years_before(DAY)
    return [
        p
        for p in people
        if p["relation"] == "child"
        or (p["relation"] not in COUPLE and p["birth_date"] is not None and p["birth_date"] > small)
    ]


def facts_by_engine(con: duckdb.DuckDBPyConnection, tables: dict[str, Rows]) -> dict[str, Row]:
    """The same by ``family_facts.sql``."""
    for name in USED:
        schema = pa.schema([field.with_nullable(True) for field in release.table(name).schema])
        con.register("given_rows", pa.Table.from_pylist(tables.get(name, []), schema=schema))
        con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given_rows")
        con.unregister("given_rows")
    con.execute("CREATE OR REPLACE TABLE intake AS SELECT NULL::VARCHAR AS record_id, NULL::VARCHAR AS status LIMIT 0")
    prepare(con, DAY)
    make_risk(con, DAY)
    return {row["family_id"]: row for row in con.sql("FROM family_fact").to_arrow_table().to_pylist()}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with engine.connect(memory="1GB") as made:
        yield made


def agree(found: dict[str, Row], expected: dict[str, Row]) -> None:
    assert set(found) == set(expected)
    for family, facts in expected.items():
        assert {name: found[family][name] for name in facts} == facts, family


def test_the_small_invented_register(con: duckdb.DuckDBPyConnection, small_release: Home) -> None:
    folder = small_release.current_release()
    tables = {name: con.sql(f"FROM '{folder / name}.parquet'").to_arrow_table().to_pylist() for name in USED}
    expected = simple_facts(tables)
    assert len(expected) > 100
    agree(facts_by_engine(con, tables), expected)


def drawn(seed: int) -> dict[str, Rows]:
    """Families of every odd make: unknown births, twins, grandchildren, several wives, old and contradicting rows."""
    draw = random.Random(seed)
    tables: dict[str, Rows] = {name: [] for name in USED}

    def ago(most: int) -> date:
        return DAY - timedelta(days=draw.choice([draw.randrange(-20, most), 153, 154, 155, 280, 281, 368, 369, 1826]))

    for number in range(120):
        family = f"F{number:03}"
        relations = draw.choices(
            ["head", "wife", "spouse", "child", "child", "child", "grandchild", None], k=draw.randint(1, 7)
        )
        births = [ago(2600) for _ in range(3)]
        for place, relation in enumerate(relations):
            grown = relation in COUPLE
            born = draw.choice([*births, draw.choice(births), ago(2600), None])
            person = {
                "person_id": f"P{number:03}{place}",
                "family_id": family,
                "relation": relation,
                "sex": draw.choice(["L", "P", "P", None]),
                "birth_date": born and (born - timedelta(days=9000) if grown else born),
                "status": draw.choice([None, "alive", "alive", "alive", "dead"]),
                "sources": [],
                "record_count": 1,
            }
            tables["person"].append(person)
            said = {"pregnant": ["true", "false"], "marital_status": ["married", "divorced", "widowed", "single"]}
            for attribute, values in said.items():
                if draw.random() < 0.5:
                    tables["claim"].append(
                        {
                            "subject_id": person["person_id"],
                            "subject": "person",
                            "attribute": attribute,
                            "value": draw.choice(values),
                            "chosen": draw.random() < 0.8,
                            "true_at": ago(330),
                        }
                    )
        tables["family"].append(
            {
                "family_id": family,
                "members": draw.choice([0, 2, 3, 4]),
                "sources": draw.choice([["dtsen"], ["krs", "opensid"], ["krs"], ["eppgbm", "krs"]]),
            }
        )
        for row in range(draw.randint(0, 4)):
            tables["dwelling"].append(
                {
                    "family_id": family,
                    "record_id": f"d{number}.{draw.randrange(9)}.{row}",
                    "true_at": ago(400),
                    "water": draw.choice([None, "unknown", "piped", "surface"]),
                    "latrine": draw.choice([None, "unknown", "own", "none"]),
                    "disposal": draw.choice([None, "unknown", "pit", "septic_tank"]),
                }
            )
        for row in range(draw.randint(0, 3)):
            tables["screening"].append(
                {
                    "family_id": family,
                    "source": "krs",
                    "record_id": f"k{number:03}.{row}",
                    "true_at": ago(500),
                    "pregnant_wife": draw.choice([None, True, False]),
                }
            )
    return tables


@pytest.mark.parametrize("seed", range(6))
def test_families_of_every_odd_make(con: duckdb.DuckDBPyConnection, seed: int) -> None:
    tables = drawn(seed)
    agree(facts_by_engine(con, tables), simple_facts(tables))


def test_the_days_between_two_births_are_the_rules() -> None:
    assert rule_on(DAY).one_birth_days == 154
