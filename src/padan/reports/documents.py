"""Documents of facts, tables and lines as PDF, by Typst with the fonts that it brings: marked with who took them, every
page numbered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import resources

import typst

from padan.kernel.texts import _, language
from padan.reports.watermark import Watermark


@dataclass(frozen=True, slots=True)
class Part:
    """A section: facts as label and value, a table with the relative ``widths`` of its columns, lines of a list."""

    title: str
    note: str = ""
    facts: Sequence[tuple[str, str]] = ()
    head: Sequence[str] = ()
    widths: Sequence[float] = ()
    rows: Sequence[Sequence[str]] = ()
    lines: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing but its title."""
        return not (self.facts or self.rows or self.lines)


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in a document: its title, what it is of, opening paragraphs, and its parts."""

    title: str
    under: str
    opening: Sequence[str]
    parts: Sequence[Part]


def as_pdf(document: Document, mark: Watermark) -> bytes:
    """The document as a PDF of A4 pages: the watermark across and under each, with its number and that of all."""
    made = mark.at.astimezone(UTC)
    data = {
        **asdict(document), "mark": str(mark), "across": f"{mark.name}  ·  {mark.at:%d-%m-%Y %H.%M}",
        "author": mark.name, "lang": "en" if language() == "en" else "id",
        "made": [mark.at.year, mark.at.month, mark.at.day], "page": [_("Halaman"), _("dari")],
    }  # fmt: skip
    source = resources.files("padan.reports").joinpath("document.typ").read_bytes()
    found: bytes = typst.compile(
        source, format="pdf", ignore_system_fonts=True, timestamp=datetime(*made.timetuple()[:6], tzinfo=UTC),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    return found
