"""A file to receive, and what is said of it; kept beside the raw file, so that a register can be rebuilt from those."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.kernel.scope import VILLAGE_LETTERS
from padan.kernel.texts import _


@dataclass(frozen=True, slots=True)
class Request:
    """A file to receive and what its sender says of it. ``file`` is the name that it came under, where that is
    no longer its name. ``within``: the regions (Kemendagri codes) whose rows the sender may bring; empty: all."""

    path: Path
    received_at: date
    source: str | None = None
    village: str | None = None
    true_at: date | None = None
    received_by: str | None = None
    file: str | None = None
    within: tuple[str, ...] = ()

    @property
    def named(self) -> Path:
        """The name that the file came under: it may say the village and the day."""
        return Path(self.file or self.path.name)

    @property
    def only_village(self) -> str | None:
        """The village of a sender who may bring rows of one only."""
        return self.within[0] if len(self.within) == 1 and len(self.within[0]) == VILLAGE_LETTERS else None


def slip_of(folder: Path, digest: str) -> Path:
    """Where the slip of a raw file lies; hidden, because it is not a file to receive."""
    return folder / f".{digest}.json"


def write_slip(request: Request, target: Path) -> None:
    """Write down what was said of the file."""
    said = {
        "file": request.named.name,
        "received_at": request.received_at.isoformat(),
        "received_by": request.received_by,
        "source": request.source,
        "village": request.village,
        "true_at": request.true_at.isoformat() if request.true_at else None,
        "within": request.within,
    }
    target.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", "utf-8")


def remembered(request: Request, digest: str) -> Request:
    """The request as it first was, when ``path`` is a raw file of a register with its slip; else as it is."""
    slip = slip_of(request.path.parent, digest)
    if request.path.stem != digest or not slip.is_file():
        return request
    try:
        said = json.loads(slip.read_text("utf-8"))
        return replace(
            request,
            file=said["file"],
            received_at=date.fromisoformat(said["received_at"]),
            received_by=said["received_by"],
            source=request.source or said["source"],
            village=request.village or said["village"],
            true_at=request.true_at or (date.fromisoformat(said["true_at"]) if said["true_at"] else None),
            # Slips written before senders had a limit say nothing of one.
            within=request.within or tuple(said.get("within", ())),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterError(
            _("Catatan {file} di folder received rusak").format(file=slip.name),
            next_step=_("Hapus catatan itu dan terima berkasnya lagi dengan nama aslinya."),
        ) from error
