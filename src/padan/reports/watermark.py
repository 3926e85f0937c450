"""What is written on everything that leaves the office: who took it out, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from padan.kernel.texts import _
from padan.kernel.writing import day


@dataclass(frozen=True, slots=True)
class Watermark:
    """Who takes something out, and when (in the regency's time)."""

    name: str
    email: str
    at: datetime

    def __str__(self) -> str:
        return _("Diunduh oleh {name} ({email}) pada {day} pukul {clock}. Setiap unduhan dicatat.").format(
            name=self.name, email=self.email, day=day(self.at.date()), clock=f"{self.at:%H.%M}"
        )


def mark_book(book: Any, pages: list[Any], mark: Watermark) -> None:
    """Write it into the properties of a workbook of XlsxWriter and under every printed page of its sheets."""
    book.set_properties({"author": mark.name, "comments": str(mark), "created": mark.at.replace(tzinfo=None)})
    for page in pages:
        # An ampersand begins a command of the footer.
        page.set_footer(f"&L&8{str(mark).replace('&', '&&')}&R&8&P / &N")
