"""CSV as open forms write it: UTF-8, commas, and no text that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from padan.kernel.cells import FORMULA_SIGNS
from padan.kernel.errors import InvalidValueError, UnreadableFileError
from padan.kernel.texts import _

_WHOLE: Final = re.compile(r"\d{1,18}")


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as a file; nothing for None."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def cells(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file with their numbers, empty ones left out; texts as they were before :func:`written`.
    UnreadableFileError where it is no UTF-8 or no CSV."""
    try:
        for line, row in enumerate(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True), 1):
            if any(cell.strip() for cell in row):
                yield line, [_plain(cell) for cell in row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(
            _("Berkas ini bukan CSV yang utuh"), next_step=_("Simpan lagi sebagai CSV UTF-8, lalu kirim.")
        ) from error


def day_of(cell: str, name: str) -> date:
    """The day that a cell of a column holds; InvalidValueError where it is none."""
    try:
        return date.fromisoformat(cell.strip())
    except ValueError as error:
        raise InvalidValueError(
            _("{column}: {cell} bukan tanggal").format(column=name, cell=cell), next_step=_("Tulis seperti 2026-03-31.")
        ) from error


def whole(cell: str, name: str) -> int | None:
    """The whole number that a cell of a column holds; None for an empty one; InvalidValueError where it is none."""
    text = cell.strip()
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise InvalidValueError(
            _("{column}: {cell} bukan bilangan bulat").format(column=name, cell=cell),
            next_step=_("Tulis angka saja, tanpa titik."),
        )
    return int(text)


def _safe(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if _would_run(text) else text


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _would_run(cell) else cell


def _would_run(text: str) -> bool:
    """Whether a text begins a formula, with apostrophes before it or none."""
    return text.lstrip("'").startswith(tuple(FORMULA_SIGNS))
