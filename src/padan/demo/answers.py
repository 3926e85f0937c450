"""A release's records beside the answer key's: who each is, and what the release says of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.demo.chance import Flags, Texts, Whole
from padan.demo.truth import PEOPLE, RECORDS

KEY = ["file", "sheet", "row", "role"]
#: Roles of parents who have no row of their own: a row only names them.
NAMED_ONLY = ("mother", "father")


@dataclass(frozen=True, slots=True)
class Answers:
    """The answer key's records in its order; ``unknown`` counts records that only the release has.

    Columns: those of the key (file, sheet, row, role, person, family, identified_by), of the release (record_id,
    person_id, family_id, nik, held; null where it does not hold the record), of people (under_five, adult).
    """

    table: pa.Table
    unknown: int

    @property
    def person(self) -> Whole:
        """The true person of each record."""
        return self.table["person"].to_numpy()

    @property
    def role(self) -> Texts:
        """The role of each record."""
        return np.array(self.table["role"].to_pylist(), dtype=object)

    @property
    def named_only(self) -> Flags:
        """Records of parents whom a row only names; a method that compares rows does not see them."""
        return np.isin(self.role, NAMED_ONLY)

    def flags(self, column: str) -> Flags:
        """A column of yes and no, null as no."""
        return pc.fill_null(self.table[column], False).to_numpy(zero_copy_only=False).astype(bool)


def answers(release: Path, truth: Path) -> Answers:
    """``release/record.parquet`` beside the answer key in ``truth``."""
    columns = [*KEY, "person_id", "family_id", "nik"]
    path = release / "record.parquet"
    # A release of records without ids can still be scored.
    columns += ["record_id"] * ("record_id" in pq.read_schema(path).names)
    ours = pq.read_table(path, columns=columns)
    ours = ours.set_column(2, "row", ours["row"].cast(pa.int64()))
    ours = ours.group_by(KEY, use_threads=False).aggregate([(c, "first") for c in columns[4:]])
    ours = ours.rename_columns([*KEY, *columns[4:]]).append_column("held", pa.array([True] * ours.num_rows))
    key = pq.read_table(truth / RECORDS)
    people = pq.read_table(truth / PEOPLE, columns=["person", "under_five", "adult"])
    both = key.append_column("place", pa.array(np.arange(key.num_rows)))
    both = both.join(ours, KEY, join_type="left outer").join(people, "person").sort_by("place")
    held = both["held"].null_count
    return Answers(both, ours.num_rows - (both.num_rows - held))


def codes(values: pa.ChunkedArray) -> Whole:
    """Texts as numbers in their order; each missing one gets a number of its own below 0."""
    texts = np.array(values.to_pylist(), dtype=object)
    known = np.array([text is not None for text in texts], dtype=bool)
    out = np.empty(len(texts), dtype=np.int64)
    out[~known] = -1 - np.arange((~known).sum())
    out[known] = np.unique(texts[known].astype(str), return_inverse=True)[1]
    return out
