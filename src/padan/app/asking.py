"""The questions of a release, from the pipeline's pairs to the office's queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from padan.app.sampling import drawn_sample
from padan.office.accounts.queries import Account
from padan.office.reviews import queries as reviews
from padan.office.reviews.asking import Asked, ask_about
from padan.office.reviews.question import Drawn, Question
from padan.pipeline.home import Home
from padan.pipeline.link.honest.curve import Numbers
from padan.pipeline.link.honest.kept import Sample
from padan.pipeline.link.honest.reading import Pairs, read_pairs
from padan.pipeline.release import read_manifest
from padan.pipeline.release.models import calibration_of
from padan.reports.doubtful import Doubtful, doubtful, of_pairs, places_in_queue, ranked
from padan.reports.question_facts import facts_of

#: So many pairs of the clerical sample are open at a time: as many answers as a recalibration needs.
SAMPLE: Final = 200


def ask_people(
    home: Home, release: str, *, by: Account | None, on: datetime, regency: str, sample: int = SAMPLE
) -> Asked:
    """Ask people about the doubtful pairs of a release, by its name, and about a sample of all; what is asked already
    stays. For the one that is in force: it withdraws what that one does not ask. RegisterError where it is damaged."""
    folder = home.releases / release
    manifest = read_manifest(folder)
    pairs = read_pairs(folder)
    probability = calibration_of(folder).probability(pairs.weight, pairs.joined)
    known = reviews.known()
    open_sample = {(each.record_a, each.record_b) for each in known if each.sampled}
    drawn = drawn_sample(
        home, release, manifest.model_version, pairs, probability, sample - len(open_sample),
        [(each.record_a, each.record_b) for each in known],
    ) if len(open_sample) < sample else None  # fmt: skip
    doubts = _all_of(pairs, probability, known, open_sample, drawn)
    return ask_about(
        release, manifest.model_version, _questions(folder, pairs, probability, doubts, open_sample, drawn, regency),
        by=by, on=on,
    )  # fmt: skip


def _all_of(
    pairs: Pairs, probability: Numbers, known: Sequence[reviews.Known], open_sample: set[tuple[str, str]],
    drawn: Sample | None,
) -> list[Doubtful]:  # fmt: skip
    """The pairs of the sample, those drawn before and now, and the doubtful ones."""
    newly = [each.pair for each in drawn.asked] if drawn else []
    asked = [(each.record_a, each.record_b) for each in known]
    same = [(each.record_a, each.record_b) for each in known if each.verdict == "same"]
    wanted = open_sample | set(newly)
    ends = zip(pairs.record_a, pairs.record_b, strict=True)
    at = [number for number, pair in enumerate(ends) if pair in wanted]
    sampled = of_pairs(pairs, probability, at)
    found = {each.at: each for each in (*sampled, *doubtful(pairs, probability, [*asked, *newly], same))}
    return list(found.values())


def _questions(
    folder: Path, pairs: Pairs, probability: Numbers, doubts: Sequence[Doubtful], open_sample: set[tuple[str, str]],
    drawn: Sample | None, regency: str,
) -> Iterator[Question]:  # fmt: skip
    """The questions in words of the office, each with its place in the queue."""
    new = {each.pair: each for each in drawn.asked} if drawn else {}
    asked = [(str(pairs.record_a[each.at]), str(pairs.record_b[each.at])) for each in doubts]
    facts = list(facts_of(folder, asked, doubts, regency))
    worth = [doubt.cost * found.people for doubt, found in zip(doubts, facts, strict=True)]
    rank = ranked(asked)
    places = places_in_queue(worth, [pair in new or pair in open_sample for pair in asked], rank)
    # Numbers are given in the order of writing: they must not tell which questions are of the sample.
    for number in sorted(range(len(asked)), key=lambda number: rank[number]):
        doubt, found, chance = doubts[number], facts[number], new.get(asked[number])
        yield Question(
            *asked[number], found.area_a, found.area_b, float(pairs.weight[doubt.at]), float(probability[doubt.at]),
            bool(pairs.joined[doubt.at]), worth[number], found.people, found.records, found.growth, found.digest,
            found.shown, places[number],
            None if chance is None or drawn is None
            else Drawn(drawn.number, chance.stratum, chance.fraction, chance.band),
        )  # fmt: skip
