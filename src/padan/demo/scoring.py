"""How well a release found who is who: its record table against the answer key.

A written record that the release does
not hold counts as joined to nobody. A record of the release that the answer key does not know is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from padan.demo.answers import Answers, answers, codes
from padan.demo.chance import Flags, Whole
from padan.demo.counting import Pairs, Share, mixed, pairs, pairs_across
from padan.kernel.texts import _

#: Sixteen digits, no leading 0, a day 1-31 or 41-71, a month 1-12; the serial 0000 is ruled out apart.
_SOUND = r"^[1-9]\d{5}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{6}$"


@dataclass(frozen=True, slots=True)
class Measures:
    """One method's results. ``children_across`` counts only pairs that stand in different files."""

    everybody: Pairs
    children: Pairs
    children_across: Pairs
    families: Share
    families_knowable: Share
    families_measured: Share


@dataclass(frozen=True, slots=True)
class Score:
    """The release and, beside it, joining records whose sound NIKs are equal.

    ``families`` counts records of living children under five whose family stands in some list with a grown
    person; ``families_knowable`` only those of them of whom some list says so: the child stands in a list of families
    itself, or a row of its names a parent who does; ``families_measured`` only those with the role child.
    ``shared_families`` counts true families whose main family number is also another's: a release that lumps families
    cannot hide there.
    ``wrong_merges`` counts persons of the release that hold several true people, ``wrong_splits`` true people
    whose records are given to several; :mod:`padan.demo.wrong` lists them.
    """

    records: int
    missing: int
    unknown: int
    shared_families: int
    wrong_merges: int
    wrong_splits: int
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
        wrong = _("{merges} orang di rilis memuat catatan lebih dari satu orang; {splits} orang terpecah").format(
            merges=self.wrong_merges, splits=self.wrong_splits
        )
        return "\n".join([*table, wrong, counts, shared])


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"


def _lines() -> tuple[tuple[str, Callable[[Measures], float]], ...]:
    return (
        (_("semua catatan: presisi"), lambda m: m.everybody.precision),
        (_("semua catatan: recall"), lambda m: m.everybody.recall),
        (_("semua catatan: F1"), lambda m: m.everybody.f1),
        (_("anak: presisi"), lambda m: m.children.precision),
        (_("anak: recall"), lambda m: m.children.recall),
        (_("anak: F1"), lambda m: m.children.f1),
        (_("anak di berkas berlainan: recall"), lambda m: m.children_across.recall),
        (_("balita di keluarganya"), lambda m: m.families.ratio),
        (_("balita di keluarganya, yang dapat diketahui"), lambda m: m.families_knowable.ratio),
        (_("balita yang diukur, di keluarganya"), lambda m: m.families_measured.ratio),
    )


def _sound(niks: pa.ChunkedArray) -> pa.ChunkedArray:
    """The NIKs that can be believed; null otherwise."""
    text = niks.cast(pa.string())
    good = pc.and_(pc.match_substring_regex(text, _SOUND), pc.invert(pc.ends_with(text, "0000")))
    return pc.if_else(pc.fill_null(good, False), text, None)


def _niks(table: pa.Table) -> Whole:
    """Sound NIKs as numbers; what only refers to another row has the NIK of that row."""
    key = [codes(table[column]) for column in ("file", "sheet", "role")]
    row, identity = table["row"].to_numpy(), table["identified_by"].to_numpy()
    place = dict(zip(zip(*key, row, strict=True), range(table.num_rows), strict=True))
    source = np.array([place[each] for each in zip(*key, identity, strict=True)], dtype=np.int64)
    own = codes(_sound(table["nik"]))
    borrowed = own[source]
    return np.where(borrowed < 0, -1 - np.arange(len(own)), borrowed)


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


def _knowable(found: Answers, family: Whole, lists: Flags) -> Flags:
    """Records of people of whom some list says in which family they live: they stand in it, or a row of theirs names a
    parent who does."""
    person, member = found.person, _numbered(found.person, family)
    listed = np.isin(member, member[lists & (family >= 0)])
    place = _numbered(*(codes(found.table[column]) for column in ("file", "sheet")), found.table["row"].to_numpy())
    told = np.isin(place, place[found.named_only & listed])
    return np.isin(person, person[(listed | told) & ~found.named_only])


def _numbered(*columns: Whole) -> Whole:
    """A number for each combination of values."""
    return np.unique(np.stack(columns), axis=1, return_inverse=True)[1].reshape(-1)


def _measures(found: Answers, cluster: Whole, placed: Flags, listed: Flags, knowable: Flags) -> Measures:
    role, person = found.role, found.person
    child = role == "child"
    file = codes(found.table["file"])
    small = found.flags("under_five") & np.isin(role, ("child", "person")) & listed
    return Measures(
        everybody=pairs(person, cluster),
        children=pairs(person[child], cluster[child]),
        children_across=pairs_across(person[child], cluster[child], file[child]),
        families=Share(int(placed[small].sum()), int(small.sum())),
        families_knowable=Share(int(placed[small & knowable].sum()), int((small & knowable).sum())),
        families_measured=Share(int(placed[small & child].sum()), int((small & child).sum())),
    )


def score(release: Path, truth: Path) -> Score:
    """Score ``release/record.parquet`` against the answer key in ``truth``."""
    known = answers(release, truth)
    table, role = known.table, known.role
    family = pc.fill_null(table["family"], -1).to_numpy()
    found, nik, cluster = codes(table["family_id"]), _niks(table), codes(table["person_id"])
    lists = np.isin(role, ("head", "wife", "person"))
    grown = lists & known.flags("adult") & (family >= 0)
    listed = np.isin(family, family[grown])
    held = grown & (found >= 0)
    knowable = _knowable(known, family, lists)
    main = main_family(family[held], found[held])
    there = known.flags("held")
    return Score(
        records=table.num_rows,
        missing=table["held"].null_count,
        unknown=known.unknown,
        shared_families=len(main) - len(set(main.values())),
        wrong_merges=len(mixed(cluster[there], known.person[there])),
        wrong_splits=len(mixed(known.person[there], cluster[there])),
        release=_measures(known, cluster, _in_main_family(family, found, main), listed, knowable),
        equal_niks=_measures(known, nik, _by_nik_in_family(family, nik, lists), listed, knowable),
    )
