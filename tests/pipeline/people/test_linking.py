"""Any table of people linked: whose weights are taken, and what people are called."""

from __future__ import annotations

import random
from datetime import date

import pyarrow as pa
import pytest

from padan.pipeline.link.model import shipped
from padan.pipeline.people.linking import ENOUGH_TO_LEARN, link_people

TODAY = date(2026, 11, 21)
SYLLABLES = ("RA", "TI", "MU", "LA", "DE", "WI", "SA", "NO", "PU", "JI", "HA", "KE", "BI", "YO", "GA", "FE")


def invented(people: int, *, twice: float) -> tuple[pa.Table, list[int]]:
    """Rows of two lists, and who each is; a share of the people stand in both, some with a slip in the number."""
    chance = random.Random(5)
    rows, who = [], []
    for n in range(people):
        name = " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))) for _word in range(2))
        day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1950, 2005)
        nik = f"6402{chance.randint(1, 18):02d}{day:02d}{month:02d}{year % 100:02d}{n % 9998 + 1:04d}"
        row = {
            "name": name, "birth": f"{year}-{month:02d}-{day:02d}", "sex": chance.choice("LP"),
            "nik": nik, "kk": f"640213010120{n % 9998 + 1:04d}", "village": f"64.02.13.10{n % 9 + 1:02d}",
        }  # fmt: skip
        for source in ("a", "b") if chance.random() < twice else ("a",):
            lost = {"nik": None} if source == "b" and chance.random() < 0.3 else {}
            rows.append({**row, **lost, "record": f"{source}{n}", "list": source})
            who.append(n)
    return pa.Table.from_pylist(rows), who


def test_the_weights_are_learned_where_there_is_enough_to_learn_from():
    table, who = invented(ENOUGH_TO_LEARN, twice=0.5)

    found = link_people(table, today=TODAY)

    assert found.refused == ()
    assert found.model.version != shipped().version
    person = dict(zip(found.rows["record"].to_pylist(), found.rows["person"].to_pylist(), strict=True))
    assert [person[record] for record in table["record"].to_pylist()] == [f"a{n}" for n in who]


def test_lists_that_teach_nonsense_are_linked_by_the_shipped_weights():
    """Strangers who share a number and a first name, and nothing else."""
    table, _who = invented(ENOUGH_TO_LEARN, twice=0.0)
    numbers = table["nik"].to_pylist()
    shared = [numbers[place // 2 * 2] for place in range(len(numbers))]
    named = [f"SITI {name}" for name in table["name"].to_pylist()]
    table = table.set_column(table.column_names.index("nik"), "nik", pa.array(shared))
    table = table.set_column(table.column_names.index("name"), "name", pa.array(named))

    found = link_people(table, today=TODAY)

    assert found.refused
    assert found.model.version == shipped().version


@pytest.mark.parametrize(
    ("records", "lists", "called"),
    [
        (["1", "2"], ["a", "b"], ["1", "1"]),
        (["1", "1"], ["a", "b"], ["a:1", "a:1"]),
        (["1", "1"], ["a", "a"], ["a:1:0", "a:1:0"]),
        (["x", "y"], ["a", "a"], ["x", "x"]),
    ],
)
def test_a_person_is_called_by_its_first_record(records: list[str], lists: list[str], called: list[str]):
    same = {"name": "BUDI SANTOSO", "nik": "6402131203900001", "birth": "1990-03-12", "kk": "6402130101200001"}
    table = pa.Table.from_pylist([{**same, "record": r, "list": s} for r, s in zip(records, lists, strict=True)])

    assert link_people(table, today=TODAY).rows["person"].to_pylist() == called
