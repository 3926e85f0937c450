"""The example of ``docs/how-to/tautkan-tabel.md`` gives what the page shows, and its commands are the program's."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from padan.app.cli import run
from padan.app.commands import link, train
from padan.app.language import speaking
from padan.pipeline.link.linking import THRESHOLD
from padan.pipeline.people.linking import ENOUGH_TO_LEARN
from padan.pipeline.people.reading import COLUMNS
from padan.pipeline.people.tables import HEADERS

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "tautkan-tabel.md").read_text("utf-8")


def cells_under(heading: str) -> list[list[str]]:
    """The rows of the first table under a line, its header first."""
    lines = PAGE.partition(heading)[2].partition("\n|")[2].splitlines()
    rows = ["|" + lines[0], *lines[1 : lines.index("")]]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if not row.startswith("|---")]


def test_the_example_gives_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.search(r"```\n(No;.+?)```", PAGE, re.DOTALL)
    command = re.search(r"padan (link warga.csv hasil.csv --pairs pasangan.csv)\n", PAGE)
    assert example is not None
    assert command is not None
    monkeypatch.chdir(tmp_path)
    Path("warga.csv").write_text(example[1], "utf-8")
    assert run(command[1].split()) == 0

    with Path("hasil.csv").open(encoding="utf-8-sig") as file:
        found = [[row["record"], row["list"], row["person"]] for row in csv.DictReader(file)]
    assert found == [row[:3] for row in cells_under("Hasilnya, beserta sebabnya:")[1:]]
    told = {name for row in cells_under("## Kolom hasil")[1:] for name in re.findall(r"`(\w+)`", row[0])}
    with Path("hasil.csv").open(encoding="utf-8-sig") as file:
        assert set(next(csv.reader(file))) == told
    with Path("pasangan.csv").open(encoding="utf-8-sig") as file:
        header = next(csv.reader(file))
    assert all(f"`{name}`" in PAGE for name in header)


def test_the_columns_told_are_those_that_are_read() -> None:
    rows = cells_under("## Kolom yang dibaca")[1:]
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row[0])] == [
        "record", "list", "nik", "kk", "name", "mother", "father", "birth", "sex", "village",
    ]  # fmt: skip
    assert sorted(COLUMNS) == sorted(name for row in rows for name in re.findall(r"`(\w+)`", row[0]))
    known = {header for headers in HEADERS.values() for header in headers}
    assert [word for row in rows for word in re.findall(r"`([^`]+)`", row[2]) if word.lower() not in known] == []


def test_options_and_figures_told_are_the_programs() -> None:
    with speaking("id"):
        options = {name for command in (link, train) for p in command.command().params for name in p.opts}
    told = set(re.findall(r"(?<=[ `])--[a-z-]+", PAGE))
    assert told - options == set()
    assert f"{ENOUGH_TO_LEARN:,}".replace(",", ".") in PAGE
    assert f"peluang {THRESHOLD:.1f}".replace(".", ",") in PAGE
