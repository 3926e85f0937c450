"""Decrees in words, for the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from padan.kernel.texts import _
from padan.office.decrees.queries import Decree, change_of, status_of
from padan.office.decrees.states import Kind, State, Status
from padan.office.decrees.words import Words
from padan.reports.wording import region_name


@dataclass(frozen=True, slots=True)
class ToldDecree:
    """A decree. ``state`` in a word, ``look`` how it stands out; ``changes`` and ``changed_by``: decrees before and
    after it, as number and words."""

    number: int
    name: str
    about: str
    kind: str
    state: str
    look: str
    sealed: bool
    area: str
    programme: str
    round: str
    signed_on: date
    made_by: str
    decreed_by: str
    decreed_at: datetime | None
    seal: str
    full_numbers: bool
    reason: str
    papers: str
    words: Words
    changes: tuple[int, str] | None
    changed_by: tuple[int, str] | None


def decree(found: Decree) -> ToldDecree:
    """One decree."""
    after = change_of(found)
    state, look = _state(found)
    return ToldDecree(
        found.pk, name_of(found), found.about, kind_words(Kind(found.kind)), state, look, found.state == State.SEALED,
        region_name(found.area), found.round.programme.name, found.round.name, found.signed_on, found.made_by.name,
        found.decreed_by.name if found.decreed_by else "", found.decreed_at, found.seal or "", found.full_numbers,
        found.reason, _papers(found), Words.of(found.words),
        (found.changes.pk, name_of(found.changes)) if found.changes else None,
        (after.pk, name_of(after)) if after else None,
    )  # fmt: skip


def decrees(found: Sequence[Decree]) -> list[ToldDecree]:
    """Several."""
    return [decree(each) for each in found]


def name_of(found: Decree) -> str:
    """Its number and year."""
    return _("Nomor {number} tahun {year}").format(number=found.number, year=found.year)


def kind_words(kind: Kind) -> str:
    """What a decree does."""
    return {
        Kind.FIRST: _("Penetapan penerima"), Kind.AMENDMENT: _("Perubahan"), Kind.WITHDRAWAL: _("Pencabutan"),
    }[kind]  # fmt: skip


def status_words(status: Status) -> str:
    """What it is worth today."""
    return {
        Status.IN_FORCE: _("berlaku"), Status.AMENDED: _("sudah diubah"), Status.WITHDRAWN: _("sudah dicabut"),
    }[status]  # fmt: skip


def _state(found: Decree) -> tuple[str, str]:
    if found.state == State.DRAFT:
        return _("rancangan"), "doubt"
    status = status_of(found)
    return status_words(status), {Status.IN_FORCE: "good", Status.AMENDED: "plain", Status.WITHDRAWN: "bad"}[status]


def _papers(found: Decree) -> str:
    papers = found.references
    if not papers:
        return ""
    return _("BAST {bast} ({bast_date}), SPTJM {sptjm} ({sptjm_date})").format(
        bast=papers["bast_number"], bast_date=papers["bast_date"], sptjm=papers["sptjm_number"],
        sptjm_date=papers["sptjm_date"],
    )  # fmt: skip
