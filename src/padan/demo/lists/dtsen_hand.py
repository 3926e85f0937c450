"""A list that the social agency made by hand for one kecamatan: numbers in number cells, free texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from padan.demo.chance import Texts, Whole, chosen, texts
from padan.demo.dirt import as_number_cell, date_cells, written_dates, written_sexes
from padan.demo.lists.desk import Desk, slug
from padan.demo.lists.dtsen import listed_families
from padan.demo.misspell import respelt_places
from padan.demo.sheets import Row, Sheet, write_workbook
from padan.demo.snapshot import Snapshot, snapshot

HEADER = (
    "NO", "NAMA", "KETERANGAN DESIL", "NIK", "KK", "TEMPAT TGL LAHIR", "PEKERJAAN", "JENIS KELAMIN", "DESA",
    "KECAMATAN", "KRITERIA PPKS",
)  # fmt: skip
SHEET = "DAFTAR"
_DISTRICT = "64.02.13"
_KNOWN = np.datetime64("2026-07-15")
_JOBS = ("Petani", "Nelayan", "Buruh Harian Lepas", "Ibu Rumah Tangga", "Belum Bekerja", "Pedagang", "Swasta")
_CRITERIA = (
    "Fakir Miskin", "Lanjut Usia Terlantar", "Penyandang Disabilitas", "Perempuan Rawan Sosial Ekonomi",
    "Keluarga Bermasalah Sosial Psikologis", "Anak Balita Terlantar",
)  # fmt: skip


def _people(desk: Desk, view: Snapshot, district: int) -> Whole:
    """Heads of poor families of the district, whether DTSEN knows them or not, and some of their children."""
    rng = desk.chance("dtsen by hand")
    families = desk.world.families
    village = np.maximum(view.village, 0)
    near = (view.village >= 0) & (desk.districts(village) == district)
    wanted = near & (families.facts.desil <= 6) & chosen(rng, 0.55, len(near))
    members = view.members(wanted)
    head = members == view.head[view.family[members]]
    infant = desk.world.age_years(_KNOWN)[members] < 5
    return members[head | (infant & chosen(rng, 0.25, len(members)))]


def _desil(desk: Desk, rng: np.random.Generator, family: Whole) -> Texts:
    """The decile as a number, as "6-10", or the words that say there is none."""
    desil = desk.world.families.facts.desil[family]
    unknown = ~listed_families(desk)[family]
    words = np.where(rng.random(len(family)) < 0.15, "Belum Ada Desl", "Belum Ada Desil")
    out = desil.astype(object)
    out[desil >= 6] = "6-10"
    out[unknown] = words[unknown]
    return out


def _birth(desk: Desk, rng: np.random.Generator, person: Whole) -> Texts:
    people = desk.world.people
    forms = np.array(["dd-mm-yyyy", "dd-mm-yyyy", "dd/mm/yyyy", "long"], dtype=object)
    dates = written_dates(rng, people.born[person], desk.rates.dtsen_hand)
    written = date_cells(dates, forms[rng.integers(0, 4, len(person))])
    return texts(
        [f"{place}, {date}" if date else place for place, date in zip(people.birthplace[person], written, strict=True)]
    )


def _rows(desk: Desk, view: Snapshot, person: Whole) -> list[Row]:
    rng = desk.chance("dtsen by hand cells")
    rates, world, count = desk.rates.dtsen_hand, desk.world, len(person)
    family = view.family[person]
    village = view.village[family]
    cards = desk.cards(rng, family, view.card[family], world.families.card_before[family], rates)
    typed = chosen(rng, rates.nik_last_digit_lost, count)
    cards = texts([as_number_cell(c) if c and n and len(c) == 16 else c for c, n in zip(cards, typed, strict=True)])
    names = desk.names(rng, person, rates)
    district = world.villages.district_name[desk.districts(village)]
    columns = [
        np.arange(1, count + 1).astype(object),
        np.where(chosen(rng, 0.3, count), np.array([name.title() for name in names], dtype=object), names),
        _desil(desk, rng, family),
        desk.niks(rng, person, rates, _KNOWN),
        cards,
        _birth(desk, rng, person),
        np.array(_JOBS, dtype=object)[rng.integers(0, len(_JOBS), count)],
        written_sexes(rng, world.people.female[person], rates, "Laki-laki", "Perempuan"),
        respelt_places(rng, world.villages.name[village], rates.village_respelled * 2),
        respelt_places(rng, district, rates.village_respelled),
        np.array(_CRITERIA, dtype=object)[rng.integers(0, len(_CRITERIA), count)],
    ]
    return [tuple(row) for row in zip(*columns, strict=True)]


def write(desk: Desk) -> list[Path]:
    """Write the list of one district: two title rows, an empty one, the header, the people."""
    district = desk.district(_DISTRICT)
    name = desk.world.villages.district_name[district]
    view = snapshot(desk.world, _KNOWN, death_lag=200)
    person = _people(desk, view, district)
    file = f"Daftar_PPKS_Kecamatan_{slug(name)}_2026.xlsx"
    title: list[Row] = [
        ("DAFTAR PEMERLU PELAYANAN KESEJAHTERAAN SOSIAL",),
        (f"KECAMATAN {name.upper()} TAHUN 2026",),
        (),
    ]
    rows = [*title, HEADER, *_rows(desk, view, person)]
    write_workbook(desk.folder / file, [Sheet(SHEET, rows)])
    desk.truth.add(file, SHEET, "person", np.arange(len(person)) + len(title) + 2, person)
    return [desk.folder / file]
