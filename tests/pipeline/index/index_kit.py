"""Small tables of people who have much in common, and the full run that an index is held against."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pyarrow as pa
from hypothesis import strategies as st
from tests.pipeline.link.link_kit import plain_model

from padan.pipeline.index import Index
from padan.pipeline.index.building import Rules
from padan.pipeline.people.linking import LinkedPeople, link_people

DAY = date(2026, 6, 1)
RULES = Rules(DAY, plain_model(prior=-16.0))
COLUMNS = ("list", "nik", "kk", "name", "mother", "birth", "sex", "village")

_NAMES = ("SITI AMINAH", "SITI AMINA", "BUDI SANTOSO", "BUDI", "AGUS SALIM", "NUR HAYATI", "HAYATI NUR", "DEWI", None)
_BIRTHS = ("1990-03-12", "1990-03-13", "1985-07-25", "2023-07-25", "2023-01-01", "1991-04-02", None)
#: The third number agrees with a birth date of a parent; the last has not the form of a NIK.
_NIKS = ("6402135203900001", "6402132507850002", "6402135203900003", "6402131203900004", "12345", None)
_CARDS = ("6402130101200001", "6402130101200002", "6402139901200077", None)
_VILLAGES = ("6402131008", "6402131009", "64.02.07.2002", "Tanjung Harapan", None)

_ROW = st.fixed_dictionaries(
    {
        "list": st.sampled_from(("A", "B", None)),
        "nik": st.sampled_from(_NIKS),
        "kk": st.sampled_from(_CARDS),
        "name": st.sampled_from(_NAMES),
        "mother": st.sampled_from(_NAMES),
        "birth": st.sampled_from(_BIRTHS),
        "sex": st.sampled_from(("L", "P", None)),
        "village": st.sampled_from(_VILLAGES),
    }
)


def rows(*, least: int = 1, most: int = 12) -> st.SearchStrategy[list[dict]]:
    """Draws rows of a table of people."""
    return st.lists(_ROW, min_size=least, max_size=most)


def table(drawn: list[dict]) -> pa.Table:
    """Rows as a table of texts."""
    return pa.Table.from_pylist(drawn, schema=pa.schema([(name, pa.string()) for name in COLUMNS]))


def crowd(people: int, seed: int) -> pa.Table:
    """A village in which many are listed twice, with slips, placeholders, and numbers and cards that many bear."""
    draw = random.Random(seed)
    words = [
        first + last for first in ("SU", "MAR", "DAR", "WI", "HAR", "KAS") for last in ("TINI", "YONO", "MAN", "NAH")
    ]
    out: list[dict] = []
    for n in range(people):
        year, month, day = draw.randint(1950, 2025), draw.randint(1, 12), draw.randint(1, 28)
        woman = draw.random() < 0.5
        nik = f"640213{day + 40 * woman:02d}{month:02d}{year % 100:02d}{n % 9999 + 1:04d}"
        row = {
            "list": "A", "nik": nik if draw.random() < 0.8 else None, "kk": f"640213010120{n // 4 % 9000 + 1:04d}",
            "name": f"{draw.choice(words)} {draw.choice(words)}",
            "mother": f"{draw.choice(words)} {draw.choice(words)}",
            "birth": f"{year}-{month:02d}-{day:02d}", "sex": "P" if woman else "L",
            "village": draw.choice(("6402131008", "6402131009", "6402072002")),
        }  # fmt: skip
        if draw.random() < 0.06:
            row["nik"] = "6402131501800009"
        if draw.random() < 0.12:
            row["kk"] = "6402130101209999"
        out.append(row)
        if draw.random() < 0.4:
            slip = {"list": "B", "name": row["name"].split(" ")[0], "nik": draw.choice((nik, None))}
            out.append(row | slip | ({"mother": None} if draw.random() < 0.3 else {}))
    draw.shuffle(out)
    return table(out)


def whole(given: pa.Table, *, rules: Rules = RULES) -> LinkedPeople:
    """The full run."""
    return link_people(given, today=rules.today, model=rules.model, one_row=rules.one_row, threshold=rules.threshold)


def same_as_whole(index: Index, given: pa.Table, *, rules: Rules = RULES) -> None:
    """Whether the index holds what a full run gives, to the last digit."""
    full = whole(given, rules=rules)
    found = index.rows()
    for name in ("record", "list", "person", "probability"):
        assert found.column(name).to_pylist() == full.rows.column(name).to_pylist()
    edges = index.edges()
    for name in ("l", "r", "weight", "by_name"):
        assert getattr(edges, name).tolist() == getattr(full.pairs, name).tolist()
    assert index.compared == full.compared


def with_rules(**changes: object) -> Rules:
    """Other rules than usual."""
    return replace(RULES, **changes)  # type: ignore[arg-type]
