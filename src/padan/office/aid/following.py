"""Families whose ids went over into others between releases: who is excluded or served under one id is so under every
id of the same people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from padan.office import bulk
from padan.office.aid.models import Former
from padan.office.registry.models import Release


def keep_former(release: Release, pairs: Iterable[tuple[str, str]]) -> None:
    """Write down, for a release, ids of families that are no more in it and those that go on in their place; in place
    of what was written of it before, which can only have been the same."""
    Former.objects.filter(release=release).delete()
    bulk.write(Former, ("release", "was", "becomes"), ((release.pk, was, becomes) for was, becomes in pairs))


def followed(release: Release, said: Mapping[str, str]) -> dict[str, str]:
    """What is said of families by any of their ids, by the ids of a release too: of one that went over into another
    before, and of one that a later release merged with one of whom it is said."""
    found = dict(said)
    for was, becomes in Former.objects.filter(release=release).values_list("was", "becomes"):
        if was in said:
            found.setdefault(becomes, said[was])
    later = Former.objects.filter(release__offered_at__gt=release.offered_at)
    for was, becomes in later.values_list("was", "becomes").distinct():
        if becomes in said:
            found.setdefault(was, said[becomes])
    return found
