"""Learning the weights of the evidence between encoded rows, from pairs whose truth is known."""

from __future__ import annotations

import hashlib
import json

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from padan.pipeline.encode.evidence import LADDERS
from padan.pipeline.encode.model import Floats, Levels

#: Pull of the weights towards 0, in pairs: a level seen in fewer pairs than this hardly counts.
_PULL = 1.0


def learn(found: Levels, same: NDArray[np.bool_]) -> dict:
    """Weights from pairs whose truth is known (``same``): logistic regression on the levels, as written to the file.

    The first level of each ladder says nothing and weighs 0. Unlike shares multiplied as if independent, the weights
    are right for pairs that keys brought together, so the probabilities need no further calibration.
    """
    sizes = [len(ladder) for ladder in LADDERS.values()]
    shift = np.cumsum([0, *sizes])
    places = np.stack([at + start for at, start in zip(found.values(), shift[:-1], strict=True)], axis=1)
    silent = shift[:-1]

    def loss(at: Floats) -> tuple[float, Floats]:
        bits = at[-1] + at[:-1][places].sum(axis=1)
        error = expit(bits) - same
        slope = np.append(np.bincount(places.ravel(), np.repeat(error, places.shape[1]), shift[-1]), error.sum())
        slope[:-1] += 2 * _PULL * at[:-1]
        slope[silent] = 0.0
        value = np.logaddexp(0, np.where(same, -bits, bits)).sum() + _PULL * (at[:-1] ** 2).sum()
        return float(value), slope

    best = minimize(loss, np.zeros(shift[-1] + 1), jac=True, method="L-BFGS-B").x / np.log(2)
    weights = {
        name: {level: round(float(best[start + i]), 4) for i, level in enumerate(ladder)}
        for (name, ladder), start in zip(LADDERS.items(), shift[:-1], strict=True)
    }
    decides = {"prior": round(float(best[-1]), 4), "weights": weights}
    name = hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:10]
    return {"version": f"encoded-1-{name}", **decides}
