"""What a release knows that decides of whom givers are told: its needs, and which ids went over into which."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from padan.kernel.scope import Scope
from padan.office.registry import queries as registry
from padan.office.registry.models import Release
from padan.office.registry.states import State
from padan.office.showing.operations import Register
from padan.reports.needs import ids_that_went_over, needs_in

#: States of a release of which nothing was ever shown.
_NEVER: Final = (State.OFFERED, State.LOADING, State.REFUSED)


def register_of(release: Release, regency: str) -> Register:
    """The needs of the regency in a release, and the merges of all releases up to it. RegisterError where one is
    damaged."""
    return Register(release, tuple(needs_in(release.folder, Scope((regency,)))), merges_until(release))


def merges_until(release: Release) -> dict[str, str]:
    """The ids of needs, children and families that a release or one before it merged into others, and which they are
    in it. Those that were never in force, or whose folder was removed, are passed over."""
    before = registry.releases().filter(offered_at__lte=release.offered_at).exclude(state__in=_NEVER).reverse()
    found: dict[str, str] = {}
    for folder in (each.folder for each in before if each.folder.is_dir()):
        step = _merged_in(folder)
        found = {**step, **{was: step.get(now, now) for was, now in found.items()}}
    return found


@lru_cache(maxsize=64)
def _merged_in(folder: Path) -> dict[str, str]:
    """What one release merged; its folder never changes."""
    merged = pq.read_table(folder / "change.parquet", filters=[("kind", "=", "merged")])
    people = dict(zip(merged["from_id"].to_pylist(), merged["to_id"].to_pylist(), strict=True))
    return {**people, **ids_that_went_over(folder)}
