"""Where a file lies between the moment when it is sent and the moment when it was received.

They are plain files in ``PADAN_HOME/work``: folders there are the pipeline's, which removes those that nobody holds.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

_PREFIX: Final = "kiriman-"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
#: What nobody knows of after so long was left by a request that did not end.
ORPHANED_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies whole in the folder: the name it came under, the name it lies under, bytes, SHA-256."""

    name: str
    stored: str
    size: int
    sha256: str


class Incoming:
    """A file that is arriving, written piece by piece and readable by its owner alone."""

    def __init__(self, name: str) -> None:
        suffix = Path(name).suffix.lower()
        self.name = name
        self.size = 0
        self.stored = f"{_PREFIX}{secrets.token_hex(16)}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        self._hash = hashlib.sha256()
        path = path_of(self.stored)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file: BinaryIO = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, piece: bytes) -> None:
        """The next piece."""
        self._file.write(piece)
        self._hash.update(piece)
        self.size += len(piece)

    def close(self) -> Stored:
        """All has arrived, and lies on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Stored(self.name, self.stored, self.size, self._hash.hexdigest())

    def drop(self) -> None:
        """Forget it."""
        self._file.close()
        drop(self.stored)


def path_of(stored: str) -> Path:
    """Where a stored file lies."""
    return Path(settings.PADAN_HOME) / "work" / stored


def drop(stored: str) -> None:
    """Remove a stored file; none is no fault."""
    if stored:
        path_of(stored).unlink(missing_ok=True)


def drop_orphans(known: Container[str]) -> int:
    """Remove what lies there longer than :data:`ORPHANED_AFTER` and is not among the ``known`` names; how many."""
    oldest, found = time.time() - ORPHANED_AFTER.total_seconds(), 0
    for path in (Path(settings.PADAN_HOME) / "work").glob(f"{_PREFIX}*"):
        if path.name not in known and path.is_file() and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            found += 1
    return found
