"""Releases in the office: offered, taken in or refused, and going back to an earlier one.

Rows of a release are written in many short transactions, so that others work meanwhile; it comes into force in one,
which also writes the entry of the trail. ``by`` is the account that acts, or None for the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.bulk import in_turn, take_stock, write
from padan.office.registry import folder as folders
from padan.office.registry.models import Family, Person, Release, Spelling, Word
from padan.office.registry.permissions import check_may_settle
from padan.office.registry.states import State, may_follow

#: Releases whose rows stay although they are no longer in force, so that going back takes no time.
KEPT = 1

#: Called with the rows written so far and those expected.
Progress = Callable[[int, int], None]

_TABLES: tuple[type[models.Model], ...] = (Word, Spelling, Person, Family)
#: What is loaded in which columns from where. Words come last: until then nobody is found by name.
_PLAN: tuple[tuple[type[models.Model], folders.Columns, Callable[[Path, str], Iterable[folders.Rows]]], ...] = (
    (Family, folders.FAMILIES, folders.families),
    (Person, folders.PEOPLE, folders.people),
    (Spelling, folders.SPELLINGS, folders.spellings),
    (Word, folders.WORDS, folders.words),
)
#: Rows removed in one transaction.
_REMOVED_AT_ONCE = 5_000


@transaction.atomic
def offer(folder: Path, *, by: Account | None, on: datetime) -> Release:
    """A release that was built, for somebody to take in or refuse; the same folder twice is one release."""
    told = folders.read_told(folder)
    release, new = Release.objects.get_or_create(
        name=told.name,
        defaults={
            "as_of": told.as_of, "state": State.OFFERED, "people": told.people, "families": told.families,
            "offered_at": on,
        },
    )  # fmt: skip
    if new:
        after = {"as_of": told.as_of.isoformat(), "people": told.people, "families": told.families}
        record(by=acting(by), on=on, action="registry.offered", subject=str(release), area=_regency(), after=after)
    return release


def take_in(
    release: Release, *, by: Account | None, on: datetime, reason: str, progress: Progress | None = None
) -> Release:
    """Bring a release into force, from its rows or its folder. RegisterError where the folder is damaged, or the
    release stands where it cannot be taken in from; the one in force then stays."""
    if by is not None:
        check_may_settle(by, timezone.localdate(on))
    if release.state != State.PAST:
        _load(release, progress)
    _bring_into_force(release, by=by, on=on, reason=reason)
    _forget_rows_of_older()
    return release


@transaction.atomic
def refuse(release: Release, *, by: Account, on: datetime, reason: str) -> Release:
    """Say that a release that was offered is not to be used."""
    check_may_settle(by, timezone.localdate(on))
    held = _move(release, State.REFUSED, on)
    record(
        by=acting(by), on=on, action="registry.refused", subject=str(held), area=_regency(), reason=reason,
        before={"state": State.OFFERED}, after={"state": State.REFUSED},
    )  # fmt: skip
    return held


@transaction.atomic
def pick_up_after_a_stop() -> list[Release]:
    """Put back what a process that died was loading, to be taken in again."""
    found = list(Release.objects.select_for_update().filter(state=State.LOADING))
    for release in found:
        release.state = State.OFFERED
        release.save(update_fields=("state",))
    return found


def _load(release: Release, progress: Progress | None) -> None:
    """Write a release's rows beside those in force."""
    folder = release.folder
    before = State(release.state)
    with transaction.atomic():
        _move(release, State.LOADING)
    try:
        folders.check(folder)
        _remove_rows(release)
        done, expected = 0, release.people + release.families
        for model, columns, read in _PLAN:
            for rows in read(folder, _regency()):
                with in_turn():
                    write(model, ("release", *columns), ((release.pk, *row) for row in rows))
                done += 0 if model in (Word, Spelling) else len(rows)
                if progress is not None:
                    progress(done, expected)
        _check_whole(release)
        take_stock(*_TABLES)
    except BaseException:
        with transaction.atomic():
            _move(release, State.STORED if before is State.STORED else State.OFFERED)
        raise


def _check_whole(release: Release) -> None:
    for model, expected in ((Person, release.people), (Family, release.families)):
        found = model.objects.filter(release=release).count()
        if found != expected:
            raise RegisterError(
                _("Rilis {name} memuat {found} baris, seharusnya {expected}").format(
                    name=release.name, found=found, expected=expected
                ),
                next_step=_("Terima lagi; bila tetap sama, susun rilis lagi."),
            )


@transaction.atomic
def _bring_into_force(release: Release, *, by: Account | None, on: datetime, reason: str) -> None:
    earlier = Release.objects.select_for_update().filter(state=State.CURRENT).first()
    if earlier is not None:
        _move(earlier, State.PAST, on)
    _move(release, State.CURRENT, on)
    record(
        by=acting(by), on=on, action="registry.taken_in", subject=str(release), area=_regency(), reason=reason,
        before=None if earlier is None else {"current": earlier.name}, after={"current": release.name},
    )  # fmt: skip


def _forget_rows_of_older() -> None:
    """Keep the rows of the newest releases that are past; the others have them in their folders."""
    for release in Release.objects.filter(state=State.PAST).order_by("-settled_at")[KEPT:]:
        with transaction.atomic():
            _move(release, State.STORED)
        _remove_rows(release)


def _remove_rows(release: Release) -> None:
    for model in _TABLES:
        rows = model.objects.filter(release=release)  # type: ignore[attr-defined]
        while ids := list(rows.values_list("pk", flat=True)[:_REMOVED_AT_ONCE]):
            with in_turn():
                model.objects.filter(pk__in=ids).delete()  # type: ignore[attr-defined]


def _move(release: Release, state: State, on: datetime | None = None) -> Release:
    """Bring a release into another state. RegisterError where it stands elsewhere than was believed."""
    held = Release.objects.select_for_update().get(pk=release.pk)
    if not may_follow(State(held.state), state):
        raise RegisterError(
            _("Rilis {name} sedang tidak dalam keadaan untuk itu").format(name=held.name),
            next_step=_("Muat ulang halamannya, lalu lihat keadaannya."),
        )
    held.state = release.state = state
    if on is not None:
        held.settled_at = release.settled_at = on
    held.save(update_fields=("state", "settled_at"))
    return held


def _regency() -> str:
    return str(settings.PADAN_REGENCY)
