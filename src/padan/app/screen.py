"""What is written to the terminal: one place for width, numbers, days and tables.

Data comes from strangers' files, so nothing in it is taken for markup or for a control sequence.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence

import click
from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

#: Width of what is not shown on a terminal but kept in a file.
WIDTH_OF_A_FILE = 120

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def console(*, stderr: bool = False) -> Console:
    """A console on standard output, or on standard error for what is not the answer itself."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else WIDTH_OF_A_FILE
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=width)


def clean(text: object) -> str:
    """The text without characters that would steer a terminal."""
    return _CONTROL.sub("·", str(text))


def say(*lines: str, style: str | None = None) -> None:
    """Lines of text, wrapped at words."""
    screen = console()
    for line in lines:
        screen.print(Text(clean(line), style=style or ""))


def to_copy(line: str) -> None:
    """A line to be copied, such as a command: never wrapped."""
    click.echo(clean(line))


def warn(text: str) -> None:
    """A line beside the answer, on standard error."""
    console(stderr=True).print(Text(clean(text)), soft_wrap=True)


def _draw(drawn: RenderableType) -> None:
    """Print without the blanks that fill each line: they would wrap on a narrower terminal and litter files."""
    screen = console()
    with screen.capture() as captured:
        screen.print(drawn)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    click.echo("\n".join(lines).strip("\n"))


def heading(text: str) -> None:
    """A heading with a blank line above it."""
    say("")
    say(text, style="bold")


def facts(pairs: Iterable[tuple[str, str]], indent: int = 2, gap: int = 2) -> None:
    """Labels with their values, the values in one column; long ones wrap inside it."""
    drawn = Table(box=None, show_header=False, padding=(0, gap, 0, 0), pad_edge=False)
    drawn.add_column(no_wrap=True, style="dim")
    drawn.add_column(overflow="fold")
    for label, told in pairs:
        drawn.add_row(Text(clean(label)), Text(clean(told)))
    if drawn.row_count:
        _draw(Padding(drawn, (0, 0, 0, indent)))


def points(texts: Iterable[str], indent: int = 2) -> None:
    """A list with a dash before each text."""
    facts((("-", text) for text in texts), indent, gap=1)


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Iterable[int] = (),
    bold: Iterable[int] = (),
    whole: Iterable[int] = (),
) -> None:
    """A table. ``right``: columns of numbers; ``bold``: rows to stand out; ``whole``: columns never wrapped."""
    numbers, wide, strong = set(right), set(whole), set(bold)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for place, header in enumerate(headers):
        drawn.add_column(
            header,
            justify="right" if place in numbers else "left",
            no_wrap=place in numbers or place in wide,
            overflow="fold",
        )
    for number, row in enumerate(rows):
        cells = [Text(clean("" if cell is None else cell)) for cell in row]
        drawn.add_row(*cells, style="bold" if number in strong else None)
    _draw(drawn)
