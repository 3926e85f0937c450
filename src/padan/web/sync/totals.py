"""The control totals in words, and whoever stands behind a difference."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from padan.office.registry import queries as registry
from padan.reports.counting import control
from padan.reports.counting.codes import FAMILIES
from padan.reports.counting.control import Between
from padan.reports.counting.counts import Counts
from padan.reports.counting.reconciling import Reconciled
from padan.reports.counting.telling import Told
from padan.reports.counting.words import pair_words, place_words
from padan.web.sync.place import Place
from padan.web.sync.told import Figure, figure


@dataclass(frozen=True, slots=True)
class Tier:
    """One place: families in the release's own table; counted, and with nobody living in them any longer; and in the
    office's database."""

    words: str
    in_release: int
    counted: Figure
    emptied: int
    in_office: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Two tiers that do not hold the same families, and what each alone has."""

    between: Between
    found: Reconciled


def tiers(place: Place, counts: Counts, release: registry.Release) -> list[Tier]:
    """Each part of the place, then all of it."""
    told = place.told(counts)
    return [
        Tier(
            place_words(each.part) if each.part else place.title, each.in_release,
            figure(place, told, FAMILIES, each.part), each.emptied, each.in_office, each.agrees,
        )
        for each in control.tiers(told, place.scope, release.folder, settings.PADAN_REGENCY)
    ]  # fmt: skip


def differences(place: Place, release: registry.Release) -> list[Difference]:
    """The families behind tiers that do not agree; none where all do."""
    found = control.differences(place.scope, release.folder, settings.PADAN_REGENCY)
    return [Difference(between, each) for between, each in found.items()]


def shared_out(told: Told) -> list[tuple[str, int, bool]]:
    """Each pair of lists: its words, the families that its states share among them, and whether those are all."""
    return [(pair_words(each.pair), each.number, each.agrees) for each in control.shared_out(told)]
