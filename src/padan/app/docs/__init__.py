"""Pages of the documentation that are written from the code, so that they cannot differ from it.

``make docs`` (``python -m padan.app.docs [FOLDER]``) writes them; a test compares the committed pages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from padan.app.docs.commands import commands_page
from padan.app.docs.complaints import complaints_page
from padan.app.docs.eligibility import eligibility_page
from padan.app.docs.layouts import layouts_page
from padan.app.docs.rounds import rounds_page
from padan.app.docs.tables import tables_page
from padan.app.language import speaking
from padan.pipeline.assess import reference_page

#: Each page below ``docs/``, its language and what writes it.
PAGES: dict[str, tuple[str, Callable[[], str]]] = {
    "how-to/kirim-berkas.md": ("id", layouts_page),
    "reference/release-tables.md": ("en", tables_page),
    "reference/commands.md": ("en", commands_page),
    "reference/gaps.md": ("en", reference_page),
    "reference/eligibility-facts.md": ("en", eligibility_page),
    "reference/aid-rounds.md": ("en", rounds_page),
    "reference/complaints.md": ("en", complaints_page),
}


def page(name: str) -> str:
    """The text of one page."""
    language, write = PAGES[name]
    with speaking(language):
        return write()


def write_pages(folder: Path) -> list[Path]:
    """Write every page below ``folder``."""
    written = []
    for name in PAGES:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(name), "utf-8")
        written.append(target)
    return written
