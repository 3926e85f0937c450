"""How well a release found who is who: its record table against the answer key.

Pairs are counted by group sizes, sum of n (n - 1) / 2, never listed. A written record that the release does
not hold counts as joined to nobody. A record of the release that the answer key does not know is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from padan.demo.chance import Flags, Whole
from padan.demo.truth import PEOPLE, RECORDS
from padan.kernel.texts import _

_KEY = ["file", "sheet", "row", "role"]
#: Sixteen digits, no leading 0, a day 1-31 or 41-71, a month 1-12; the serial 0000 is ruled out apart.
_SOUND = r"^[1-9]\d{5}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{6}$"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of records: of one true person, joined by the method, and both."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the joined pairs that are one person; 1 when nothing is joined."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that are joined; 1 when there are none."""
        return self.right / self.true if self.true else 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def ratio(self) -> float:
        """The share; 1 of nothing is all."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Measures:
    """One method's results. ``children_across`` counts only pairs that stand in different files."""

    everybody: Pairs
    children: Pairs
    children_across: Pairs
    families: Share
    families_measured: Share


@dataclass(frozen=True, slots=True)
class Score:
    """The release and, beside it, joining records whose sound NIKs are equal.

    ``families`` counts records of living children under five whose family stands in some list with a grown
    person; ``families_measured`` only those of them with the role child. ``shared_families`` counts true
    families whose main family number is also another's: a release that lumps families cannot hide there.
    """

    records: int
    missing: int
    unknown: int
    shared_families: int
    release: Measures
    equal_niks: Measures

    def __str__(self) -> str:
        rows = [(_("ukuran"), "padan", _("NIK sama"))]
        for title, of in _lines():
            rows.append((title, _percent(of(self.release)), _percent(of(self.equal_niks))))
        width = max(len(row[0]) for row in rows)
        table = [f"{title:{width}}  {ours:>9}  {niks:>9}" for title, ours, niks in rows]
        counts = _("{records} catatan; {missing} tidak ada di rilis; {unknown} tidak dikenal kunci jawaban").format(
            records=self.records, missing=self.missing, unknown=self.unknown
        )
        shared = _("{count} keluarga berbagi nomor dengan keluarga lain").format(count=self.shared_families)
        return "\n".join([*table, counts, shared])


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"


def _lines() -> tuple[tuple[str, Callable[[Measures], float]], ...]:
    return (
        (_("semua catatan: presisi"), lambda m: m.everybody.precision),
        (_("semua catatan: recall"), lambda m: m.everybody.recall),
        (_("anak: presisi"), lambda m: m.children.precision),
        (_("anak: recall"), lambda m: m.children.recall),
        (_("anak di berkas berlainan: recall"), lambda m: m.children_across.recall),
        (_("balita di keluarganya"), lambda m: m.families.ratio),
        (_("balita yang diukur, di keluarganya"), lambda m: m.families_measured.ratio),
    )


def count_pairs(*labels: Whole) -> int:
    """Pairs of entries that agree in all of ``labels``."""
    return _pairs_of(_sizes(_combined(*labels)))


def _combined(*labels: Whole) -> Whole:
    """One label per distinct combination."""
    out = np.zeros(len(labels[0]), dtype=np.int64)
    for label in labels:
        _values, code = np.unique(label, return_inverse=True)
        out = np.unique(out * (len(_values) + 1) + code, return_inverse=True)[1]
    return out


def _sizes(labels: Whole) -> Whole:
    return np.unique(labels, return_counts=True)[1].astype(np.int64)


def _pairs_of(sizes: Whole) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def pairs(person: Whole, cluster: Whole) -> Pairs:
    """Pairs by true person, by cluster, by both."""
    return Pairs(count_pairs(person), count_pairs(cluster), count_pairs(person, cluster))


def pairs_across(person: Whole, cluster: Whole, file: Whole) -> Pairs:
    """The same, of pairs that stand in different files."""
    every = pairs(person, cluster)
    return Pairs(
        every.true - count_pairs(person, file),
        every.found - count_pairs(cluster, file),
        every.right - count_pairs(person, cluster, file),
    )


def _codes(values: pa.ChunkedArray) -> Whole:
    """Texts as numbers in their order; each missing one gets a number of its own."""
    texts = np.array(values.to_pylist(), dtype=object)
    known = np.array([text is not None for text in texts], dtype=bool)
    out = np.empty(len(texts), dtype=np.int64)
    out[~known] = -1 - np.arange((~known).sum())
    out[known] = np.unique(texts[known].astype(str), return_inverse=True)[1]
    return out


def _sound(niks: pa.ChunkedArray) -> pa.ChunkedArray:
    """The NIKs that can be believed; null otherwise."""
    text = niks.cast(pa.string())
    good = pc.and_(pc.match_substring_regex(text, _SOUND), pc.invert(pc.ends_with(text, "0000")))
    return pc.if_else(pc.fill_null(good, False), text, None)


def _niks(table: pa.Table) -> Whole:
    """Sound NIKs as numbers; what only refers to another row has the NIK of that row."""
    key = [_codes(table[column]) for column in ("file", "sheet", "role")]
    row, identity = table["row"].to_numpy(), table["identified_by"].to_numpy()
    place = dict(zip(zip(*key, row, strict=True), range(table.num_rows), strict=True))
    source = np.array([place[each] for each in zip(*key, identity, strict=True)], dtype=np.int64)
    own = _codes(_sound(table["nik"]))
    borrowed = own[source]
    return np.where(borrowed < 0, -1 - np.arange(len(own)), borrowed)


def _joined(release: Path, truth: Path) -> tuple[pa.Table, int]:
    """The answer key's records with what the release says of each, and how many only the release has."""
    columns = [*_KEY, "person_id", "family_id", "nik"]
    ours = pq.read_table(release / "record.parquet", columns=columns)
    ours = ours.set_column(2, "row", ours["row"].cast(pa.int64()))
    ours = ours.group_by(_KEY, use_threads=False).aggregate([(c, "first") for c in columns[4:]])
    ours = ours.rename_columns([*_KEY, *columns[4:]]).append_column("held", pa.array([True] * ours.num_rows))
    key = pq.read_table(truth / RECORDS)
    people = pq.read_table(truth / PEOPLE, columns=["person", "under_five", "adult"])
    both = key.append_column("place", pa.array(np.arange(key.num_rows)))
    both = both.join(ours, _KEY, join_type="left outer").join(people, "person").sort_by("place")
    held = both["held"].null_count
    return both, ours.num_rows - (both.num_rows - held)


def _flags(table: pa.Table, column: str) -> Flags:
    return pc.fill_null(table[column], False).to_numpy(zero_copy_only=False).astype(bool)


def main_family(family: Whole, found: Whole) -> dict[int, int]:
    """The family number that most of each true family's records carry; the smaller one when two are level."""
    kinds, size = np.unique(np.stack([family, found]), axis=1, return_counts=True)
    order = np.lexsort((kinds[1], -size, kinds[0]))
    families, first = np.unique(kinds[0][order], return_index=True)
    return dict(zip(families.tolist(), kinds[1][order][first].tolist(), strict=True))


def _in_main_family(family: Whole, found: Whole, main: dict[int, int]) -> Flags:
    return np.array([main.get(int(f)) == int(g) for f, g in zip(family, found, strict=True)], dtype=bool)


def _by_nik_in_family(family: Whole, nik: Whole, lists: Flags) -> Flags:
    """Records whose sound NIK stands on a list of families, in the true family."""
    listed = {(int(f), int(n)) for f, n in zip(family[lists], nik[lists], strict=True) if n >= 0}
    return np.array([(int(f), int(n)) in listed for f, n in zip(family, nik, strict=True)], dtype=bool)


def _measures(table: pa.Table, cluster: Whole, placed: Flags, listed: Flags) -> Measures:
    role = np.array(table["role"].to_pylist(), dtype=object)
    person = table["person"].to_numpy()
    child = role == "child"
    file = _codes(table["file"])
    small = _flags(table, "under_five") & np.isin(role, ("child", "person")) & listed
    return Measures(
        everybody=pairs(person, cluster),
        children=pairs(person[child], cluster[child]),
        children_across=pairs_across(person[child], cluster[child], file[child]),
        families=Share(int(placed[small].sum()), int(small.sum())),
        families_measured=Share(int(placed[small & child].sum()), int((small & child).sum())),
    )


def score(release: Path, truth: Path) -> Score:
    """Score ``release/record.parquet`` against the answer key in ``truth``."""
    table, unknown = _joined(release, truth)
    role = np.array(table["role"].to_pylist(), dtype=object)
    family = pc.fill_null(table["family"], -1).to_numpy()
    found, nik = _codes(table["family_id"]), _niks(table)
    lists = np.isin(role, ("head", "wife", "person"))
    grown = lists & _flags(table, "adult") & (family >= 0)
    listed = np.isin(family, family[grown])
    held = grown & (found >= 0)
    main = main_family(family[held], found[held])
    return Score(
        records=table.num_rows,
        missing=table["held"].null_count,
        unknown=unknown,
        shared_families=len(main) - len(set(main.values())),
        release=_measures(table, _codes(table["person_id"]), _in_main_family(family, found, main), listed),
        equal_niks=_measures(table, nik, _by_nik_in_family(family, nik, lists), listed),
    )
