"""Tasks as paper shows them, and what a workbook of them says of itself on a sheet that no reader sees."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from padan.kernel.texts import _
from padan.kernel.writing import day

#: The sheet that no reader sees, and what its first row says.
HIDDEN: Final = "_padan"
KIND: Final = "tugas"
#: Of the layout: a book of another one is not read.
FORMAT: Final = "1"
#: Of the columns beside those of a form's fields: the task, the day of the answer, why a row came back.
NUMBER, DAY, WHY = "_number", "_day", "_why"

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A task as paper shows it. ``version`` is what its reader could see, ``form`` a code of a form.

    ``who`` and ``place`` are of the family or child, ``about`` is why it is asked, ``known`` what is known now.
    ``fields`` are the form's fields to fill; ``choices`` of a field that has its own for this task, as code and title.
    """

    number: int
    version: int
    form: str
    due: date
    who: str
    place: str
    about: str
    known: str
    fields: tuple[str, ...]
    choices: Mapping[str, Choices] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, str]:
        """What its row tells in whatever language it was written, by column."""
        return {"_who": self.who, "_place": self.place, "_about": self.about, "_known": self.known}

    @property
    def texts(self) -> dict[str, str]:
        """What its row shows beside the cells to fill, by column."""
        return {"_due": day(self.due), **self.told}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list of tasks is of: its title, the place in words, the village's code, the release, the day."""

    title: str
    place: str
    area: str
    release: str
    made: date


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a workbook: the task, what stands in its cells by the field's name, and of a row that came back why."""

    line: Line
    written: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def column_titles() -> dict[str, str]:
    """Titles of the columns that every form has, by their names."""
    return {
        NUMBER: _("Nomor tugas"), "_due": _("Batas"), "_who": _("Siapa"), "_place": _("Alamat"),
        "_about": _("Mengapa ditanyakan"), "_known": _("Yang diketahui sekarang"), DAY: _("Tanggal diketahui"),
        WHY: _("Yang perlu diperbaiki"),
    }  # fmt: skip


def as_text(line: Line) -> str:
    """A task as the hidden sheet keeps it."""
    return json.dumps({**asdict(line), "due": line.due.isoformat()}, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Line:
    """The task that :func:`as_text` wrote; ValueError, KeyError or TypeError where it is another text."""
    told: dict[str, Any] = json.loads(text)
    own: Mapping[str, Sequence[Sequence[str]]] = told["choices"]
    choices = {name: tuple((code, title) for code, title in pairs) for name, pairs in own.items()}
    due = date.fromisoformat(told["due"])
    return Line(**{**told, "due": due, "fields": tuple(told["fields"]), "choices": choices})
