"""What the clerical sample says of the links, in words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from padan.kernel.texts import _
from padan.kernel.writing import count, percent
from padan.office.reviews import queries as reviews
from padan.reports.link_quality import Answer, Measured, decided_in, measured
from padan.reports.wording import source_name

#: Figures are kept for a day: they depend on nothing but the release and the answers, which name them.
_KEPT = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of lists, or all: figures with their intervals, and how many judged pairs stand behind them."""

    between: str
    joined: str
    judged: str
    precision: str
    precision_range: str
    recall: str
    recall_range: str


@dataclass(frozen=True, slots=True)
class ToldQuality:
    """The rows, the first for all lists; how many pairs were judged, and how many it takes for the curve to follow."""

    rows: tuple[Row, ...]
    judged: int
    least: int
    missed: str


def told_quality(release: str) -> ToldQuality:
    """The figures for a release by its name: calculated once for each new answer."""
    home = Path(settings.PADAN_HOME)
    answers: list[Answer] = [(a.record_a, a.record_b, a.same, a.fraction, a.band) for a in reviews.sample_answers()]
    decided = decided_in(home)
    version = hashlib.sha256(json.dumps([answers, len(decided)]).encode()).hexdigest()[:16]
    found = cache.get_or_set(
        f"review-quality-{release}-{version}", lambda: measured(home / "releases" / release, answers, decided), _KEPT
    )
    return _told(found)


def _told(found: Measured) -> ToldQuality:
    rows = []
    for each in found.found:
        between = " × ".join(source_name(kind) for kind in each.between.split(" × ")) if each.between else ""
        rows.append(
            Row(
                between or _("Semua daftar"), count(each.joined), count(each.judged), percent(each.precision.share),
                f"{percent(each.precision.low)} – {percent(each.precision.high)}", percent(each.recall.share),
                f"{percent(each.recall.low)} – {percent(each.recall.high)}",
            )
        )  # fmt: skip
    missed = found.found[0].missed
    return ToldQuality(tuple(rows), found.judged, found.least, count(round(missed.pairs)) if missed.known else "")
