"""Samples and visits in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from padan.kernel.texts import _
from padan.kernel.writing import count, decimal
from padan.office.checking import queries
from padan.office.checking.drawing import NOWHERE
from padan.office.checking.operations import is_as_drawn
from padan.office.checking.queries import Sample
from padan.reports.checking_words import LEVELS, METS, SHARES
from padan.reports.wording import region_name
from padan.rules.sampling import Estimate, Interval


@dataclass(frozen=True, slots=True)
class ToldShare:
    """A share of all recipients, with its interval, what those who did not answer leave open, and how many said so."""

    words: str
    share: str
    interval: str
    extremes: str
    of: str


@dataclass(frozen=True, slots=True)
class ToldSample:
    """A sample with how it was drawn, how its visits go and what came out. ``same``: a draw from the kept list brings
    the same families."""

    number: int
    title: str
    area: str
    facts: tuple[tuple[str, str], ...]
    strata: tuple[tuple[str, queries.Stratum], ...]
    shares: tuple[ToldShare, ...]
    unanswered: tuple[tuple[str, str], ...]
    same: bool


def title(sample: Sample) -> str:
    """The round and the number of the sample."""
    named = f"{sample.round.programme.name}: {sample.round.name}"
    return _("{round}, contoh {number}").format(round=named, number=sample.number)


def whole(sample: Sample) -> ToldSample:
    """One sample."""
    facts = (
        (_("Penerima"), count(sample.population)), (_("Dikunjungi"), count(sample.size)),
        (_("Dibagi menurut"), LEVELS[sample.level]()),
        (_("Ketelitian"), _("plus-minus {n} persen, keyakinan {sure} persen").format(
            n=decimal(100 * sample.half_width, 0), sure=decimal(100 * sample.confidence, 0))),
        (_("Benih"), sample.seed), (_("Sidik daftar (SHA-256)"), sample.digest),
    )  # fmt: skip
    return ToldSample(
        sample.pk, title(sample), region_name(sample.round.area), facts,
        tuple((place_name(each.area), each) for each in queries.strata(sample)),
        tuple(_share(SHARES[name](), found) for name, found in queries.results(sample).items()),
        tuple((METS[met](), count(many)) for met, many in queries.unanswered(sample).items()), is_as_drawn(sample),
    )  # fmt: skip


def place_name(area: str) -> str:
    """A stratum in words."""
    return region_name(area) if area != NOWHERE else _("desa tidak diketahui")


def _share(words: str, found: Estimate) -> ToldShare:
    if isnan(found.share):
        return ToldShare(words, _("belum diketahui"), "", _range(found.extremes), _of(found))
    return ToldShare(words, f"{_percent(found.share)}%", _range(found.interval), _range(found.extremes), _of(found))


def _of(found: Estimate) -> str:
    return _("{answered} dari {asked} menjawab").format(
        answered=count(int(found.answered.sum())), asked=count(int(found.asked.sum()))
    )


def _range(found: Interval) -> str:
    return "" if isnan(found.low) else f"{_percent(found.low)}–{_percent(found.high)}%"


def _percent(share: float) -> str:
    return decimal(100 * share, 0)
