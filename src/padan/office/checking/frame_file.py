"""The list that a sample was drawn from, as a file with all that a draw needs: anybody who holds it draws again.

Lines that begin with ``#`` say how it was drawn, then follows a table of stratum, family and place in the order of the
list. Families are the register's opaque ids: the lots hang on them.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from padan.kernel.errors import Place, UnreadableFileError
from padan.kernel.texts import _
from padan.office.checking.drawing import Level, digest_of, drawn_from, members, stratum_of
from padan.rules.sampling import Drawn

#: The way of drawing; another one would bear another name.
METHOD: Final = "padan-sample-1"
_HEAD: Final = ("method", "seed", "level", "size", "families", "sha256", "drawn_sha256")
_COLUMNS: Final = ("stratum", "family", "place")


@dataclass(frozen=True, slots=True)
class Framed:
    """A list with what it was drawn by. ``digest`` is the list's SHA-256 and ``drawn`` that of the families drawn
    (:func:`of_drawn`), as the file says."""

    frame: str
    seed: str
    level: Level
    size: int
    digest: str
    drawn: str

    @property
    def is_whole(self) -> bool:
        """Whether the list is the one whose digest the file bears."""
        return digest_of(self.frame) == self.digest

    def again(self, seed: str = "") -> Drawn:
        """The draw, by this seed or the file's own."""
        return drawn_from(self.frame, self.level, self.size, seed or self.seed)


def of_drawn(families: Iterable[str]) -> str:
    """The SHA-256 of the families drawn, in the order of their ids, a line each."""
    return hashlib.sha256("".join(f"{family}\n" for family in sorted(families)).encode()).hexdigest()


def written(framed: Framed) -> bytes:
    """The file."""
    out = io.StringIO()
    told = (METHOD, framed.seed, framed.level, framed.size, len(members(framed.frame)), framed.digest, framed.drawn)
    for name, value in zip(_HEAD, told, strict=True):
        out.write(f"# {name}: {value}\r\n")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(_COLUMNS)
    lines.writerows((stratum_of(area, framed.level), family, area) for family, area in members(framed.frame))
    return out.getvalue().encode()


def read(data: bytes, name: str) -> Framed:
    """A list from its file. UnreadableFileError where it is none, or was drawn in another way."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise _unreadable(name) from error
    head = dict(line[1:].strip().split(": ", 1) for line in lines if line.startswith("#") and ": " in line)
    rows = list(csv.reader(line for line in lines if line and not line.startswith("#")))
    if head.get("method", METHOD) != METHOD:
        raise UnreadableFileError(
            _("Daftar ini diundi dengan cara {method}").format(method=head["method"]), where=Place(name),
            next_step=_("Pakai versi Padan yang mengenal cara itu."),
        )  # fmt: skip
    levels = [level for level in Level if level == head.get("level")]
    if not set(_HEAD) <= set(head) or not levels or not head["size"].isdigit() or len(rows) <= 1 or _odd(rows):
        raise _unreadable(name)
    frame = "".join(f"{family} {area}\n" for _stratum, family, area in rows[1:])
    return Framed(frame, head["seed"], levels[0], int(head["size"]), head["sha256"], head["drawn_sha256"])


def _odd(rows: list[list[str]]) -> bool:
    width = len(_COLUMNS)
    return tuple(rows[0]) != _COLUMNS or any(len(row) != width or " " in "".join(row) for row in rows)


def _unreadable(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        _("Ini bukan daftar yang diundi Padan"), where=Place(name),
        next_step=_("Unduh lagi daftarnya dari halaman contoh, dan jangan simpan ulang dengan program lain."),
    )  # fmt: skip
