"""The age of each row: from two dates, from a number of days or months, or from words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from padan.kernel.dates import DateOrder, order_hint
from padan.kernel.errors import UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline.children.notes import Note, ReadColumn, filled
from padan.rules.growth.ages import DAYS_PER_MONTH

#: Distinct dates looked at for the order of day and month, and how many of them settle it.
_SAMPLE: Final = 2_000
_WITNESSES: Final = 3


def ways_to_age(
    cells: dict[str, pa.ChunkedArray], *, as_written: bool, header: Callable[[str], str]
) -> tuple[str, ...]:
    """The ways to an age that this table has, first choice first: dates know more than an age that was written."""
    ways = []
    if "birth_date" in cells and "measured_on" in cells:
        ways.append("dates")
    ways += [field for field in ("age_days", "age_months") if field in cells]
    if "age" not in cells:
        return tuple(ways)
    if "is_age_in_month" in cells:
        return ("age_by_flag", *ways)
    if as_written:
        return ("age_days_of_who", *ways)
    if _has_words(cells["age"]):
        return (*ways, "age_text")
    if ways:
        return tuple(ways)
    raise UnknownSourceError(
        _("Kolom {header} berisi angka, tetapi tidak disebut hari atau bulan").format(header=header("age")),
        next_step=_("Sebut satuannya: --column age_months={header} atau --column age_days={header}").format(
            header=header("age")
        ),
    )


def _has_words(column: pa.ChunkedArray) -> bool:
    """Whether ages are written with their units: "2 Tahun - 3 Bulan - 12 Hari"; a column of nothing is."""
    filled = column.drop_null().slice(0, _SAMPLE)
    numbers = pc.sum(pc.match_substring_regex(filled, r"^\s*[0-9]+([.,][0-9]+)?\s*$")).as_py() or 0
    return 2 * int(numbers) < len(filled) or not len(filled)


def age_columns(cells: dict[str, pa.ChunkedArray], ages: tuple[str, ...], today: date) -> list[ReadColumn]:
    """The columns ``age_days`` and ``age_months``, the first way that gives a row an age first."""
    days, months, notes, read = [], [], [], []
    for way in ages:
        if way == "dates":
            for field in ("birth_date", "measured_on"):
                reading = f"read_date({field}, '{_order(cells[field])}', DATE '{today.isoformat()}')"
                read.append(f"{reading} AS {field}__r")
                notes.append((f"{field}__r.quality IN ('impossible', 'unreadable')", Note.DATE_UNREAD))
                notes.append((f"{field}__r.quality IN ('ambiguous', 'month_first')", Note.DATE_DOUBTFUL))
            days.append("(measured_on__r.value - birth_date__r.value)::DOUBLE")
        elif way == "age_text":
            read.append("age_days_text(age) AS age__r")
            days.append(f"(12 * age__r.years + age__r.months) * {DAYS_PER_MONTH} + age__r.days")
            notes.append((f"age__r IS NULL AND {_age_filled('age')}", Note.AGE_UNREAD))
        elif way == "age_by_flag":
            read += ["read_number(age) AS age__r", "coalesce(read_flag(is_age_in_month), false) AS in_month"]
            days.append("CASE WHEN NOT in_month THEN age__r END")
            months.append("CASE WHEN in_month THEN age__r END")
            notes.append((f"age__r IS NULL AND {_age_filled('age')}", Note.AGE_UNREAD))
        else:
            field = "age" if way == "age_days_of_who" else way
            (months if field == "age_months" else days).append(f"{field}__r")
            read.append(f"read_number({field}) AS {field}__r")
            notes.append((f"{field}__r IS NULL AND {_age_filled(field)}", Note.AGE_UNREAD))
    return [
        ReadColumn(
            "age_days", f"coalesce({', '.join(days) or 'NULL'}, NULL)::DOUBLE", tuple(_once(notes)), tuple(read)
        ),
        ReadColumn("age_months", f"coalesce({', '.join(months) or 'NULL'}, NULL)::DOUBLE"),
    ]


def _once(notes: list[tuple[str, Note]]) -> list[tuple[str, Note]]:
    """Each note in one condition, so that no row is told the same twice (notes are added up)."""
    tests: dict[Note, list[str]] = {}
    for test, note in notes:
        tests.setdefault(note, []).append(f"({test})")
    return [(" OR ".join(test), note) for note, test in tests.items()]


def _age_filled(cell: str) -> str:
    # Nought is an age, unlike a weight.
    return f"(trim({cell}) = '0' OR {filled(cell)})"


def _order(column: pa.ChunkedArray) -> str:
    """The order of day and month that the column's own dates settle; by itself the day comes first."""
    hints = [order_hint(value) for value in pc.unique(column).drop_null().slice(0, _SAMPLE).to_pylist()]
    months = hints.count(DateOrder.MONTH_FIRST)
    if not months or DateOrder.DAY_FIRST in hints:
        return DateOrder.DAY_FIRST.value
    return (DateOrder.MONTH_FIRST if months >= _WITNESSES else DateOrder.UNSETTLED).value
