"""Rows of ``visit`` as the rules of credibility take them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from padan.pipeline.assess.tables.columns import Columns, Numbers
from padan.rules.growth import credibility
from padan.rules.growth.children import Children
from padan.rules.growth.medians import medians

#: The z-scores that credibility looks at.
BELIEVED = ("length_for_age", "weight_for_age", "weight_for_length")


def credibility_visits(
    rows: Columns, children: Children, z: Mapping[str, Numbers], flag: Mapping[str, NDArray[np.bool_]]
) -> credibility.Visits:
    """The rows with their z-scores and flags, by the names of :data:`BELIEVED`; ``children`` are the same rows."""
    weight, length = medians(children)
    return credibility.Visits(
        child=rows.codes("person_id"),
        day=rows.ordinals("measured_on"),
        sex=children.sex,
        age_days=rows.numbers("age_days"),
        weight=rows.numbers("weight"),
        length=rows.numbers("length"),
        position=np.asarray(children.position, np.int8),
        z={name: z[name] for name in BELIEVED},
        flag={name: flag[name] for name in BELIEVED},
        median_weight=weight,
        median_length=length,
    )
