"""SVG documents as PDF and PNG, by Typst with the fonts that it brings: the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, Literal

import typst

from padan.kernel.texts import language

#: Dots per inch of a PNG: a page of A4 is 1240 wide.
_RESOLUTION: Final = 150

#: Everything that is shown comes in as data, so nothing in it is taken for Typst's own commands.
_PAGES: Final = """
#set document(title: sys.inputs.title, date: datetime(
  year: int(sys.inputs.year), month: int(sys.inputs.month), day: int(sys.inputs.day)))
#set text(lang: sys.inputs.lang)
#set page("a4", flipped: sys.inputs.flipped == "yes", margin: 13mm)
#for number in range(int(sys.inputs.count)) {
  if number > 0 { pagebreak() }
  image(bytes(sys.inputs.at("svg" + str(number))), format: "svg", width: 100%, height: 100%, fit: "contain",
    alt: sys.inputs.at("alt" + str(number)))
}
"""

_PICTURE: Final = """
#set page(width: if sys.inputs.flipped == "yes" { 297mm } else { 210mm }, height: auto, margin: 6mm)
#image(bytes(sys.inputs.svg0), format: "svg", width: 100%)
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its SVG document, and the same in words for those who do not see it."""

    svg: str
    words: str


def as_pdf(pages: Sequence[Page], *, title: str, made_on: date, flipped: bool) -> bytes:
    """A PDF of A4 pages, upright or lying (``flipped``), one for each document, said to be made on ``made_on``."""
    inputs = {"title": title, "count": str(len(pages)), "lang": "en" if language() == "en" else "id"}
    inputs |= {"year": str(made_on.year), "month": str(made_on.month), "day": str(made_on.day)}
    for number, page in enumerate(pages):
        inputs |= {f"svg{number}": page.svg, f"alt{number}": page.words}
    return _compiled(_PAGES, "pdf", inputs, flipped=flipped, timestamp=datetime.combine(made_on, time(), UTC))


def as_png(page: Page, *, flipped: bool) -> bytes:
    """A picture as wide as a page of A4, upright or lying, and as high as the document needs."""
    return _compiled(_PICTURE, "png", {"svg0": page.svg}, flipped=flipped)


def _compiled(
    source: str,
    form: Literal["pdf", "png"],
    inputs: dict[str, str],
    *,
    flipped: bool,
    timestamp: datetime | None = None,
) -> bytes:
    return typst.compile(
        source.encode(), format=form, ppi=_RESOLUTION, ignore_system_fonts=True, timestamp=timestamp,
        sys_inputs={**inputs, "flipped": "yes" if flipped else "no"},
    )  # fmt: skip
