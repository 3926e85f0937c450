"""One district's year on one sheet: a row per child, five columns per month, two header rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from padan.demo.chance import Texts, Whole
from padan.demo.dirt import MONTHS, date_cells
from padan.demo.lists.children import Entries
from padan.demo.lists.desk import Desk, slug
from padan.demo.sheets import Cell, Merge, Row, Sheet, write_workbook

_LEFT = ("No", "NIK", "nama_anak", "TANGGAL LAHIR", "JENIS_KELAMIN", "NAMA ORTU", "DESA", "POSYANDU")
_EACH = ("TANGGALUKUR", "UMUR", "BERAT", "TINGGI", "CARAUKUR")
_SHEET = "REKAP"


def _merges(top: int) -> tuple[Merge, ...]:
    left = tuple(Merge(top, column, top + 1, column, text) for column, text in enumerate(_LEFT))
    width, first = len(_EACH), len(_LEFT)
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
            f"{visits.weight[number]:.1f}".replace(".", ","),
            f"{visits.height[number]:.1f}".replace(".", ","),
            "Terlentang" if months < 24 else "Berdiri",
        )
        out[int(visits.child[number]), int(visits.month[number])] = cells
    return out


def write(desk: Desk, entries: Entries, number_of: Whole, district: int) -> Path:
    """Write the sheet; the system's first entry of each child stands in it."""
    visits, villages = desk.visits, desk.world.villages
    visit = np.flatnonzero(villages.district[visits.village] == district)
    child, last = np.unique(visits.child[visit][::-1], return_index=True)
    village = visits.village[visit][::-1][last]
    order = np.lexsort((child, village))
    child, village = child[order], village[order]
    entry = number_of[child]
    cells = _months(desk, visit, date_cells(visits.on[visit], "dd/mm/yyyy"))
    born = date_cells(entries.born[entry], "dd-mm-yyyy")
    empty = (None,) * len(_EACH)
    title: list[Row] = [(f"REKAP PENIMBANGAN BALITA KECAMATAN {villages.district_name[district].upper()} TAHUN 2026",)]
    rows: list[Row] = [*title, (), (None,) * len(_LEFT) + _EACH * len(MONTHS)]
    for place, who in enumerate(child):
        at = entry[place]
        left = (
            place + 1,
            entries.nik[at],
            entries.name[at],
            born[place],
            entries.sex[at],
            entries.parents[at],
        )
        post = (villages.name[village[place]], f"Posyandu {village[place] % 3 + 1}")
        months = [cell for month in range(1, 13) for cell in cells.get((int(who), month), empty)]
        rows.append((*left, *post, *months))
    path = desk.folder / f"Rekap_Penimbangan_{slug(villages.district_name[district])}_2026.xlsx"
    write_workbook(path, [Sheet(_SHEET, rows, _merges(len(title)))])
    line = np.arange(len(child)) + len(title) + 3
    desk.truth.add(path.name, _SHEET, "child", line, child)
    for role, person in (("mother", entries.mother[entry]), ("father", entries.father[entry])):
        desk.truth.add(path.name, _SHEET, role, line[person >= 0], person[person >= 0])
    return path
