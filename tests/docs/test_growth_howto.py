"""The example of ``docs/how-to/hitung-pertumbuhan.md`` gives what the page shows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from padan.app.language import speaking
from padan.pipeline.children.answers import answer_columns
from padan.pipeline.children.scoring import score_file

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "hitung-pertumbuhan.md").read_text("utf-8")


def shown() -> list[list[str]]:
    """The table under "Sebagian dari hasilnya", its header first."""
    lines = PAGE.partition("Sebagian dari hasilnya:")[2].strip().splitlines()
    rows = [line for line in lines[: lines.index("")] if not line.startswith("|---")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def written(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_example_gives_what_is_shown(tmp_path: Path) -> None:
    example = re.search(r"```\n(Nama;.+?)```", PAGE, re.DOTALL)
    assert example is not None
    table = tmp_path / "balita.csv"
    table.write_text(example[1], "utf-8")
    with speaking("id"):
        scored = score_file(table, named={}, today=date(2026, 11, 21))
        answers = answer_columns(scored)
    header, *rows = shown()
    found = {"Nama": scored.given.table.column("Nama").to_pylist()}
    found |= {name: answers.column(name).to_pylist() for name in header[1:]}
    assert [[written(found[name][row]) for name in header] for row in range(len(rows))] == rows


def test_every_column_named_on_the_page_is_given(tmp_path: Path) -> None:
    table = tmp_path / "balita.csv"
    table.write_text("JK,umur hari,BB,TB,LiLA,LK,triskin,subskin\nP,400,9,75,13,45,8,6\n", "utf-8")
    given = answer_columns(score_file(table, named={}, today=date(2026, 11, 21))).column_names
    told = PAGE.partition("## Kolom hasil")[2].partition("## ")[0]
    cells = [line.split("|")[1] for line in told.splitlines() if line.startswith("| `")]
    names = [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    assert len(names) > 15
    for name in names:
        assert any(column.startswith(name.removesuffix("…")) for column in given), name
