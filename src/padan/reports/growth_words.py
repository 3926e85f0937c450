"""How a child grows, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padan.kernel.texts import _, language
from padan.kernel.writing import day, decimal
from padan.pipeline.release.velocity import velocity_in_force
from padan.reference.growth_classes import growth_classes
from padan.reports.register import Row
from padan.rules.growth import classes, credibility
from padan.rules.growth.credibility import Cause
from padan.rules.growth.following import Following, Visits, follow
from padan.rules.growth.following.codes import LINED
from padan.rules.growth.following.wording import visit_words

_NAN = float("nan")


def class_words(state: Row) -> list[str]:
    """What a row of the table ``growth_state`` calls the child: one sentence for each axis that is not well."""
    said = []
    for column, axis in (("stunted", "stunting"), ("wasted", "wasting"), ("overweight", "overweight")):
        found = next((kind for kind in growth_classes(classes.AXES)[axis] if kind.key == state[column]), None)
        if found is not None and found.key != "none":
            indicator = classes.AXIS_INDICATORS[axis]
            said.append(
                _("{name} pada {day}: {z} SD.").format(
                    name=found.name(language()), day=day(state["measured_on"]), z=decimal(state[indicator], 2)
                )
            )
    if not said and state["stunted"] == "none":
        said.append(_("Tidak stunting pada {day}.").format(day=day(state["measured_on"])))
    return said


def followed_words(history: Sequence[Row], sex: str | None) -> tuple[str, ...]:
    """What a child's history says of its last visit. ``history`` are rows of ``growth`` with the ``weight`` of their
    measurements that count, one a day, the oldest first."""
    return visit_words(_following(history, sex), len(history) - 1)


def _following(history: Sequence[Row], sex: str | None) -> Following:
    """The child's history by the same rule as down the release's columns, so that every word can be given."""

    def numbers(name: str) -> np.ndarray:
        return np.array([_NAN if row[name] is None else row[name] for row in history], np.float64)

    visits = Visits(
        child=np.zeros(len(history), np.int64),
        day=np.array([row["measured_on"].toordinal() for row in history], np.int64),
        age_days=numbers("age_days"),
        sex=np.full(len(history), {"L": 1, "P": 2}.get(sex or "", 0), np.int8),
        weight=numbers("weight"),
        length=numbers("length"),
        z={name: numbers(name) for name in LINED},
        flag={name: np.array([name in row["flagged"] for row in history]) for name in LINED},
    )
    return follow(visits, velocity_in_force())


def ground_names(grounds: Sequence[str]) -> list[str]:
    """The grounds on which growth falters, as a list of children names them."""
    names = {
        "length_fell": _("panjang badan turun terhadap kurva"),
        "length_slow": _("panjang badan bertambah terlalu lambat"),
        "weight_slow": _("berat badan bertambah terlalu lambat"),
        "not_gained_again": _("berat tidak naik dua kali atau lebih (2T)"),
        "weight_lines": _("berat turun melewati garis pertumbuhan"),
    }
    return [names[each] for each in grounds]


def doubt_words(found: Sequence[Row]) -> list[str]:
    """What is hard to believe in a child's measurements, and what was likely meant; rows as in :func:`followed_words`,
    whether they count or not."""
    return [
        f"{day(row['measured_on'])}: "
        + credibility.sentence(
            Cause[row["doubt"].upper()],
            _NAN if row["doubt_weight"] is None else row["doubt_weight"],
            _NAN if row["doubt_length"] is None else row["doubt_length"],
        )
        for row in found
        if row["doubt"]
    ]
