"""The files of a decree: written once beside each other when it is sealed, and read from there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from padan.kernel.scope import Scope
from padan.office.decrees.queries import Decree, recipients
from padan.office.decrees.snapshot import Line, excluded_on, head_of, lines_of, written
from padan.reports.decree.content import Paper, paper, subject_of
from padan.reports.decree.docx import as_docx
from padan.reports.decree.pdf import as_pdf
from padan.reports.decree.xlsx import as_xlsx

#: The folder below ``PADAN_HOME``, and the names of the files of one decree.
FOLDER: Final = "decrees"
PDF, DOCX, XLSX, SNAPSHOT = "keputusan.pdf", "keputusan.docx", "lampiran.xlsx", "daftar.jsonl"
_WRITERS: Final[dict[str, Callable[[Paper, str], bytes]]] = {PDF: as_pdf, DOCX: as_docx, XLSX: as_xlsx}


def folder_of(root: Path, decree: Decree) -> Path:
    """Where the files of a sealed decree lie, below the home ``root``."""
    return root / FOLDER / str(decree.seal)


def write_files(target: Path, decree: Decree, address: str, report: Callable[[str], None]) -> Path:
    """Write the snapshot and the papers of a sealed decree into ``target``, which appears whole or not at all.
    ``address``: that of its public page."""
    beside = target.with_name(f".{target.name}-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    target.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    beside.mkdir(mode=0o700)
    try:
        lines = lines_of(decree)
        _keep(beside / SNAPSHOT, b"".join(written(head_of(decree, excluded_on(decree)), lines)))
        made = paper(decree, lines, names_of(decree, lines), address)
        for name, write in _WRITERS.items():
            report(name)
            _keep(beside / name, write(made, subject_of(decree)))
        shutil.rmtree(target, ignore_errors=True)
        os.replace(beside, target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return target


def names_of(decree: Decree, lines: Sequence[Line]) -> dict[str, str]:
    """The names of the families that an amendment speaks of: those that came, and from the decree that it changes those
    that fell out."""
    told = {line["family_id"]: line["name"] for line in lines}
    if decree.changes is None:
        return told
    out = [each[0] for each in decree.replaced]
    before = recipients(Scope((decree.area,)), decree.changes).filter(family_id__in=out)
    return dict(before.values_list("family_id", "name")) | told


def _keep(file: Path, data: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
