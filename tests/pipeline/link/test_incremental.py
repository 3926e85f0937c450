"""A register linked again after a change is the register linked whole: same edges, same people, same counts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.pipeline.link.link_kit import Standard, people, plain_model, put
from tests.pipeline.register_kit import REGENCY

from padan.contracts import stages
from padan.pipeline import engine
from padan.pipeline.home import Home
from padan.pipeline.link import linking, recomparing
from padan.pipeline.link.incremental import link_again
from padan.pipeline.link.linking import Linked, link
from padan.pipeline.link.model import Model, shipped
from padan.pipeline.link.people import People
from padan.pipeline.release.writing import write_table
from padan.pipeline.standardise import standardise

MODEL = plain_model(prior=-16.0)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with engine.connect(memory="1GB") as opened:
        yield opened


def kept(con: duckdb.DuckDBPyConnection, linked: Linked, model: Model, folder: Path) -> Path:
    """What a release keeps of its comparing."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in (stages.STANDARD, stages.EDGE):
        write_table(con, table, folder)
    counts = {"compared": linked.compared, **{f"crowded_{key}": n for key, n in linked.crowded.items()}}
    (folder / "manifest.json").write_text(json.dumps({"model_version": model.version, "linking": counts}))
    return folder


def tables(con: duckdb.DuckDBPyConnection) -> tuple[pa.Table, pa.Table]:
    return tuple(con.execute(f"SELECT * FROM {name} ORDER BY ALL").to_arrow_table() for name in ("edge", "cluster"))


def same_as_whole(con: duckdb.DuckDBPyConnection, before: Path, model: Model) -> None:
    again = link_again(con, before, model)
    found = tables(con)
    whole = link(con, model)
    assert asdict(again) == asdict(whole)
    for one, other in zip(found, tables(con), strict=True):
        assert one.equals(other)


@pytest.mark.parametrize("seed", range(20))
def test_files_that_come_later_give_what_all_files_give(
    seed: int, con: duckdb.DuckDBPyConnection, small_release: Home, tmp_path: Path
) -> None:
    draw = random.Random(seed)
    files = sorted(small_release.records.glob("*.parquet"))
    first = draw.sample(files, draw.randint(1, len(files) - 1))
    last = draw.sample(files, draw.randint(max(1, len(files) - 2), len(files)))  # one or two are withdrawn
    standardise(con, first, REGENCY)
    before = kept(con, link(con), shipped(), tmp_path / "before")
    standardise(con, last, REGENCY)
    same_as_whole(con, before, shipped())


def test_what_did_not_change_is_not_compared_again(
    con: duckdb.DuckDBPyConnection, small_release: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted(small_release.records.glob("*.parquet"), key=lambda file: file.stat().st_size)
    standardise(con, files[1:], REGENCY)
    before = kept(con, link(con), shipped(), tmp_path / "before")
    standardise(con, files, REGENCY)
    looked_at: list[int] = []
    compare_again = recomparing.compare_again

    def counted(*arguments: object) -> recomparing.Difference:
        found = compare_again(*arguments)  # type: ignore[arg-type]
        looked_at.append(found.scored)
        return found

    monkeypatch.setattr("padan.pipeline.link.incremental.compare_again", counted)
    linked = link_again(con, before)
    assert 0 < looked_at[0] < linked.compared / 4


def _named(drawn: list[Standard]) -> list[Standard]:
    return [{**each, "record_id": f"r{place:03d}"} for place, each in enumerate(drawn)]


@given(data=st.data())
@settings(deadline=None, max_examples=examples(60))
def test_any_change_gives_what_linking_all_gives(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    crowd = data.draw(st.sampled_from((2, 3, 60)))
    before = _named(data.draw(people(least=1, most=14)))
    fate = data.draw(st.lists(st.sampled_from(("stays", "stays", "goes", "changes")), min_size=14, max_size=14))
    others = _named(data.draw(people(least=14, most=20)))
    after = [
        others[place] if what == "changes" else each
        for place, (each, what) in enumerate(zip(before, fate, strict=False))
        if what != "goes"
    ] + others[14:]
    with pytest.MonkeyPatch.context() as patch, engine.connect(memory="500MB") as con:
        for module in (linking, recomparing):
            patch.setattr(module, "Candidates", _crowded_at(crowd))
        patch.setattr(recomparing, "MOST_SHARED", crowd)
        put(con, before)
        folder = kept(con, link(con, MODEL), MODEL, tmp_path_factory.mktemp("before"))
        put(con, after)
        same_as_whole(con, folder, MODEL)


def _crowded_at(most: int) -> type:
    class Smaller(recomparing.Candidates):
        """Keys are crowded by fewer records, so that small tables hold some."""

        @classmethod
        def of(cls, keys: dict, given: int = most) -> recomparing.Candidates:
            return super().of(keys, given)

        @classmethod
        def among(cls, people: People, given: int = most) -> recomparing.Candidates:
            return super().among(people, given)

    return Smaller
