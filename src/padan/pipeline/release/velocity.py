"""WHO's velocity standards in force here: those shipped, or with WHO's own file all of them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from padan.reference.who import VelocityTables, load_velocity, velocity_tables


def _file() -> Path | None:
    """The csv that ``PADAN_WHO_VELOCITY`` names; None when it names none."""
    named = os.environ.get("PADAN_WHO_VELOCITY", "")
    return Path(named) if named else None


def velocity_in_force() -> VelocityTables:
    """The tables; a file that is missing or no such table is a :class:`padan.kernel.errors.UnreadableFileError`."""
    file = _file()
    return velocity_tables() if file is None else load_velocity(file)


def velocity_version() -> str:
    """What tells one file from another: the beginning of its SHA-256; empty for the shipped tables."""
    file = _file()
    if file is None:
        return ""
    velocity_in_force()  # a missing or broken file is said before anything is built
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]
