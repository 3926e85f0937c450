"""What an index says of itself: by which rules it was made, and of which segments it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.home import put
from padan.pipeline.link.keys import KEYS, MOST_SHARED
from padan.pipeline.link.people import hashes_of
from padan.pipeline.link.scoring import FLOOR
from padan.pipeline.people.cells import Written

NAME = "manifest.json"

#: Raised when the files of an index are laid out or made otherwise.
LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """One folder of files, written once: records ``first`` to ``first`` + ``records`` - 1, and what it corrects in the
    segments before. ``more`` and ``less``: entries of each key in its files of keys."""

    folder: str
    first: int
    records: int
    more: Mapping[str, int]
    less: Mapping[str, int]

    @property
    def end(self) -> int:
        """The number after its last record's."""
        return self.first + self.records


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of an index. ``today``: the day by which cells are read; ``made``: folders ever begun."""

    today: date
    one_row: bool
    threshold: float
    model_version: str
    written: Written
    compared: int
    segments: tuple[Segment, ...]
    made: int
    rules: str

    @property
    def records(self) -> int:
        """How many records there are."""
        return self.segments[-1].end

    def write(self, folder: Path) -> None:
        """Put it in force: one rename."""
        beside = folder / f".{NAME}"
        beside.write_text(json.dumps(asdict(self), default=str, indent=1), "utf-8")
        put(beside, folder / NAME)


@cache
def rules_in_force() -> str:
    """What an index hangs on besides its model: layout, keys, and how texts are hashed."""
    keys = [[name, *columns] for name, columns in KEYS.items()]
    return json.dumps([LAYOUT, keys, MOST_SHARED, FLOOR, int(hashes_of(["padan"])[0])])


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index in ``folder``; an error when there is none, or one that other rules made."""
    try:
        values = json.loads((folder / NAME).read_text("utf-8"))
        values["today"] = date.fromisoformat(values["today"])
        values["written"] = Written(**values["written"])
        values["segments"] = tuple(Segment(**each) for each in values["segments"])
        manifest = Manifest(**values)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise RegisterError(
            _("Tidak ada indeks yang utuh di {folder}").format(folder=folder),
            next_step=_("Buat dengan `padan link TABEL HASIL --index FOLDER`."),
        ) from error
    if manifest.rules != rules_in_force():
        raise RegisterError(
            _("Indeks {folder} dibuat oleh versi Padan yang lain").format(folder=folder),
            next_step=_("Buat lagi dengan `padan link TABEL HASIL --index FOLDER`."),
        )
    return manifest
