"""By which weights a register is linked: those that were learned on its own lists, else those that come with Padan.

A learned model belongs to the ledger, since a rebuild must link by it again; each release also holds the one that
linked it, so that it can be explained for ever.
"""

from __future__ import annotations

from pathlib import Path

from padan.pipeline.home import Home, put
from padan.pipeline.link.honest import calibration
from padan.pipeline.link.honest.calibration import Calibration
from padan.pipeline.link.model import Model, load, save, shipped

#: The model's file within a release, and that of what its weights are worth.
NAME = "model.json"
CALIBRATION = "calibration.json"


def model_in_force(home: Home) -> Model:
    """The newest model that was learned on this register; the shipped one when there is none."""
    kept = sorted(_folder(home).glob("*.json"))
    return load(kept[-1]) if kept else shipped()


def keep_model(home: Home, model: Model) -> Path:
    """Put a model in force for the releases to come; the same one twice changes nothing."""
    folder = _folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    if model_in_force(home).version == model.version:
        return sorted(folder.glob("*.json"))[-1] if any(folder.glob("*.json")) else folder
    number = 1 + max((int(file.name[:4]) for file in folder.glob("*.json")), default=0)
    with home.workspace("model") as work:
        save(work / NAME, model)
        target = folder / f"{number:04d}-{model.version}.json"
        put(work / NAME, target)
    return target


def model_of(release: Path) -> Model:
    """The model that linked the release in this folder."""
    return load(release / NAME)


def calibration_of(release: Path) -> Calibration:
    """The calibration by which the release in this folder tells probabilities."""
    return calibration.load(release / CALIBRATION)


def _folder(home: Home) -> Path:
    return home.ledger / "models"
