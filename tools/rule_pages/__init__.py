"""Reference pages of the written rules, made from the drawn tables of their tests.

What the pages say is what the tests try, so a page cannot promise what the code does not do. ``make docs``
(``python -m tools.rule_pages [FOLDER]``) writes them; a test compares the committed pages. :mod:`.growth`,
:mod:`.risk` and :mod:`.freshness` say which tables stand where, :mod:`.drawn` takes them out of the tests,
:mod:`.words` makes values readable.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from tools.rule_pages.drawn import Drawn, Row, drawn_in, module_named
from tools.rule_pages.freshness import FRESHNESS
from tools.rule_pages.growth import GROWTH
from tools.rule_pages.layout import Constant, Page, Section, Told
from tools.rule_pages.risk import RISK
from tools.rule_pages.words import sentence, spoken

from padan.app.docs.markdown import cell, table

__all__ = ["PAGES", "page", "write_pages"]

#: The pages below ``docs/reference``.
PAGES: dict[str, Page] = {"rules-growth.md": GROWTH, "rules-risk.md": RISK, "rules-freshness.md": FRESHNESS}

_WRITTEN = (
    "This page is written by `make docs` from the tables that the tests try (`{tests}`): each line is one case that "
    "passes. A dash stands for what is not known, not there or not said."
)


_AS_IT_IS = Told()


def page(name: str) -> str:
    """The text of ``docs/reference/NAME``."""
    wanted = PAGES[name]
    written = _WRITTEN.format(tests="`, `".join(wanted.tests))
    contents = "\n".join(f"- [{section.title}](#{_anchor(section.title)})" for section in wanted.sections)
    head = "\n\n".join([f"# {wanted.title}", _prose(wanted.about), _prose(written), contents])
    return "\n".join([f"{head}\n", *(_section(section) for section in wanted.sections)])


def write_pages(folder: Path) -> list[Path]:
    """Write every page below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (folder / name).write_text(page(name), "utf-8")
    return [folder / name for name in PAGES]


def _section(section: Section) -> str:
    parts = [f"## {section.title}", *([_prose(section.about)] if section.about else [])]
    tables = [found for module, left_out in section.modules.items() for found in drawn_in(module, left_out)]
    if renamed := set(section.told) - {found.name for found in tables}:
        raise LookupError(f"no drawn test of {section.title}: {sorted(renamed)}")
    parts += [_drawn(found, section) for found in tables]
    parts += [_constant(constant) for constant in section.constants]
    return "\n\n".join(parts) + "\n"


def _drawn(found: Drawn, section: Section) -> str:
    told = section.told.get(found.name, _AS_IT_IS)
    title = told.title or sentence(found.name.removeprefix("test_"))
    text = " ".join(filter(None, (found.about, found.text, found.caption))) if told.text is None else told.text
    lay_out = _stories if found.has_stories else _table
    return "\n\n".join([f"### {title}", *([_prose(text)] if text else []), *lay_out(found, told)])


def _table(found: Drawn, told: Told) -> Iterator[str]:
    notes = [_note(found, row, first=row is found.rows[0], told=told) for row in found.rows]
    cases = any(row.case for row in found.rows)
    headers = ["case"] * cases
    for column in found.columns:
        headers += told.split.get(column, (_header(column, told),))
    rows = [[row.case] * cases + _values(found, row, told) for row in found.rows]
    if any(notes):
        headers.append("note")
        rows = [[*row, note] for row, note in zip(rows, notes, strict=True)]
    yield table(headers, [list(map(cell, row)) for row in rows])


def _note(found: Drawn, row: Row, *, first: bool, told: Told) -> str:
    """The comments of a row, but for the one that speaks of the whole table or is replaced."""
    said_above = row.caption and (found.caption or (first and told.text is not None))
    return "; ".join(filter(None, ("" if said_above else row.caption, row.note)))


def _values(found: Drawn, row: Row, told: Told) -> list[str]:
    said = []
    for column, value in zip(found.columns, row.values, strict=True):
        said += [spoken(part, column, told.words) for part in (value if column in told.split else [value])]
    return said


def _stories(found: Drawn, told: Told) -> Iterator[str]:
    """Rows with a table of their own in them: each under its name, the table as it was drawn."""
    for row in found.rows:
        yield f"**{sentence(row.case)}.** {row.note}".strip()
        said = []
        for column, value in zip(found.columns, row.values, strict=True):
            if isinstance(value, str) and "\n" in value:
                yield f"```\n{_undented(value)}\n```"
            else:
                said.append(f"{_header(column, told)}: {spoken(value, column, told.words)}")
        yield " · ".join(said)


def _constant(constant: Constant) -> str:
    value = getattr(module_named(constant.module), constant.name)
    rows = []
    for first, second in value.items() if isinstance(value, dict) else value:
        parts = [first, *(second if constant.spread else [second])]
        rows.append(
            [cell(spoken(part, name, constant.words)) for part, name in zip(parts, constant.columns, strict=True)]
        )
    return "\n\n".join([f"### {constant.title}", _prose(constant.about), table(constant.columns, rows)])


def _header(column: str, told: Told) -> str:
    return told.headers.get(column, column.replace("_", " "))


def _prose(text: str) -> str:
    return textwrap.fill(text, 140, break_long_words=False, break_on_hyphens=False)


def _undented(story: str) -> str:
    return "\n".join(line.strip() for line in story.strip().splitlines())


def _anchor(title: str) -> str:
    kept = "".join(c for c in title.lower() if c.isalnum() or c in " -")
    return kept.replace(" ", "-")
