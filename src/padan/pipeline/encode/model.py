"""The weights of the evidence between encoded rows: the form of the clear model, learned on the encoded ladders."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.encode.evidence import LADDERS

Levels = dict[str, NDArray[np.int8]]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class EncodedModel:
    """``prior``: log2 odds that two compared rows are one person before any evidence; ``weights``: bits by level."""

    version: str
    prior: float
    weights: dict[str, dict[str, float]]

    def __post_init__(self) -> None:
        missing = [
            f"{name}.{level}"
            for name, ladder in LADDERS.items()
            for level in ladder
            if level not in self.weights.get(name, {})
        ]
        if missing:
            raise RegisterError(
                _("Model penautan tidak punya bobot untuk {levels}").format(levels=", ".join(missing)),
                next_step=_("Pasang lagi Padan, atau latih ulang modelnya."),
            )

    def weigh(self, found: Levels) -> tuple[Floats, Floats]:
        """The bits of each pair, and of them those by name."""
        by = {name: np.array([self.weights[name][v] for v in LADDERS[name]])[at] for name, at in found.items()}
        return self.prior + np.sum([*by.values()], axis=0), by["name"]


@cache
def shipped() -> EncodedModel:
    """The model that comes with Padan."""
    told = json.loads(resources.files(__package__).joinpath("model.json").read_text("utf-8"))
    return EncodedModel(told["version"], told["prior"], told["weights"])
