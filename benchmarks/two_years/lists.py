"""What agencies send month by month: the demo's own files again, with later dates and children who have grown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

_CUT_OFF = re.compile(r";20\d\d-\d\d-\d\d;(?=[^;]*;[^;]*;[^;]*;[^;]*;)")
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_HALF_YEAR = re.compile(r"SEMESTER\s*[12I]+\s*(?:TAHUN\s*)?20\d\d", re.IGNORECASE)
_MEASURED, _WEIGHT, _HEIGHT = "Tanggal Pengukuran", "Berat", "Tinggi"


def month_after(day: date, months: int) -> date:
    """The same day of a later month; the 28th where that one is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


@dataclass(frozen=True, slots=True)
class Sender:
    """The agencies of a demo's ``files``, who write into ``out``. DTSEN comes with every third month, the screening
    with every sixth, weighings every month."""

    files: Path
    out: Path

    def sent(self, number: int, day: date) -> Iterator[Path]:
        """What comes in the month ``number`` from the demo's own, which ends on ``day``."""
        if number % 3 == 0:
            yield from (self._dtsen(file, day) for file in sorted(self.files.glob("DTSEN_*.csv")))
        if number % 6 == 0:
            yield from (self._screening(file, day) for file in sorted(self.files.glob("KRS_*.xlsx")))
        newest = max((file.stem[-7:] for file in self.files.glob("Status_Gizi_*.xlsx")), default="")
        yield from (
            self._weighing(file, number, day) for file in sorted(self.files.glob(f"Status_Gizi_*{newest}.xlsx"))
        )

    def _dtsen(self, file: Path, day: date) -> Path:
        target = self.out / f"DTSEN_6402_{day.isoformat()}.csv"
        target.write_text(_CUT_OFF.sub(f";{day.isoformat()};", file.read_text("utf-8")), "utf-8")
        return target

    def _screening(self, file: Path, day: date) -> Path:
        half = f"SEMESTER {1 if day.month <= 6 else 2} TAHUN {day.year}"
        rows = [[_HALF_YEAR.sub(half, str(cell)) for cell in row] for row in _rows(file)]
        return _written(rows, self.out / f"KRS_{day.isoformat()}_{file.stem[-12:]}.xlsx")

    def _weighing(self, file: Path, number: int, day: date) -> Path:
        rows = [[str(cell) for cell in row] for row in _rows(file)]
        head = next(place for place, row in enumerate(rows) if _MEASURED in row)
        at = {name: rows[head].index(name) for name in (_MEASURED, _WEIGHT, _HEIGHT)}
        for row in rows[:head]:
            row[0] = _DAY.sub(day.isoformat(), row[0])
        for row in rows[head + 1 :]:
            said = _DAY.search(row[at[_MEASURED]])
            if said is not None:
                # Weighed on the posyandu's day of the month before: a month's list tells of that month.
                row[at[_MEASURED]] = (day - timedelta(days=20 - int(said[0][8:]) % 15)).isoformat()
            row[at[_WEIGHT]] = _grown(row[at[_WEIGHT]], 0.17 * number)
            row[at[_HEIGHT]] = _grown(row[at[_HEIGHT]], 0.7 * number)
        return _written(rows, self.out / f"Status_Gizi_{day.isoformat()}_{file.stem[12:-8]}.xlsx")


def _grown(written: str, by: float) -> str:
    try:
        return str(round(float(written.replace(",", ".")) + by, 1))
    except ValueError:
        return written


def _rows(file: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def _written(rows: list[list[str]], target: Path) -> Path:
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for line, row in enumerate(rows):
            for place, text in enumerate(row):
                page.write_string(line, place, text)
    return target
