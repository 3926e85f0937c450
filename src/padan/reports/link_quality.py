"""How good the links of a release are, by pairs of lists: from what people answered to the clerical sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from padan.pipeline.decisions import Decision, read
from padan.pipeline.home import Home
from padan.pipeline.link.honest.answers import answers_of, judged_as, told_of
from padan.pipeline.link.honest.calibration import LEAST_DECISIONS, recalibrated, shipped
from padan.pipeline.link.honest.estimates import Quality, quality
from padan.pipeline.link.honest.reading import read_pairs

#: The answer to a sampled pair: both records, one person or not, the share of its stratum drawn, and its band.
Answer = tuple[str, str, bool, float, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the sample says: all lists first, then each pair of them; from how many ``judged`` pairs, and whether they
    are enough (``least``) to bend the curve of probabilities."""

    found: tuple[Quality, ...]
    judged: int
    least: int


def measured(folder: Path, answers: Iterable[Answer], decided: Sequence[Decision] = ()) -> Measured:
    """The figures for the release in ``folder``. ``answers`` are the office's own; ``decided``: all decisions in the
    register's folder, of which the answers to samples count where the office has none."""
    pairs = read_pairs(folder)
    told = told_of(decided) | {(a, b): (same, fraction, band) for a, b, same, fraction, band in answers}
    judged = judged_as(pairs, told)
    calibration = recalibrated(shipped(), answers_of(pairs, judged))
    return Measured(quality(pairs, calibration, judged), len(judged), LEAST_DECISIONS)


def decided_in(home: Path) -> tuple[Decision, ...]:
    """All decisions in a register's own folder, in their order."""
    return read(Home(home))
