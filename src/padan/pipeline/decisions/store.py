"""Decisions on disk: numbered files of one decision a line, never edited, read in the order in which they were put."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.decisions.decision import Decision
from padan.pipeline.home import Home, put

_LOCK = "decisions"


def folder_of(home: Home) -> Path:
    """Where a register keeps its decisions."""
    return home.ledger / "decisions"


def append(home: Home, decisions: Iterable[Decision]) -> None:
    """Write decisions down after all earlier ones: one file, whole or not at all.

    An error when another process is writing decisions at this moment. No decisions, no file.
    """
    lines = [_line(decision) for decision in decisions]
    if not lines:
        return
    home.make()
    with home.lock(_LOCK), home.workspace("decisions") as work:
        folder = folder_of(home)
        folder.mkdir(mode=0o700, exist_ok=True)
        number = 1 + max((int(file.name[:6]) for file in folder.glob("*.ndjson")), default=0)
        file = work / "batch.ndjson"
        file.write_text("".join(lines), "utf-8")
        put(file, folder / f"{number:06d}.ndjson")


def read(home: Home) -> tuple[Decision, ...]:
    """All decisions in the order in which they were made; an error that names the file where one is damaged."""
    return tuple(decision for file in sorted(folder_of(home).glob("*.ndjson")) for decision in _read(file))


def version_of(decisions: Sequence[Decision]) -> str:
    """A hash of all decisions with who, when and why; empty when there are none.

    Not only of those in force: what a release says of its changes depends on what was decided before too.
    """
    if not decisions:
        return ""
    return hashlib.sha256("".join(map(_line, decisions)).encode()).hexdigest()[:16]


def _line(decision: Decision) -> str:
    values = asdict(decision) | {"on": decision.on.isoformat()}
    return json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n"


def _read(file: Path) -> list[Decision]:
    try:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        return [Decision(**(row | {"on": datetime.fromisoformat(row["on"])})) for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise RegisterError(
            _("Berkas putusan {file} rusak").format(file=file),
            next_step=_("Pulihkan berkas itu dari cadangan; tanpa putusan itu orang dapat tergabung lagi."),
        ) from error
