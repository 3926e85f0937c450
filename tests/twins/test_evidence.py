"""The evidence and its weight, in columns, against one pair at a time in plain Python."""

from __future__ import annotations

from itertools import combinations

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.pipeline.link.link_kit import Standard, columns, level_codes, people, person, plain_model, side_by_side
from tests.twins import linking_twin as twin

from padan.pipeline.link import frequencies
from padan.pipeline.link.keys import Candidates, key_columns
from padan.pipeline.link.likeness import jaro_winkler
from padan.pipeline.link.model import Model
from padan.pipeline.link.people import People, from_query
from padan.pipeline.link.scoring import score

SOUNDS = ["SITI AMINAH", "SITI AMINAH", "BUDI SANTOSO", "SITI", "BUDI", "AGUS", "MUHAMAD RISKI"] * 12
MODEL = plain_model(
    lists={"dtsen|dtsen": -3.0, "dtsen|krs": 1.5, "eppgbm|krs": -2.0}, frequencies=frequencies.count(pa.array(SOUNDS))
)
#: Two sums of the same few numbers, rounded to a millionth.
TOLERANCE = 2e-6


@settings(deadline=None, max_examples=50)
@given(people(least=2, most=10))
def test_both_find_the_same_levels_and_the_same_weight(drawn: list[Standard]):
    pairs = list(combinations(drawn, 2))
    found = side_by_side(pairs, MODEL)

    for place, (a, b) in enumerate(pairs):
        assert level_codes(found, place) == twin.levels(a, b, MODEL.frequencies), (a, b)
        assert found.weight[place] == pytest.approx(twin.weight(a, b, MODEL), abs=TOLERANCE)
        assert found.by_name[place] == pytest.approx(twin.by_name(a, b, MODEL), abs=TOLERANCE)


WORDS = st.sampled_from(
    ["M", "A", "AL", "ANA", "ANI", "ANIS", "MARIA", "MARIAM", "MUHAMAD", "SITI", "SITINA", "AMINAH", "KEDUA"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=40))
@example([("KEDUA", "KEDUA KEDUA")])  # a word alone counts nothing
def test_names_of_any_words_whichever_comes_first(drawn: list[tuple[str, str]]):
    pairs = [tuple(person(name, sound=name) for name in pair) for pair in drawn]
    found = side_by_side([*pairs, *((b, a) for a, b in pairs)], MODEL)

    for place, (a, b) in enumerate(pairs):
        level = twin.name_level(a, b, MODEL.frequencies)
        assert level_codes(found, place)["name"] == level_codes(found, place + len(pairs))["name"] == level


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.text("ABCDEN ", min_size=0, max_size=9)] * 2), max_size=20))
def test_the_engines_likeness_is_jaros_and_winklers(pairs: list[tuple[str, str]]):
    ones, others = (pa.array([pair[side] for pair in pairs], pa.string()) for side in (0, 1))

    assert jaro_winkler(ones, others) == pytest.approx([twin.likeness(a, b) for a, b in pairs], abs=1e-9)


@pytest.fixture(scope="module")
def invented(sixty_families: duckdb.DuckDBPyConnection) -> tuple[People, list[Standard]]:
    """The records of sixty invented families, as columns and as rows."""
    rows = sixty_families.sql("SELECT * FROM standard ORDER BY n").to_arrow_table().to_pylist()
    return from_query(sixty_families, "standard"), rows


@pytest.fixture(scope="module")
def model(invented: tuple[People, list[Standard]]) -> Model:
    people, _rows = invented
    return plain_model(lists=dict(MODEL.lists), frequencies=frequencies.count(people.texts["sound"]))


def test_on_an_invented_regency(invented: tuple[People, list[Standard]], model: Model):
    records, rows = invented
    l, r = next(iter(Candidates.of(key_columns(records)).pairs()))  # noqa: E741
    step = max(1, len(l) // 3000)
    l, r = l[::step], r[::step]  # noqa: E741
    found = score(records.take(l), records.take(r), model, everything=True)

    assert len(l) > 300
    weights = [twin.weight(rows[a], rows[b], model) for a, b in zip(l, r, strict=True)]
    for place, (a, b) in enumerate(zip(l, r, strict=True)):
        assert level_codes(found, place) == twin.levels(rows[a], rows[b], model.frequencies), (rows[a], rows[b])
    assert found.weight == pytest.approx(weights, abs=TOLERANCE)


def test_columns_and_rows_say_the_same(invented: tuple[People, list[Standard]]):
    records, rows = invented
    again = columns(rows)

    for name in ("nik", "nik_agrees", "birth", "sex", "sound", "village", "source", "same_key"):
        assert np.array_equal(getattr(again, name), getattr(records, name))
    assert again.texts["sound"].to_pylist() == [row["sound"] for row in rows]
