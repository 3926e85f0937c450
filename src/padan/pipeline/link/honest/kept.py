"""Clerical samples that were drawn, kept beside the ledger: what an answer tells depends on its pair's chance.

ledger/samples/000001.json   one sample: its release, and each pair with its stratum, fraction, band and weight
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.home import Home, put


@dataclass(frozen=True, slots=True)
class Asked:
    """One drawn pair: weight in bits, calibrated probability, stratum, share of the stratum drawn, and band."""

    record_a: str
    record_b: str
    weight: float
    probability: float
    stratum: str
    fraction: float
    band: int

    @property
    def pair(self) -> tuple[str, str]:
        """The two records."""
        return self.record_a, self.record_b


@dataclass(frozen=True, slots=True)
class Sample:
    """One drawing from one release; ``number`` tells it from the others of the register."""

    number: int
    release: str
    model: str
    asked: tuple[Asked, ...]


def keep(home: Home, release: str, model: str, asked: Sequence[Asked]) -> Sample:
    """Write a sample down under the next number."""
    home.make()
    with home.lock("samples"), home.workspace("samples") as work:
        folder = _folder(home)
        folder.mkdir(mode=0o700, exist_ok=True)
        sample = Sample(1 + max((s.number for s in kept(home)), default=0), release, model, tuple(asked))
        file = work / "sample.json"
        file.write_text(json.dumps(asdict(sample), ensure_ascii=False) + "\n", "utf-8")
        put(file, folder / f"{sample.number:06d}.json")
    return sample


def kept(home: Home) -> tuple[Sample, ...]:
    """All samples drawn so far; an error that names the file where one is damaged."""
    return tuple(_read(file) for file in sorted(_folder(home).glob("*.json")))


def _folder(home: Home) -> Path:
    return home.ledger / "samples"


def _read(file: Path) -> Sample:
    try:
        data = json.loads(file.read_text("utf-8"))
        return Sample(data["number"], data["release"], data["model"], tuple(Asked(**each) for each in data["asked"]))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise RegisterError(
            _("Berkas contoh {file} rusak").format(file=file),
            next_step=_("Pulihkan berkas itu dari cadangan; tanpa itu jawabannya tidak dapat ditimbang."),
        ) from error
