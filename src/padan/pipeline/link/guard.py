"""Whether a learned model can be believed: what holds of any lists of people, and agreement with the shipped model.

Training without labels can go wrong quietly: too few pairs, a column that means something else, a list of strangers.
Each rule below would have caught such a training; a model that breaks one is refused and the reason is told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.kernel.texts import _
from padan.pipeline.link.keys import Candidates
from padan.pipeline.link.model import Model, weight_of
from padan.pipeline.link.people import People
from padan.pipeline.link.scoring import score

#: Levels of which the first always speaks more for one person than the second, by comparison.
_ORDERED = (
    ("identity", "same_nik_proved", "slip_same_date"),
    ("identity", "slip_same_date", "differ_differ"),
    ("identity", "no_nik_same_date", "no_nik_near_date"),
    ("identity", "no_nik_near_date", "else"),
    ("household", "same_kk_kin", "no_kin"),
    ("household", "same_kin_village", "else"),
    ("name", "same", "similar"),
    ("name", "similar", "else"),
    ("sex", "same", "else"),
)

#: Bits by which the order may be turned about where a level hardly ever occurs.
TOLERATED = 2.0

#: Shares of one person's records that lists of people keep to: (least, most) that agree outright.
_BOUNDS = {"sex": ("same", 0.85, 1.0), "name": ("same", 0.25, 1.0)}

#: Of the pairs that both models compare, this share is judged alike by both, and no more of them joined than this
#: multiple (either way).
LEAST_AGREEMENT, MOST_TIMES = 0.9, 2.0

#: Pairs on which the two models are held against each other.
_COMPARED = 100_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a model breaks, in words."""

    text: str


def faults(model: Model, shipped: Model, people: People, candidates: Candidates, threshold: float) -> tuple[Fault, ...]:
    """What speaks against a model learned on these records; nothing when it can be believed. ``candidates``: the pairs
    of them that are worth comparing."""
    return (*_by_itself(model), *_beside(model, shipped, people, candidates, threshold))


def _by_itself(model: Model) -> list[Fault]:
    found = []
    for comparison, more, less in _ORDERED:
        weights = model.weights[comparison]
        if weights[more] < weights[less] - TOLERATED:
            found.append(Fault(_("{more} menimbang tidak lebih berat daripada {less}").format(more=more, less=less)))
    for comparison, (level, least, most) in _BOUNDS.items():
        share = model.shares[comparison].get(level, 0.0)
        if not least <= share <= most:
            found.append(
                Fault(_("{name} sama pada {share:.0%} catatan satu orang").format(name=comparison, share=share))
            )
    if not -40 < model.prior < -3:
        found.append(Fault(_("peluang awal {prior} bit tidak masuk akal").format(prior=model.prior)))
    return found


def _beside(model: Model, shipped: Model, people: People, candidates: Candidates, threshold: float) -> list[Fault]:
    l, r = candidates.some(_COMPARED)  # noqa: E741
    left, right = people.take(l), people.take(r)
    ours, theirs = (
        score(left, right, each.of_size(len(people))).weight >= weight_of(threshold) for each in (model, shipped)
    )
    if not ours.any() and not theirs.any():
        return []
    found = []
    agreement = float(np.mean(ours == theirs))
    if agreement < LEAST_AGREEMENT:
        found.append(Fault(_("hanya {share:.0%} pasangan dinilai seperti oleh model bawaan").format(share=agreement)))
    times = (ours.sum() + 1) / (theirs.sum() + 1)
    if not 1 / MOST_TIMES <= times <= MOST_TIMES:
        found.append(Fault(_("menggabung {times:.1f} kali sebanyak model bawaan").format(times=times)))
    return found
