"""The weights of the evidence, learned once and shipped as data.

A release never trains: the same files must give the same register. ``train`` makes the data anew.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.link.evidence import COMPARISONS


@dataclass(frozen=True)
class Model:
    """``prior`` is the log2 odds that two compared records are one person before any evidence;
    ``weights[comparison][level]`` the evidence in bits; ``same_name_chance`` how often strangers share a name,
    on average, which a rare or common name shifts."""

    version: str
    prior: float
    weights: dict[str, dict[str, float]]
    same_name_chance: float

    def __post_init__(self) -> None:
        for comparison in COMPARISONS:
            missing = {level.code for level in comparison.levels} - set(self.weights.get(comparison.name, {}))
            if missing:
                # A level without a weight would count as no evidence and nobody would notice.
                raise RegisterError(
                    _("Model penautan tidak punya bobot untuk {levels}").format(levels=sorted(missing)),
                    next_step=_("Latih ulang modelnya dengan `python -m padan.pipeline.link.train`."),
                )

    def probability(self, weight: float) -> float:
        """The probability that goes with a weight in bits."""
        return 1 / (1 + 2**-weight) if weight > -60 else 0.0


def weight_of(probability: float) -> float:
    """The weight in bits that goes with a probability strictly between 0 and 1."""
    return math.log2(probability / (1 - probability))


@cache
def shipped() -> Model:
    """The model that comes with Padan."""
    return _parse(resources.files(__package__).joinpath("model.json").read_text("utf-8"))


def load(path: Path) -> Model:
    """A model trained elsewhere."""
    return _parse(path.read_text("utf-8"))


def _parse(text: str) -> Model:
    data = json.loads(text)
    return Model(data["version"], data["prior"], data["weights"], data["same_name_chance"])
