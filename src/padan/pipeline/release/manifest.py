"""What a release says of itself: from which files, by which versions, how many rows, with which hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.receive import Receipt

NAME = "manifest.json"

#: Raised whenever the same inputs could give another result, so that an old release is not taken for a new one.
PIPELINE_VERSION = 6


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of one release. ``tables`` maps a table to its rows, ``hashes`` a file to its SHA-256.

    ``ledger`` is the number of the ledger's file up to which its ids are written down, ``decisions`` how many decisions
    of people were known.
    """

    release_id: str
    as_of: date
    pipeline_version: int
    model_version: str
    inputs: tuple[dict[str, str | int], ...]
    tables: dict[str, int]
    hashes: dict[str, str]
    linking: dict[str, int]
    ledger: int = 0
    decisions: int = 0

    def write(self, folder: Path) -> None:
        """Write it into ``folder``; the same manifest gives the same bytes."""
        text = json.dumps(asdict(self), default=str, indent=1, sort_keys=True, ensure_ascii=False)
        (folder / NAME).write_text(text + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the release in ``folder``; an error when it is damaged."""
    try:
        values = json.loads((folder / NAME).read_text("utf-8"))
        values["as_of"] = date.fromisoformat(values["as_of"])
        values["inputs"] = tuple(values["inputs"])
        return Manifest(**values)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise RegisterError(
            _("Rilis {name} rusak").format(name=folder.name), next_step=_("Jalankan `padan release` lagi.")
        ) from error


def release_id(
    receipts: Sequence[Receipt],
    as_of: date,
    model_version: str,
    regency: str | None,
    velocity: str,
    decisions: str = "",
) -> str:
    """The name of the release that these inputs give: the day and a hash of everything that decides the result.

    ``decisions`` is the version of what people decided (``padan.pipeline.decisions.version_of``).
    """
    parts = [str(PIPELINE_VERSION), model_version, as_of.isoformat(), regency or "", velocity, decisions]
    parts += [
        f"{r.sha256} {r.file} {r.true_at} {r.received_at} {r.received_by} {r.village_code} {r.source}"
        + "".join(f" {code}" for code in r.within)
        for r in receipts
    ]
    return f"{as_of.isoformat()}-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:10]}"


def inputs_of(receipts: Sequence[Receipt]) -> tuple[dict[str, str | int], ...]:
    """What the manifest says of the received files."""
    return tuple(
        {
            "file": r.file,
            "sha256": r.sha256,
            "source": r.source,
            "rows_in": r.rows_in,
            "rows_accepted": r.rows_accepted,
            "rows_rejected": r.rows_rejected,
        }
        for r in receipts
    )
