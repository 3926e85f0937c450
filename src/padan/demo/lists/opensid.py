"""Village registers as OpenSID exports them: 43 columns, codes or words, one file per desa."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.demo.chance import Dates, Flags, Numbers, Texts, Whole, chosen, either, texts
from padan.demo.dirt import NBSP, date_cells, written_dates, written_sexes
from padan.demo.households import CHILD, HEAD, WIFE
from padan.demo.lists.desk import Desk, slug, upper
from padan.demo.sheets import Row, Sheet, write_workbook
from padan.demo.snapshot import snapshot

COLUMNS = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id",
    "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id",
    "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport",
    "tanggal_akhir_paspor", "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam", "alamat_sekarang",
    "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi", "lat", "lng",
)  # fmt: skip
SHEET = "Data Penduduk"

#: OpenSID's relation codes, by ``households.RELATIONS``.
_RELATION = np.array([1, 3, 4, 5, 6, 7, 8, 9])
_TEXTS: dict[str, dict[int, str]] = {
    "sex": {1: "LAKI-LAKI", 2: "PEREMPUAN"},
    "kk_level": {1: "KEPALA KELUARGA", 2: "SUAMI", 3: "ISTRI", 4: "ANAK", 5: "MENANTU", 6: "CUCU",
                 7: "ORANGTUA", 8: "MERTUA", 9: "FAMILI LAIN"},
    "agama_id": {1: "ISLAM", 2: "KRISTEN", 3: "KATHOLIK"},
    "pendidikan_kk_id": {1: "TIDAK / BELUM SEKOLAH", 2: "BELUM TAMAT SD/SEDERAJAT", 3: "TAMAT SD / SEDERAJAT",
                         4: "SLTP/SEDERAJAT", 5: "SLTA / SEDERAJAT", 8: "DIPLOMA IV/ STRATA I"},
    "pekerjaan_id": {1: "BELUM/TIDAK BEKERJA", 2: "MENGURUS RUMAH TANGGA", 3: "PELAJAR/MAHASISWA",
                     9: "PETANI/PEKEBUN", 11: "NELAYAN/PERIKANAN", 15: "KARYAWAN SWASTA",
                     19: "BURUH HARIAN LEPAS", 88: "WIRASWASTA"},
    "status_kawin": {1: "BELUM KAWIN", 2: "KAWIN", 3: "CERAI HIDUP", 4: "CERAI MATI"},
    "warganegara_id": {1: "WNI"},
    "golongan_darah_id": {1: "A", 2: "B", 3: "AB", 4: "O", 13: "TIDAK TAHU"},
    "cacat_id": {1: "CACAT FISIK", 7: "TIDAK CACAT"},
    "id_asuransi": {1: "TIDAK/BELUM PUNYA", 2: "BPJS PENERIMA BANTUAN IURAN", 3: "BPJS NON PENERIMA BANTUAN IURAN",
                    4: "BPJS BANTUAN DAERAH", 99: "ASURANSI LAINNYA"},
    "status_dasar": {1: "TETAP", 2: "TIDAK TETAP", 3: "TIDAK TETAP"},
    "hamil": {1: "YA", 2: "TIDAK"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Listed:
    """Who stands in which village's register: one entry per line, whichever village is meant."""

    person: Whole
    family: Whole
    relation: Whole
    village: Whole
    known: Dates
    left: Flags


def _registers(desk: Desk) -> tuple[Flags, Dates]:
    """Which villages keep a register, and the day up to which each is kept."""
    rng = desk.chance("opensid villages")
    villages = desk.world.villages
    uses = ~villages.urban & chosen(rng, desk.rates.opensid_villages, len(villages.share))
    if not uses.any():
        uses[np.flatnonzero(~villages.urban)[:1]] = True
    lag = np.minimum(rng.exponential(desk.rates.opensid_lag_months * 30.4, len(villages.share)), 750)
    return uses, np.datetime64("2026-10-15") - lag.astype(np.int64).astype("timedelta64[D]")


def _listed(desk: Desk) -> _Listed:
    rng = desk.chance("opensid people")
    families, people = desk.world.families, desk.world.people
    uses, kept = _registers(desk)
    blocks: list[tuple[NDArray[Any], ...]] = []
    for home in (families.village, families.village_before):
        place = np.maximum(home, 0)
        known = kept[place]
        view = snapshot(desk.world, known, death_lag=120)
        stays = view.village == home
        # Who has moved away and is known to have: kept, with a mark, in some registers.
        gone = (families.moved <= known) & (home != families.village) & (home >= 0)
        gone &= chosen(rng, desk.rates.opensid_moved_kept, len(home))
        listed = uses[place] & (home >= 0) & (stays | gone)
        if home is families.village_before:
            listed &= home != families.village
        person = view.members(listed)
        family = view.family[person]
        blocks.append((person, family, view.relation[person], home[family], known[family], gone[family]))
    columns = [np.concatenate(column) for column in zip(*blocks, strict=True)]
    kept_rows = ~chosen(rng, desk.rates.opensid_person_missing, len(columns[0])) | (columns[2] == HEAD)
    rows = np.flatnonzero(kept_rows)
    order = rows[np.lexsort((columns[0][rows], columns[2][rows], columns[1][rows], columns[3][rows]))]
    person, family, relation, village, known, gone = (column[order] for column in columns)
    return _Listed(person, family, relation, village, known, gone.astype(bool) & (people.family[person] >= 0))


def _niks(desk: Desk, rng: np.random.Generator, listed: _Listed) -> Texts:
    """Real numbers, temporary ones (0, village, serial), or "0"."""
    rates = desk.rates
    out = desk.niks(rng, listed.person, rates.opensid, listed.known)
    nobody = np.array([cell is None for cell in out])
    nobody |= chosen(rng, rates.opensid_temporary, len(out))
    digits = desk.world.villages.digits[listed.village]
    serial = rng.permutation(len(out)) % 99_000 + 1
    plain = chosen(rng, 0.25, len(out))
    for place in np.flatnonzero(nobody):
        out[place] = "0" if plain[place] else f"0{digits[place]}{serial[place]:05d}"
    return out


def _parent_names(desk: Desk, rng: np.random.Generator, listed: _Listed, *, mother: bool) -> tuple[Texts, Texts, Whole]:
    """A parent's NIK and name cells, and the person (-1 where nobody is named)."""
    people, rates = desk.world.people, desk.rates
    parent = (people.mother if mother else people.father)[listed.person]
    young = desk.world.age_years(np.datetime64("2026-10-15"))[listed.person] < 18
    named = (parent >= 0) & chosen(rng, np.where(young, 0.95, rates.opensid_parent_of_adult), len(parent))
    # An adult's parents are seldom known when they live elsewhere.
    parent = np.where(named, parent, -1)
    names = desk.names(rng, np.maximum(parent, 0), rates.opensid)
    niks = people.nik[np.maximum(parent, 0)]
    known = named & (niks != "") & chosen(rng, rates.opensid_parent_nik, len(parent))
    return either(known, niks, None), either(named, names, None), parent


def _work(desk: Desk, rng: np.random.Generator, listed: _Listed) -> tuple[Whole, Whole]:
    """Occupation and schooling codes."""
    age = desk.world.age_years(np.datetime64("2026-10-15"))[listed.person]
    grown = np.array([9, 9, 11, 15, 19, 88])[rng.integers(0, 6, len(age))]
    work = np.select([age < 5, age < 20, desk.world.people.female[listed.person]], [1, 3, 2], grown)
    school = np.array([2, 3, 3, 4, 5, 5, 8])[rng.integers(0, 7, len(age))]
    return work, np.select([age < 7, age < 13], [1, 2], school)


def _marital(listed: _Listed, age: Numbers) -> Whole:
    single = (listed.relation == CHILD) | (age < 17)
    return np.select([single, np.isin(listed.relation, (HEAD, WIFE))], [1, 2], 4)


def _columns(desk: Desk, listed: _Listed) -> tuple[dict[str, Texts], Whole, Whole]:
    """All columns of all villages as codes, and the fathers and mothers who are named."""
    rng = desk.chance("opensid cells")
    world, rates, people = desk.world, desk.rates.opensid, desk.world.people
    families, facts, person, family = world.families, world.families.facts, listed.person, listed.family
    count = len(person)
    ayah_nik, nama_ayah, father = _parent_names(desk, rng, listed, mother=False)
    ibu_nik, nama_ibu, mother = _parent_names(desk, rng, listed, mother=True)
    work, school = _work(desk, rng, listed)
    age = world.age_years(np.datetime64("2026-10-15"))[person]
    dead = people.died[person] <= listed.known
    status = np.where(listed.left, 3, np.where(dead, 2, 1))
    faith = np.where(world.christian[families.culture[family]], 2 + person % 2, 1)
    pregnant = (families.pregnant_until[family] - 270 < listed.known) & (families.wife[family] == person)
    fertile = people.female[person] & (age > 15) & (age < 50)
    blood = np.array([1, 2, 3, 4, 13, 13, 13])[rng.integers(0, 7, count)]
    values: dict[str, Texts] = {
        "alamat": facts.street[family],
        "dusun": np.where(chosen(rng, 0.2, count), "-", facts.hamlet[family]),
        "rw": texts(
            [
                ("'" if quote else "") + f"{rw:03d}"
                for rw, quote in zip(facts.rw[family], rng.random(count) < 0.05, strict=True)
            ]
        ),
        "rt": texts([f"{rt:03d}" for rt in facts.rt[family]]),
        "nama": desk.names(rng, person, rates),
        "no_kk": _cards(desk, rng, listed),
        "nik": _niks(desk, rng, listed),
        "sex": written_sexes(rng, people.female[person], rates, 1, 2),
        "tempatlahir": upper(people.birthplace[person]),
        "tanggallahir": _birth_cells(rng, written_dates(rng, people.born[person], rates)),
        "agama_id": faith.astype(object),
        "pendidikan_kk_id": school.astype(object),
        "pekerjaan_id": work.astype(object),
        "status_kawin": _marital(listed, age).astype(object),
        "kk_level": _RELATION[listed.relation].astype(object),
        "warganegara_id": np.full(count, 1, dtype=object),
        "ayah_nik": ayah_nik,
        "nama_ayah": nama_ayah,
        "ibu_nik": ibu_nik,
        "nama_ibu": nama_ibu,
        "golongan_darah_id": blood.astype(object),
        "cacat_id": np.where(chosen(rng, 0.01, count), 1, 7).astype(object),
        "hamil": either(pregnant, 1, either(fertile, 2, None)),
        "ktp_el": np.where(age >= 17, 2, 1).astype(object),
        "status_rekam": np.where(age >= 17, 3, 1).astype(object),
        "status_dasar": status.astype(object),
        "id_asuransi": _insurance(desk, listed),
    }
    return values, father, mother


def _insurance(desk: Desk, listed: _Listed) -> Texts:
    """Who pays each resident's health insurance, by its family; of many nobody wrote it down."""
    rng, rates = desk.chance("opensid insurance"), desk.rates
    families = len(desk.world.families.head)
    paying = rng.choice([3, 4, 99], families, p=[0.75, 0.2, 0.05])
    lacking = chosen(rng, rates.uninsured, families)
    payer = np.where(desk.world.families.facts.pbi, 2, np.where(lacking, 1, paying))
    noted = chosen(rng, rates.opensid_insurance, len(listed.person))
    return either(noted, payer[listed.family], None)


def _cards(desk: Desk, rng: np.random.Generator, listed: _Listed) -> Texts:
    """Card numbers, written once for each family and register; some end in a blank that nobody sees."""
    families = desk.world.families
    key = listed.family * len(desk.world.villages.share) + listed.village
    _keys, first, group = np.unique(key, return_index=True, return_inverse=True)
    family = listed.family[first]
    now = np.where(
        families.card_since[family] > listed.known[first], families.card_before[family], families.card[family]
    )
    cards = desk.cards(rng, family, now, families.card_before[family], desk.rates.opensid)[group]
    hidden = chosen(rng, 0.03, len(cards))
    return texts([card + NBSP if card and tail else card for card, tail in zip(cards, hidden, strict=True)])


def _birth_cells(rng: np.random.Generator, dates: Dates) -> Texts:
    """dd-mm-yyyy as the export writes it; some with the apostrophe that makes it text."""
    cells = date_cells(dates, "dd-mm-yyyy")
    quoted = chosen(rng, 0.08, len(cells))
    return texts(["'" + cell if cell and quote else cell for cell, quote in zip(cells, quoted, strict=True)])


def _in_words(values: dict[str, Texts]) -> dict[str, Texts]:
    """The export's text mode: words for codes, and citizenship in two columns where it does not belong."""
    out = dict(values)
    for column, words in _TEXTS.items():
        out[column] = texts([words.get(code) if code is not None else None for code in values[column]])
    out["ktp_el"] = out["status_rekam"] = out["warganegara_id"]
    return out


def _code_sheet() -> Sheet:
    rows: list[Row] = [("Kode Data Penduduk",), ()]
    for column, words in _TEXTS.items():
        rows += [(column,), *((code, word) for code, word in words.items()), ()]
    return Sheet("Kode Data", rows)


def _file_name(desk: Desk, village: int, style: int) -> str:
    villages = desk.world.villages
    name, district = slug(villages.name[village]), slug(villages.district_name[villages.district[village]])
    if style == 0:
        return f"penduduk_{name}_{district}_{villages.code[village]}.xlsx"
    if style == 1:
        return f"Data_Penduduk_{villages.digits[village]}_2026.xlsx"
    return f"penduduk_Desa_{name}_Kec_{district}.xlsx"


def write(desk: Desk) -> list[Path]:
    """One workbook per village that keeps a register."""
    rng = desk.chance("opensid files")
    listed = _listed(desk)
    codes, father, mother = _columns(desk, listed)
    empty = np.full(len(listed.person), None, dtype=object)
    in_words = _in_words(codes)
    tables = [[source.get(column, empty) for column in COLUMNS] for source in (codes, in_words)]
    key = _code_sheet()
    paths = []
    for village in np.unique(listed.village):
        rows = np.flatnonzero(listed.village == village)
        table = tables[int(rng.random() < desk.rates.opensid_text_files)]
        cells: list[Row] = [tuple(row) for row in zip(*(column[rows] for column in table), strict=True)]
        tail: list[Row] = [(None, "###")] if rng.random() < 0.15 else []
        path = desk.folder / _file_name(desk, int(village), int(rng.integers(0, 3)))
        write_workbook(path, [Sheet(SHEET, [COLUMNS, *cells, *tail]), key])
        line = np.arange(len(rows)) + 2
        desk.truth.add(path.name, SHEET, "person", line, listed.person[rows])
        for role, parent in (("father", father[rows]), ("mother", mother[rows])):
            desk.truth.add(path.name, SHEET, role, line[parent >= 0], parent[parent >= 0])
        paths.append(path)
    return paths
