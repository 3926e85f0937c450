"""The tables ``growth`` and ``growth_state``: every measurement judged, and how each child stands."""

from __future__ import annotations

from functools import cache
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from padan.contracts import assessed
from padan.pipeline.assess.tables.believing import credibility_visits
from padan.pipeline.assess.tables.columns import (
    Columns,
    date_array,
    keep,
    list_array,
    put,
    whole_array,
    word_array,
)
from padan.pipeline.children.columns import children_of, numbers
from padan.pipeline.engine import statements
from padan.reference.codes import code_list
from padan.reference.growth_classes import growth_classes
from padan.reference.who import VelocityTables
from padan.rules.growth import ages, classes, credibility, following
from padan.rules.growth.answer import Answer
from padan.rules.growth.children import ARM_FOR_AGE, HEAD_FOR_AGE, LENGTH_FOR_AGE, MAIN, Children, Scores
from padan.rules.growth.credibility import Cause
from padan.rules.growth.following import Following, Gain, Ground, Recovery
from padan.rules.growth.following.codes import LINED
from padan.rules.growth.missing import Missing
from padan.rules.growth.zscores import zscores

SCORED = (*MAIN, HEAD_FOR_AGE, ARM_FOR_AGE)
#: Letters of the posyandu's register.
LETTERS = {Gain.UNKNOWN: None, Gain.NEW: "B", Gain.NOT_WEIGHED_BEFORE: "O", Gain.GAINED: "N", Gain.NOT_GAINED: "T"}
#: What a class of length-for-age in a file can mean that denies stunting.
NOT_STUNTED = ("normal", "tall")


def make_growth(con: duckdb.DuckDBPyConnection, velocity: VelocityTables) -> None:
    """Make ``growth``, ``growth_state`` and ``finding_mask`` (measurement and its causes of doubt) from ``visit``."""
    visits = Columns(con, "SELECT * FROM visit ORDER BY measurement_id")
    children = children_of(visits.table)
    scores = zscores(children, SCORED)
    found = classes.axes(scores, children)
    history = np.flatnonzero(visits.flags("counts"))
    followed = _follow(visits, children, scores, history, velocity)
    doubts = credibility.findings(credibility_visits(visits, children, scores.z, scores.flag))
    put(
        con,
        assessed.GROWTH,
        {
            **{name: visits[name] for name in ("measurement_id", "person_id", "measured_on", "counts", "age_days")},
            "age_months": whole_array(ages.full_months(visits.days("birth_date"), visits.days("measured_on"))),
            "length": numbers(scores.length),
            **{name: numbers(scores.z[name]) for name in SCORED},
            "flagged": list_array(scores.flag, len(visits)),
            "why_unknown": word_array(
                scores.missing[LENGTH_FOR_AGE], [None, *(reason.name.lower() for reason in Missing if reason)]
            ),
            **_axes(found),
            **_permenkes(scores, children),
            "arm_class": _arm_class(children),
            **_followed(followed, history, len(visits)),
            "doubt": word_array(doubts.likely, [None, *(cause.name.lower() for cause in Cause if cause)]),
            "doubt_weight": numbers(doubts.weight),
            "doubt_length": numbers(doubts.length),
            "label_hides": _label_hides(visits, found),
        },
    )
    keep(con, "finding_mask", pa.table({"measurement_id": visits["measurement_id"], "mask": doubts.mask}))
    keep(con, "child_state", _states(visits, followed, history))
    con.execute(statements(__package__, "growth_state"))


def _follow(
    visits: Columns, children: Children, scores: Scores, history: NDArray[np.int64], velocity: VelocityTables
) -> Following:
    return following.follow(
        following.Visits(
            child=visits.codes("person_id")[history],
            day=visits.ordinals("measured_on")[history],
            age_days=visits.numbers("age_days")[history],
            sex=np.asarray(children.sex, np.int8)[history],
            weight=visits.numbers("weight")[history],
            length=scores.length[history],
            z={name: scores.z[name][history] for name in LINED},
            flag={name: scores.flag[name][history] for name in LINED},
        ),
        velocity,
    )


def _axes(found: dict[str, classes.Classes]) -> dict[str, pa.Array]:
    words = growth_classes(classes.AXES)
    return {
        name: word_array(found[axis].code, ["unknown", *(kind.key for kind in words[axis])])
        for axis, name in classes.AXIS_WORDS.items()
    }


def _permenkes(scores: Scores, children: Children) -> dict[str, pa.Array]:
    words = growth_classes(classes.PERMENKES_0_5)
    found = classes.permenkes(scores, children)
    return {
        f"{index}_class": word_array(found[index].code, [None, *(kind.key for kind in words[index])])
        for index in assessed.INDICES
    }


def _arm_class(children: Children) -> pa.Array:
    kinds = growth_classes(classes.ARM)["arm"]
    return word_array(classes.arm_classes(children).code, [None, *(kind.key for kind in kinds)])


def _label_hides(visits: Columns, found: dict[str, classes.Classes]) -> pa.Array:
    """Where the file's own class, in whatever words its source has for it, denies a stunting that was computed."""
    stunted = classes.affected(classes.STUNTING, found[classes.STUNTING]) == Answer.YES
    words = code_list("height_for_age")
    meant = cache(words.meaning)
    said = [
        meant(source or "", label) in NOT_STUNTED if label else False
        for source, label in zip(visits.texts("source"), visits.texts("claimed_height_for_age"), strict=True)
    ]
    return pa.array(stunted & np.array(said, np.bool_))


def _followed(followed: Following, history: NDArray[np.int64], rows: int) -> dict[str, pa.Array]:
    """Growth over time as columns of every row; rows that take no part in a history have nothing there."""

    def spread(values: NDArray[Any], empty: Any) -> NDArray[Any]:
        column = np.full(rows, empty, np.asarray(values).dtype)
        column[history] = values
        return column

    gain = followed.gain
    return {
        "gain": word_array(spread(gain.status, 0), [LETTERS[code] for code in sorted(Gain)]),
        "gain_grams": whole_array(spread(gain.grams, np.nan)),
        "gain_needed": whole_array(np.ceil(spread(gain.least, np.nan))),
        "twice_not_gained": pa.array(spread(gain.failures, 0) >= 2, mask=spread(gain.status, 0) == Gain.UNKNOWN),
        "below_red_line": pa.array(
            spread(gain.below_red, 0) == Answer.YES, mask=spread(gain.below_red, 0) == Answer.UNKNOWN
        ),
        "weight_change": numbers(np.round(spread(followed.pace["weight"].z, np.nan), 2)),
        "length_change": numbers(np.round(spread(followed.pace["length"].z, np.nan), 2)),
        "faltering": _grounds(spread(followed.faltering.grounds, 0)),
    }


def _grounds(mask: NDArray[np.int64]) -> pa.Array:
    return list_array({str(ground.name).lower(): (mask & ground) != 0 for ground in Ground}, len(mask))


def _states(visits: Columns, followed: Following, history: NDArray[np.int64]) -> pa.Table:
    """One row a child: which of its measurements tell how it stands, and what its history says."""
    ids, latest = visits["measurement_id"].combine_chunks(), followed.latest
    stunted, wasted = (followed.spells[name] for name in ("stunted", "wasted"))
    last, measured = history[latest.last], history[latest.measured]
    now = followed.latest.last
    affected = stunted.state[now] == Answer.YES
    return pa.table(
        {
            "measurement_id": ids.take(pa.array(np.where(latest.measured >= 0, measured, last))),
            "last_id": ids.take(pa.array(last)),
            "measured_times": whole_array(latest.visits),
            "stunted_since": date_array(np.where(affected, stunted.since_day[now], 0)),
            "days_stunted": whole_array(stunted.days[now]),
            "recovered": list_array(
                {
                    name: spell.recovery[now] == Recovery.RECOVERED
                    for name, spell in (("stunted", stunted), ("wasted", wasted))
                },
                len(now),
            ),
        }
    )
