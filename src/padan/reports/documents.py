"""Documents of facts, tables, lines and cards to fill as PDF, by Typst with the fonts that it brings: marked with who
took them, every page numbered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import typst

from padan.kernel.texts import _, language
from padan.reports.watermark import Watermark


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be filled by hand: boxes to tick for each of ``options``, or ``boxes`` for that many digits in
    groups, or where there is neither a line to write on."""

    label: str
    options: Sequence[str] = ()
    boxes: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A frame that no page breaks: a title with a few words in the corner, facts, and what is to be filled by hand."""

    title: str
    corner: str
    facts: Sequence[tuple[str, str]]
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: facts as label and value, a table with the relative ``widths`` of its columns (``amounts``: the places
    of those that hold numbers; ``tall``: with room to write in; ``codes``: for each row the SVG of a QR at its end,
    empty for none), lines of a list, cards."""

    title: str
    note: str = ""
    facts: Sequence[tuple[str, str]] = ()
    head: Sequence[str] = ()
    widths: Sequence[float] = ()
    rows: Sequence[Sequence[str]] = ()
    lines: Sequence[str] = ()
    cards: Sequence[Card] = ()
    tall: bool = False
    codes: Sequence[str] = ()
    amounts: Sequence[int] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing but its title."""
        return not (self.facts or self.rows or self.lines or self.cards)


def table_part(
    title: str, note: str, nothing: str, *, head: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]],
    amounts: Sequence[int] = (),
) -> Part:  # fmt: skip
    """A table with its note; where it has no row, the words for that alone."""
    return Part(title, note, head=head, widths=widths, rows=rows, amounts=amounts) if rows else Part(title, nothing)


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in a document: its title, what it is of, opening paragraphs, its parts, and who signs it at its
    end."""

    title: str
    under: str
    opening: Sequence[str]
    parts: Sequence[Part]
    signers: Sequence[str] = ()


def as_pdf(document: Document, mark: Watermark, *, tagged: bool = True) -> bytes:
    """The document as a PDF of A4 pages: the watermark across and under each, with its number and that of all.
    ``tagged``: with its structure for those who have it read to them; on paper, it is but size and time."""
    made = mark.at.astimezone(UTC)
    data = {**asdict(document), **marked(mark), "page": [_("Halaman"), _("dari")]}
    source = resources.files("padan.reports").joinpath("document.typ").read_bytes()
    found: bytes = typst.compile(
        source, format="pdf", ignore_system_fonts=True, timestamp=datetime(*made.timetuple()[:6], tzinfo=UTC),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, pdf_tags=tagged,
    )  # fmt: skip
    return found


def marked(mark: Watermark) -> dict[str, Any]:
    """What a template says of who takes a document along: across and under its pages, and in the file."""
    return {
        "mark": str(mark), "across": f"{mark.name}  ·  {mark.at:%d-%m-%Y %H.%M}", "author": mark.name,
        "lang": "en" if language() == "en" else "id", "made": [mark.at.year, mark.at.month, mark.at.day],
    }  # fmt: skip
