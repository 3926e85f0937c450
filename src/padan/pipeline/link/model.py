"""The weights of the evidence, learned without labels and kept as data.

A release never trains by itself: the same files and the same model give the same register. ``train`` makes a model.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.link.people import Hashes, hashes_of

#: Lists of fewer records are weighed like lists of so many.
FEWEST = 2_000

#: Log2 odds that two records that both speak of one household are one member's, not two members': a household has
#: about four (SUSENAS 2023: 3.7 in East Kalimantan), so for one pair of the same member there are three others.
OF_ONE_HOUSEHOLD = -1.6

#: Below this a share is a guess of the sample, not a finding; the weight is bounded instead of unbounded.
LEAST_SHARE = 1e-4


@dataclass(frozen=True)
class Model:
    """``prior`` is the log2 odds that two records are one person before any evidence, and ``lists`` what is
    added to it for the two lists that they stand in (``"dtsen|krs"``, in the order of the alphabet);
    ``weights[comparison][level]`` the evidence in bits; ``shares`` how often one person's records agree so;
    ``frequencies`` how common names are; ``household`` the log2 odds that two records of one household are one
    member's."""

    version: str
    prior: float
    weights: Mapping[str, Mapping[str, float]]
    shares: Mapping[str, Mapping[str, float]]
    lists: Mapping[str, float] = field(default_factory=dict)
    frequencies: Frequencies = field(default_factory=lambda: Frequencies({}, {}, 0))
    household: float = OF_ONE_HOUSEHOLD

    def __post_init__(self) -> None:
        for comparison in COMPARISONS:
            missing = {level.code for level in comparison.levels} - set(self.weights.get(comparison.name, {}))
            if missing:
                # A level without a weight would count as no evidence and nobody would notice.
                raise RegisterError(
                    _("Model penautan tidak punya bobot untuk {levels}").format(levels=sorted(missing)),
                    next_step=_("Latih ulang modelnya dengan `padan train`."),
                )

    @property
    def usual_surprise(self) -> float:
        """The surprise of a shared name at which the weights of the levels hold as they are."""
        return self.frequencies.usual

    def of_size(self, records: int) -> Model:
        """The model for so many records: the more records, the seldomer two of them are one person's.

        In whole bits, so that a record more or less moves nothing.
        """
        steps = round(math.log2(max(self.frequencies.records, FEWEST) / max(records, FEWEST)))
        return replace(self, prior=self.prior + steps) if steps else self

    def between_lists(self, a: Hashes, b: Hashes) -> NDArray[np.float64]:
        """What the lists of the two records add to the prior, from the hashes of their names."""
        pairs, bits = _between(tuple(self.lists.items()))
        if len(pairs) == 0:
            return np.zeros(len(a))
        both = a + b  # the sum is the same whichever comes first
        at = np.minimum(np.searchsorted(pairs, both), len(pairs) - 1)
        return np.where(pairs[at] == both, bits[at], 0.0)

    def probability(self, weight: float) -> float:
        """The probability that goes with a weight in bits."""
        return 1 / (1 + 2**-weight) if weight > -60 else 0.0

    def as_dict(self) -> dict:
        """The model as it is written to a file."""
        names = self.frequencies
        return {
            "version": self.version,
            "prior": self.prior,
            "weights": {name: dict(levels) for name, levels in self.weights.items()},
            "shares": {name: dict(levels) for name, levels in self.shares.items()},
            "lists": dict(self.lists),
            "household": self.household,
            "frequencies": {"records": names.records, "names": dict(names.names), "words": dict(names.words)},
        }


@cache
def _between(lists: tuple[tuple[str, float], ...]) -> tuple[Hashes, NDArray[np.float64]]:
    """The bits of pairs of lists by the sum of their names' hashes; models of all sizes say the same."""
    names = [pair.split("|") for pair, _bits in lists]
    sums = hashes_of([a for a, _b in names]) + hashes_of([b for _a, b in names])
    order = np.argsort(sums)
    return sums[order], np.array([bits for _pair, bits in lists])[order]


def weight_of(probability: float) -> float:
    """The weight in bits that goes with a probability strictly between 0 and 1."""
    return math.log2(probability / (1 - probability))


@cache
def shipped() -> Model:
    """The model that comes with Padan."""
    return parse(json.loads(resources.files(__package__).joinpath("model.json").read_text("utf-8")))


def load(path: Path) -> Model:
    """A model trained elsewhere; an error that says so when the file is none."""
    try:
        return parse(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterError(
            _("Berkas model {file} tidak terbaca").format(file=path),
            next_step=_("Sebutkan berkas yang ditulis oleh `padan train`."),
        ) from error


def save(path: Path, model: Model) -> None:
    """Write a model to a file; the same one gives the same bytes."""
    path.write_text(json.dumps(model.as_dict(), indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


def parse(data: dict) -> Model:
    """A model from what :meth:`Model.as_dict` gave."""
    names = data["frequencies"]
    frequencies = Frequencies(names["names"], names["words"], names["records"])
    return Model(
        data["version"],
        data["prior"],
        data["weights"],
        data["shares"],
        data["lists"],
        frequencies,
        data.get("household", OF_ONE_HOUSEHOLD),
    )
