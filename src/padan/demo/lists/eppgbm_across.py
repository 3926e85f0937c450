"""A year on one sheet: a row per child, five columns per month, two header rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from padan.demo.chance import Texts, Whole
from padan.demo.dirt import MONTHS, date_cells
from padan.demo.lists.children import Entries
from padan.demo.lists.desk import Desk, slug
from padan.demo.lists.eppgbm_book import Book
from padan.demo.lists.eppgbm_cells import with_comma
from padan.demo.sheets import Cell, Merge, Row, Sheet, write_workbook

_LEFT = ("No", "NIK", "nama_anak", "TANGGAL LAHIR", "JENIS_KELAMIN", "NAMA ORTU", "DESA", "POSYANDU")
_EACH = ("TANGGALUKUR", "UMUR", "BERAT", "TINGGI", "CARAUKUR")
_SHEET = "REKAP"


@dataclass(frozen=True, slots=True)
class _Found:
    """Visits of one sheet; and its children, each with the village and number of its last visit, and its entry."""

    visit: Whole
    child: Whole
    village: Whole
    last: Whole
    entry: Whole


def _merges(header: tuple[str, ...], top: int) -> tuple[Merge, ...]:
    left = tuple(Merge(top, column, top + 1, column, text) for column, text in enumerate(header))
    width, first = len(_EACH), len(header)
    months = tuple(
        Merge(top, first + width * number, top, first + width * (number + 1) - 1, month.upper())
        for number, month in enumerate(MONTHS)
    )
    return left + months


def _months(desk: Desk, visit: Whole, dates: Texts) -> dict[tuple[int, int], tuple[Cell, ...]]:
    """Five cells of each child and month."""
    visits = desk.visits
    out: dict[tuple[int, int], tuple[Cell, ...]] = {}
    for place, number in enumerate(visit):
        months = float(visits.age_months[number])
        cells = (
            dates[place],
            int(months),
            with_comma(float(visits.typed_weight[number])),
            with_comma(float(visits.typed_height[number])),
            "Berdiri" if visits.typed_standing[number] else "Terlentang",
        )
        out[int(visits.child[number]), int(visits.month[number])] = cells
    return out


def _rows(desk: Desk, entries: Entries, found: _Found, *, with_district: bool) -> list[Row]:
    """A row for each child: who it is, where it is weighed, and five cells for each month."""
    visits, villages, names = desk.visits, desk.world.villages, desk.growth.posyandu.name
    cells = _months(desk, found.visit, date_cells(visits.on[found.visit], "dd/mm/yyyy"))
    born = date_cells(entries.born[found.entry], "dd-mm-yyyy")
    empty = (None,) * len(_EACH)
    rows: list[Row] = []
    for place, who in enumerate(found.child.tolist()):
        at, village = found.entry[place], found.village[place]
        left = (place + 1, entries.nik[at], entries.name[at], born[place], entries.sex[at], entries.parents[at])
        district = (villages.district_name[villages.district[village]],) * with_district
        post = (villages.name[village], "Posyandu " + names[visits.posyandu[found.last[place]]])
        months = [cell for month in range(1, 13) for cell in cells.get((who, month), empty)]
        rows.append((*left, *district, *post, *months))
    return rows


def _find(desk: Desk, number_of: Whole, districts: Whole, until: int) -> _Found:
    """Children weighed in some districts up to a month, by village."""
    visits, villages = desk.visits, desk.world.villages
    visit = np.flatnonzero(np.isin(villages.district[visits.village], districts) & (visits.month <= until))
    child, back = np.unique(visits.child[visit][::-1], return_index=True)
    last = visit[::-1][back]
    order = np.lexsort((child, visits.village[last]))
    child, last = child[order], last[order]
    return _Found(visit, child, visits.village[last], last, number_of[child])


def write(desk: Desk, book: Book, districts: Whole, until: int, area: str) -> list[Path]:
    """Write the sheet of an area, or of one district if ``area`` is empty, up to a month.

    The system's first entry of each child stands in it. No sheet where nobody was weighed: a small regency may
    have such a district.
    """
    entries, villages = book.first, desk.world.villages
    found = _find(desk, book.number, districts, until)
    if not len(found.child):
        return []
    place = area or f"Kecamatan {villages.district_name[districts[0]]}"
    left = _LEFT if not area else (*_LEFT[:-2], "KECAMATAN", *_LEFT[-2:])
    top: list[Row] = [(f"REKAP PENIMBANGAN BALITA {place.upper()} TAHUN 2026",), (), (None,) * len(left)]
    top[2] = (*top[2], *_EACH * len(MONTHS))
    rows = [*top, *_rows(desk, entries, found, with_district=bool(area))]
    path = desk.folder / f"Rekap_Penimbangan_{slug(area or villages.district_name[districts[0]])}_2026.xlsx"
    write_workbook(path, [Sheet(_SHEET, rows, _merges(left, len(top) - 2))])
    _note(desk, path.name, entries, found, np.arange(len(found.child)) + len(top) + 1)
    return [path]


def _note(desk: Desk, file: str, entries: Entries, found: _Found, line: Whole) -> None:
    """Tell the answer key who stands in which line, and which visits."""
    desk.truth.add(file, _SHEET, "child", line, found.child)
    for role, person in (("mother", entries.mother[found.entry]), ("father", entries.father[found.entry])):
        desk.truth.add(file, _SHEET, role, line[person >= 0], person[person >= 0])
    order = np.argsort(found.child)
    rows = line[order][np.searchsorted(found.child[order], desk.visits.child[found.visit])]
    right = np.zeros(len(found.visit), dtype=bool)
    desk.truth.add_measured(file, _SHEET, rows, desk.visits.month[found.visit], found.visit, right)
