"""The answer as WHO's R package ``anthro`` gives it: ``cbind(input, anthro_zscores(...))`` with its column names."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from padan.pipeline.children.columns import numbers
from padan.rules.growth.children import (
    ARM_FOR_AGE,
    BMI_FOR_AGE,
    HEAD_FOR_AGE,
    LENGTH_FOR_AGE,
    SUBSCAPULAR_FOR_AGE,
    TRICEPS_FOR_AGE,
    WEIGHT_FOR_AGE,
    WEIGHT_FOR_LENGTH,
    Scores,
)

#: The package's word for each indicator: ``zlen`` and ``flen`` are z and flag of length-for-age.
WHO_WORDS: Final = {
    LENGTH_FOR_AGE: "len",
    WEIGHT_FOR_AGE: "wei",
    WEIGHT_FOR_LENGTH: "wfl",
    BMI_FOR_AGE: "bmi",
    HEAD_FOR_AGE: "hc",
    ARM_FOR_AGE: "ac",
    TRICEPS_FOR_AGE: "ts",
    SUBSCAPULAR_FOR_AGE: "ss",
}


def who_columns(scores: Scores) -> pa.Table:
    """``clenhei, zlen … zss, flen … fss`` of all eight indicators; NA is null, a flag 0 or 1."""
    made = {"clenhei": numbers(scores.length)}
    made |= {f"z{word}": numbers(scores.z[name]) for name, word in WHO_WORDS.items()}
    for name, word in WHO_WORDS.items():
        made[f"f{word}"] = pa.array(scores.flag[name].astype(np.int8), mask=np.isnan(scores.z[name]))
    return pa.table(made)
