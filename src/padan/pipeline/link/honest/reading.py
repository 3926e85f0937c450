"""The compared pairs of a release as columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.contracts.release import LINK, RECORD
from padan.contracts.stages import STANDARD
from padan.pipeline.link.honest.curve import Numbers

Flags = npt.NDArray[np.bool_]
Names = npt.NDArray[np.object_]

#: The rule family that needs no NIK: records are brought together when all columns of one entry are equal. They
#: are the keys of ``keys.py`` without those that hold a NIK; the part of the birth date and name is coarser here.
WITHOUT_NIK: tuple[tuple[str, ...], ...] = (
    ("kk", "birth_sorted"), ("kk", "first"), ("birth_sorted", "first"), ("birth_sorted", "mother_first", "district"),
    ("birth_sorted", "father_first", "district"), ("sound", "village"), ("first", "mate"), ("mate", "village"),
    ("first", "mate_first", "village"), ("mother", "first"), ("father", "first", "village"),
)  # fmt: skip


@dataclass(frozen=True)
class Pairs:
    """Compared pairs, row by row: record ids (a < b), weight in bits, whether both ended as one person, the two kinds
    of list (``between``, in alphabetical order, joined by " × "), and which of the two rule families finds it."""

    record_a: Names
    record_b: Names
    weight: Numbers
    joined: Flags
    between: Names
    by_nik: Flags
    without_nik: Flags
    records: int

    def __len__(self) -> int:
        return len(self.weight)


def read_pairs(folder: Path) -> Pairs:
    """The compared pairs of the release in ``folder``; ``records`` counts all records of the release."""
    links = pq.read_table(folder / f"{LINK.name}.parquet", columns=["record_a", "record_b", "match_weight", "joined"])
    columns = sorted({column for key in WITHOUT_NIK for column in key} | {"record_id", "source", "nik15"})
    standard = pq.read_table(folder / f"{STANDARD.name}.parquet", columns=columns)
    ids = standard["record_id"]
    places = [pc.index_in(links[side], value_set=ids.combine_chunks()) for side in ("record_a", "record_b")]
    known = pc.and_(pc.is_valid(places[0]), pc.is_valid(places[1]))
    links, places = links.filter(known), [place.filter(known) for place in places]
    one, other = (standard.take(place) for place in places)
    return Pairs(
        record_a=_texts(links["record_a"]),
        record_b=_texts(links["record_b"]),
        weight=links["match_weight"].to_numpy().astype(float),
        joined=_flags(links["joined"]),
        between=between(_texts(one["source"]), _texts(other["source"])),
        by_nik=_equal(one, other, ("nik15",)),
        without_nik=np.logical_or.reduce([_equal(one, other, key) for key in WITHOUT_NIK]),
        records=pq.read_metadata(folder / f"{RECORD.name}.parquet").num_rows,
    )


def between(one: Names, other: Names) -> Names:
    """The two kinds of list of each pair as one text, the same either way round."""
    return np.array([" × ".join(sorted(both)) for both in zip(one, other, strict=True)], dtype=object)


def _equal(one: pa.Table, other: pa.Table, columns: tuple[str, ...]) -> Flags:
    """Rows that agree in all columns; what is missing agrees with nothing."""
    same = [pc.fill_null(pc.equal(one[column], other[column]), False) for column in columns]
    return np.logical_and.reduce([_flags(each) for each in same])


def _flags(column: pa.ChunkedArray) -> Flags:
    return np.asarray(column.to_numpy(), dtype=bool)


def _texts(column: pa.ChunkedArray) -> Names:
    return np.array(column.to_pylist(), dtype=object)
