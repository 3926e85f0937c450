"""A report between the two steps in which it is received: it lies with the files that are sent, and is gone after a day
when nobody accepts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.receiving.storage import Incoming, Stored, path_of
from padan.reports.activities.columns import FIELDS, Guess
from padan.reports.activities.fourw import read_4w
from padan.reports.activities.grants import read_grants
from padan.reports.activities.reading import Opened, Read, read
from padan.reports.open_forms.beside import Beside
from padan.reports.open_forms.rows import Grant


def put_aside(file: UploadedFile) -> Stored:
    """Write a file of a request to where it waits."""
    incoming = Incoming(Path(file.name or "laporan").name[-200:])
    for piece in file.chunks():
        incoming.write(piece)
    return incoming.close()


def waiting(stored: str) -> Path:
    """Where a report waits. InvalidValueError where it does no more."""
    path = path_of(stored)
    if not path.is_file():
        raise InvalidValueError(_("Berkas ini sudah tidak ada"), next_step=_("Kirim lagi berkasnya."))
    return path


@dataclass(frozen=True, slots=True)
class Taken:
    """What would be received of a report: its SHA-256, the fingerprint of its heads (empty where it has none), the head
    of every field, its rows, and the grants that may be pledges of ours."""

    sha256: str
    header: str
    mapping: Mapping[str, str]
    rows: Read
    near: tuple[Beside, ...] = ()


def alike(opened: Opened, sheet: str) -> tuple[str, ...]:
    """The sheets that have the heads of one, itself first: they are read together."""
    heads = opened.sheets[sheet].fingerprint
    return (sheet, *(name for name, each in opened.sheets.items() if each.fingerprint == heads and name != sheet))


def taken(path: Path, opened: Opened, sheets: Sequence[str], guessed: Guess, sender: str, regency: str) -> Taken:
    """Read a report by its columns. UnreadableFileError as of :func:`padan.reports.activities.reading.read`."""
    found = [read(path, name, _placed(guessed, opened.sheets[name]), sender, regency) for name in sheets]
    rows = Read(
        tuple(line for each in found for line in each.lines), tuple(row for each in found for row in each.refused),
        sum(each.placeless for each in found),
    )  # fmt: skip
    return Taken(opened.sha256, guessed.fingerprint, {field: guessed.mapping.get(field, "") for field in FIELDS}, rows)


def taken_4w(path: Path, regency: str) -> Taken:
    """Read a tagged report: its tags say what its columns are. UnreadableFileError where it has none."""
    content = path.read_bytes()
    return Taken(sha256(content).hexdigest(), "", {}, read_4w(content, regency))


def taken_grants(path: Path, regency: str, ours: Iterable[Grant], prefix: str) -> Taken:
    """Read a package of grants beside ours. UnreadableFileError where it is none."""
    content = path.read_bytes()
    rows, near = read_grants(content, regency, ours, prefix)
    return Taken(sha256(content).hexdigest(), "", {}, rows, near)


def _placed(guessed: Guess, sheet: Guess) -> Guess:
    """The answers for one sheet, whose heads may stand in another row."""
    return Guess(sheet.header_row, sheet.heads, sheet.fingerprint, guessed.mapping, sheet.examples)
