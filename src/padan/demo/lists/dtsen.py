"""The social agency's DTSEN table: one csv of everybody in poor families, as known some months ago."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from padan.demo.chance import Dates, Flags, Texts, Whole, chosen, texts
from padan.demo.dirt import date_cells, written_dates, written_sexes
from padan.demo.households import CHILD, HEAD, PARENT, PARENT_IN_LAW, WIFE
from padan.demo.lists.desk import Desk, flags_as, upper
from padan.demo.lists.places import codes_and_districts
from padan.demo.misspell import respelt_places
from padan.demo.regency import PROVINCE, REGENCY, REGENCY_NAME
from padan.demo.snapshot import Snapshot, snapshot

FILE = "DTSEN_6402_Kutai_Kartanegara_TW1_2026.csv"
CUT_OFF = np.datetime64("2026-03-31")

COLUMNS = (
    "nik", "no_kk", "nama", "nama_kepala_keluarga", "tempat_lahir", "tanggal_lahir", "id_jenis_kelamin",
    "id_hub_kepala_keluarga", "id_status_perkawinan", "kode_provinsi", "provinsi", "kode_kabupaten_kota",
    "kabupaten_kota", "kode_kecamatan", "kecamatan", "kode_kelurahan_desa", "kelurahan_desa", "alamat",
    "desil_nasional", "status_dtsen", "cut_off", "pkh", "bpnt", "pbi", "jumlah_anggota_keluarga",
    "id_status_penguasaan_bangunan", "id_lantai_terluas", "luas_lantai_bangunan", "id_dinding_terluas",
    "id_atap_terluas", "id_sumber_airminum", "id_fasilitas_bab", "id_pembuangan_tinja", "id_disabilitas",
    "id_kondisi_gizi",
)  # fmt: skip

#: The questionnaire's relation codes, by ``households.RELATIONS``.
_RELATION = np.array([1, 2, 3, 4, 5, 6, 6, 8])
#: Deaths reach the list about this many days late.
_DEATH_LAG = 330


@dataclass(frozen=True, slots=True)
class _Rows:
    """Who is written, in which family, as what."""

    person: Whole
    family: Whole
    relation: Whole
    view: Snapshot


def listed_families(desk: Desk) -> Flags:
    """Which families the list holds: the poor, but not all of them, and some who are not."""
    rng = desk.chance("dtsen families")
    desil = desk.world.families.facts.desil
    share = np.array(desk.rates.dtsen_share_by_desil)[desil - 1]
    share = np.where(desil <= 5, share - desk.rates.dtsen_poor_missing, share)
    return chosen(rng, share, len(desil))


def known_on(desk: Desk) -> Dates:
    """When each family was last looked at: up to three months before the cut-off."""
    rng = desk.chance("dtsen known")
    ago = rng.integers(0, 90, len(desk.world.families.village))
    return CUT_OFF - ago.astype("timedelta64[D]")


def _rows(desk: Desk) -> _Rows:
    rng = desk.chance("dtsen rows")
    people = desk.world.people
    view = snapshot(desk.world, known_on(desk), death_lag=_DEATH_LAG)
    families = listed_families(desk)
    person = view.members(families)
    family, relation = view.family[person], view.relation[person]
    left = np.flatnonzero((people.old_family >= 0) & view.present & (view.family == people.family))
    left = left[families[people.old_family[left]] & (view.village[people.old_family[left]] >= 0)]
    left = left[chosen(rng, desk.rates.dtsen_twice, len(left))]
    left = left[view.relation[left] == people.relation[left]]
    person, family = np.r_[person, left], np.r_[family, people.old_family[left]]
    relation = np.r_[relation, people.old_relation[left]]
    order = np.lexsort((person, relation, family, view.village[family]))
    return _Rows(person[order], family[order], relation[order], view)


def _marital(desk: Desk, rows: _Rows) -> Whole:
    people = desk.world.people
    age = desk.world.age_years(CUT_OFF)[rows.person]
    single = (rows.relation == CHILD) | (age < 17)
    paired = (rows.relation == WIFE) | ((rows.relation == HEAD) & (rows.view.wife[rows.family] >= 0))
    widowed = np.isin(rows.relation, (PARENT, PARENT_IN_LAW)) | people.female[rows.person]
    return np.select([single, paired, widowed], [1, 2, 4], 2)


def _region_columns(desk: Desk, rng: np.random.Generator, village: Whole) -> list[Texts]:
    """Codes and names, province to village; some rows of split districts keep the codes from before."""
    villages = desk.world.villages
    size, name = len(village), villages.name[village]
    code, district = codes_and_districts(villages, village, chosen(rng, desk.rates.dtsen_old_region, size))
    digits = np.array([text.replace(".", "") for text in code], dtype=object)
    fixed = (PROVINCE[0], PROVINCE[1].upper(), REGENCY.replace(".", ""), "KAB. " + REGENCY_NAME.upper())
    columns = [np.full(size, value, dtype=object) for value in fixed]
    columns.append(np.array([text[:6] for text in digits], dtype=object))
    columns.append(upper(respelt_places(rng, district, desk.rates.dtsen.village_respelled / 3)))
    return [*columns, digits, upper(respelt_places(rng, name, desk.rates.dtsen.village_respelled))]


def _addresses(desk: Desk, rng: np.random.Generator, family: Whole) -> Texts:
    facts = desk.world.families.facts
    broken = chosen(rng, desk.rates.dtsen_line_break, len(family))
    parts = zip(facts.street[family], facts.rt[family], facts.rw[family], broken, strict=True)
    return texts([f"{street}{chr(10) if split else ' '}RT {rt:03d} RW {rw:03d}" for street, rt, rw, split in parts])


def _status(desk: Desk, rng: np.random.Generator, person: Whole) -> Texts:
    dead = desk.world.people.died[person] < CUT_OFF
    draw = rng.random(len(person))
    words = np.array(["DTSEN AKTIF", "DTSEN AKTIF - ASESMEN MENINGGAL", "DTSEN NONAKTIF"], dtype=object)
    return words[np.where(dead & (draw < 0.4), 1, np.where(draw > 0.985, 2, 0))]


def _nutrition(desk: Desk, rng: np.random.Generator, person: Whole) -> Texts:
    """2 stunted, 3 no record, 8 not known; only of children under five."""
    visits = desk.visits
    stunted = np.zeros(len(desk.world.people.family), dtype=bool)
    stunted[visits.child[visits.haz < -2]] = True
    under_five = desk.world.age_years(CUT_OFF)[person] < 5
    code = np.where(stunted[person] & chosen(rng, 0.4, len(person)), 2, np.where(rng.random(len(person)) < 0.1, 8, 3))
    return np.where(under_five, code.astype(object), "")


def _columns(desk: Desk, rows: _Rows) -> list[Texts]:
    rng = desk.chance("dtsen cells")
    rates, families, people = desk.rates.dtsen, desk.world.families, desk.world.people
    facts, person, family = families.facts, rows.person, rows.family
    each = np.arange(len(families.village))
    before = np.where(families.card_since > rows.view.known, families.card, families.card_before)
    cards = desk.cards(rng, each, rows.view.card, before, rates)[family]
    names = desk.names(rng, person, rates)
    heads = people.name[np.maximum(rows.view.head, 0)]
    heads[family[rows.relation == HEAD]] = names[rows.relation == HEAD]
    dates = date_cells(
        written_dates(rng, people.born[person], rates),
        np.where(chosen(rng, 0.03, len(person)), np.array(["dd/mm/yyyy"], object), np.array(["iso"], object)),
    )
    size = np.bincount(family, minlength=len(each))
    number = [
        desk.niks(rng, person, rates, rows.view.known[family], spreadsheet=False),
        cards,
        names,
        heads[family],
    ]
    return [
        *number,
        upper(people.birthplace[person]),
        dates,
        written_sexes(rng, people.female[person], rates, 1, 2),
        _RELATION[rows.relation].astype(object),
        _marital(desk, rows).astype(object),
        *_region_columns(desk, rng, _village(rng, rows, desk)),
        _addresses(desk, rng, family),
        facts.desil[family].astype(object),
        _status(desk, rng, person),
        np.full(len(person), str(CUT_OFF), dtype=object),
        *(flags_as(flag[family], 1, 0) for flag in (facts.pkh, facts.bpnt, facts.pbi)),
        size[family].astype(object),
        *_dwelling(desk, rng, family),
        flags_as(chosen(rng, 0.015, len(person)), 1, 0),
        _nutrition(desk, rng, person),
    ]


def _village(rng: np.random.Generator, rows: _Rows, desk: Desk) -> Whole:
    village = rows.view.village.copy()
    wrong = chosen(rng, desk.rates.dtsen.village_wrong, len(village)) & (village >= 0)
    village[wrong] = (village[wrong] + 1) % len(desk.world.villages.share)
    return village[rows.family]


def _dwelling(desk: Desk, rng: np.random.Generator, family: Whole) -> Iterator[Texts]:
    facts = desk.world.families.facts
    unknown = chosen(rng, desk.rates.dtsen_dwelling_missing, len(facts.water))
    listed = np.unique(family)
    for values in (facts.ownership, facts.floor, facts.floor_area, facts.wall, facts.roof):
        yield values[family].astype(object)
    for column, true, codes in (
        ("water", facts.water, 11),
        ("latrine", facts.latrine, 6),
        ("disposal", facts.disposal, 6),
    ):
        written = _miswritten(desk, column, true, codes)
        wrong = listed[(written[listed] != true[listed]) & ~unknown[listed]]
        desk.truth.add_dwelling(FILE, column, wrong, true[wrong], written[wrong])
        yield np.where(unknown, "", written.astype(object))[family]


def _miswritten(desk: Desk, column: str, true: Whole, codes: int) -> Whole:
    """The codes of families with some replaced by another of 1 to ``codes``."""
    rng = desk.chance("dtsen dwelling " + column)
    wrong = chosen(rng, desk.rates.dtsen_dwelling_wrong, len(true))
    return np.where(wrong, (true - 1 + rng.integers(1, codes, len(true))) % codes + 1, true)


def write(desk: Desk) -> list[Path]:
    """Write the csv and note who stands in which line."""
    rows = _rows(desk)
    columns = _columns(desk, rows)
    path = desk.folder / FILE
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(zip(*columns, strict=True))
    breaks = np.array(["\n" in address for address in columns[COLUMNS.index("alamat")]], dtype=np.int64)
    line = np.arange(len(rows.person)) + 2 + np.cumsum(breaks) - breaks
    desk.truth.add(FILE, "", "person", line, rows.person)
    return [path]
