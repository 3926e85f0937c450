"""The health agency's e-PPGBM exports: a row per child and month, by area; one district as csv."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from padan.demo.chance import Flags, Texts, Whole, chosen, either, texts
from padan.demo.dirt import date_cells
from padan.demo.lists import eppgbm_across
from padan.demo.lists.desk import Desk, slug
from padan.demo.lists.eppgbm_book import Book, Rows, note, open_book, rows_of
from padan.demo.lists.eppgbm_cells import date_forms, measures, posts
from padan.demo.misspell import respelt_places
from padan.demo.regency import PROVINCE, REGENCY_NAME
from padan.demo.sheets import Cell, Row, Sheet, write_workbook

_FIXED = (
    "No", "NIK", "Nama", "JK", "Tgl Lahir", "BB Lahir", "TB Lahir", "Nama Ortu", "Prov", "Kab/Kota", "Kec",
    "Pukesmas", "Desa/Kel", "Posyandu", "RT", "RW", "Alamat", "Usia Saat Ukur", "Tanggal Pengukuran", "Berat",
    "Tinggi", "Cara Ukur", "LiLA", "BB/U", "ZS BB/U", "TB/U", "ZS TB/U", "BB/TB", "ZS BB/TB",
    "Naik Berat Badan",
)  # fmt: skip
_OLD_TAIL = ("PMT Diterima (kg)", "Jml Vit A", "KPSP", "KIA")
_NEW_TAIL = ("Jml Vit A", "KPSP", "KIA", "Kelas Ibu Balita", "MBG", "Detail")
_AREAS = ("Pesisir", "Tengah", "Hulu")
_SHEET = "Status Gizi"
_MONTHS = (7, 8, 9, 10)
#: The district whose year stands on one sheet, and the one whose last export went round as csv, the months
#: before it on a sheet as well.
_ACROSS, _COPIED = "64.02.07", "64.02.14"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The cells of one sheet; of each child its row number as a spreadsheet shows it, and a class that is wrong."""

    table: list[Row]
    rows: Rows
    line: Whole
    label_wrong: Flags

    def note(self, desk: Desk, file: str, sheet: str) -> None:
        """Tell the answer key who stands where, and what was measured."""
        note(desk, file, sheet, self.rows, self.line)
        month = desk.visits.month[self.rows.visit]
        desk.truth.add_measured(file, sheet, self.line, month, self.rows.visit, self.label_wrong)


def _columns(desk: Desk, rng: np.random.Generator, rows: Rows) -> list[Texts]:
    villages, facts = desk.world.villages, desk.world.families.facts
    village = desk.visits.village[rows.visit]
    child = rows.pick("child")
    home = desk.world.people.family[child]
    count, share = len(village), desk.rates.eppgbm.village_respelled
    centre = villages.health_centre[village]
    listed = village.copy()
    wrong = chosen(rng, desk.rates.eppgbm.village_wrong, count)
    listed[wrong] = (listed[wrong] + 1) % len(villages.share)
    district = villages.district_name[villages.district[listed]]
    rt = texts(
        [f"{rt:03d}" if kind else str(rt) for rt, kind in zip(facts.rt[home], rng.integers(0, 2, count), strict=True)]
    )
    return [
        np.arange(1, count + 1).astype(object),
        rows.pick("nik"),
        rows.pick("name"),
        rows.pick("sex"),
        date_cells(rows.pick("born"), date_forms(rng, centre)),
        rows.pick("birth_weight"),
        rows.pick("birth_length"),
        rows.pick("parents"),
        np.full(count, PROVINCE[1].upper(), dtype=object),
        np.full(count, REGENCY_NAME.upper(), dtype=object),
        respelt_places(rng, district, share / 3),
        centre,
        respelt_places(rng, villages.name[listed], share),
        posts(rng, desk.growth.posyandu.name[desk.visits.posyandu[rows.visit]]),
        either(chosen(rng, 0.2, count), None, rt),
        either(chosen(rng, 0.4, count), None, facts.rw[home].astype(object)),
        either(chosen(rng, 0.5, count), None, facts.street[home]),
    ]


def _tail(rng: np.random.Generator, count: int, *, new: bool) -> list[Texts]:
    vitamin = rng.integers(0, 3, count).astype(object)
    kpsp = np.array(["Sesuai", "Meragukan", None], dtype=object)[rng.integers(0, 3, count)]
    kia = np.array(["Ya", "Tidak"], dtype=object)[rng.integers(0, 2, count)]
    if not new:
        return [either(rng.random(count) < 0.1, 2, None), vitamin, kpsp, kia]
    return [vitamin, kpsp, kia, kia[::-1], np.full(count, None, object), np.full(count, "Lihat", object)]


def _title(desk: Desk, place: str, told_on: str) -> list[Row]:
    return [("LAPORAN STATUS GIZI BALITA",), (f"KABUPATEN {REGENCY_NAME.upper()} - {place.upper()}",),
            (f"Data Tanggal : {told_on}",), ()]  # fmt: skip


def _with_empty_names(
    rng: np.random.Generator, table: list[Row], share: float, columns: int
) -> tuple[list[Row], Whole]:
    """Add rows in which a child was begun and never named; returns the rows and where the real ones are."""
    out: list[Row] = []
    places = []
    for row, hollow in zip(table, chosen(rng, share, len(table)), strict=True):
        if hollow:
            out.append((*row[:1], *(None,) * (columns - 1)))
        places.append(len(out))
        out.append(row)
    return out, np.array(places, dtype=np.int64)


def _month(desk: Desk, book: Book, districts: Whole, month: int, place: str, *, new: bool) -> _Sheet:
    """Title, header and rows of one month."""
    rng = desk.chance(f"eppgbm {place} {month}")
    visits, villages = desk.visits, desk.world.villages
    near = np.isin(villages.district[visits.village], districts)
    rows = rows_of(desk, book, np.flatnonzero(near & (visits.month == month)))
    tail = _OLD_TAIL if not new else _NEW_TAIL
    grams = villages.health_centre[villages.district == districts[-1]][0]
    cells, label_wrong = measures(desk, rng, rows, grams)
    columns = [*_columns(desk, rng, rows), *cells, *_tail(rng, len(rows.visit), new=new)]
    table: list[Row] = [tuple(row) for row in zip(*columns, strict=True)]
    table, places = _with_empty_names(rng, table, desk.rates.eppgbm_nameless_row, len(columns))
    title = _title(desk, place, f"2026-{month + 1:02d}-05")
    return _Sheet([*title, (*_FIXED, *tail), *table], rows, places + len(title) + 2, label_wrong)


def _write_area(desk: Desk, book: Book, districts: Whole, number: int, month: int) -> Path:
    place = f"Wilayah {_AREAS[number]}"
    sheet = _month(desk, book, districts, month, place, new=month >= 10 and number != 2)
    path = desk.folder / f"Status_Gizi_{slug(place)}_2026-{month:02d}.xlsx"
    write_workbook(path, [Sheet(_SHEET, sheet.table)])
    sheet.note(desk, path.name, _SHEET)
    return path


def _csv_cell(cell: Cell, rng: np.random.Generator, share: float) -> Cell:
    """What Excel with Indonesian settings saves: decimal commas, its own dates, long numbers cut short."""
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell > 1e14:
        return f"{cell / 1e15:.5f}".replace(".", ",") + "E+15"
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    if isinstance(cell, str) and len(cell) == 16 and cell.isdigit() and rng.random() < share:
        return f"{cell[0]},{cell[1:6]}E+15"
    return cell


def _write_csv(desk: Desk, book: Book, district: int) -> Path:
    """A copy saved as csv in windows-1252, title rows and all."""
    rng = desk.chance("eppgbm csv")
    name = desk.world.villages.district_name[district]
    last = _MONTHS[-1]
    sheet = _month(desk, book, np.array([district]), last, f"Kecamatan {name}", new=True)
    path = desk.folder / f"status_gizi_{slug(name)}_2026-{last}.csv"
    width = max(len(row) for row in sheet.table)
    share = desk.rates.eppgbm_csv_region_only
    with path.open("w", encoding="windows-1252", newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        for row in sheet.table:
            cells = [_csv_cell(cell, rng, share) for cell in row]
            cells = [cell.replace("'", "’") if isinstance(cell, str) else cell for cell in cells]
            writer.writerow([*cells, *[None] * (width - len(cells))])
    sheet.note(desk, path.name, "")
    return path


def write(desk: Desk) -> list[Path]:
    """Three areas send four months, each after a sheet of the months before; so does one district, its last as csv.

    One district has its whole year on such a sheet and no export.
    """
    book = open_book(desk)
    across, copied = desk.district(_ACROSS), desk.district(_COPIED)
    every = range(len(desk.world.villages.district_code))
    rest = np.array([number for number in every if number not in (across, copied)])
    areas = [part for part in np.array_split(rest, 3) if len(part)]
    last = _MONTHS[-1]
    paths = [_write_area(desk, book, part, number, month) for number, part in enumerate(areas) for month in _MONTHS]
    paths.append(_write_csv(desk, book, copied))
    sheets = [(np.array([across]), 12, ""), (np.array([copied]), last - 1, "")]
    for number, part in enumerate(areas):
        sheets.append((part, _MONTHS[0] - 1, f"Wilayah {_AREAS[number]}"))
    for districts, until, area in sheets:
        paths += eppgbm_across.write(desk, book, districts, until, area)
    return paths
