"""Samples: drawn, shared out among visitors, and what they found; each in one transaction with its entry in the
trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid import queries as aid
from padan.office.aid.models import Round
from padan.office.aid.states import State as RoundState
from padan.office.audit.operations import record
from padan.office.checking.drawing import NOWHERE, Level, digest_of, drawn_from, frame_of, seed_of
from padan.office.checking.frame_file import Framed, of_drawn
from padan.office.checking.models import Finding, Met, Sample, Visit
from padan.office.checking.permissions import check_may_draw, check_may_tell, check_may_visit
from padan.rules.risk.answers import UNKNOWN
from padan.rules.sampling import Drawn, sample_size

#: States in which there is something to check.
CHECKED: Final = (RoundState.DELIVERING, RoundState.CLOSED)
#: What is asked of a family that was met.
QUESTIONS: Final = ("received", "whole", "in_time", "needy", "good", "paid")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How sure the results are to be: shares of 0 to 1, as in :func:`padan.rules.sampling.sample_size`."""

    level: Level
    half_width: float = 0.05
    confidence: float = 0.95
    response: float = 0.9


@transaction.atomic
def draw(held: Round, wanted: Wanted, *, by: Account, on: datetime) -> Sample:
    """Draw a sample of a round's recipients. NotAllowedError before anything was handed out, InvalidValueError for a
    precision that cannot be or a round without recipients."""
    found = Round.objects.select_for_update().get(pk=held.pk)
    check_may_draw(by, found, timezone.localdate(on))
    if RoundState(found.state) not in CHECKED:
        raise NotAllowedError(
            _("Bantuan putaran ini belum dibagikan"), next_step=_("Undi contohnya sesudah pembagian dimulai.")
        )
    recipients = list(aid.chosen(Scope((found.area,)), found).values_list("family_id", "area"))
    if not recipients:
        raise InvalidValueError(_("Putaran ini tidak punya penerima"), next_step=_("Pilih putaran lain."))
    size = sample_size(len(recipients), wanted.half_width, wanted.confidence, response=wanted.response)
    number, frame = found.samples.count() + 1, frame_of(recipients)
    made = Sample(
        round=found, number=number, seed=seed_of(found.seed, number), level=wanted.level,
        half_width=wanted.half_width, confidence=wanted.confidence, response=wanted.response,
        population=len(recipients), size=size, frame=frame, digest=digest_of(frame), made_by=by, made_at=on,
    )  # fmt: skip
    made.save()
    drawn = drawn_of(made)
    _visit(made, drawn, drawn.taken, first=True)
    record(
        by=acting(by), on=on, action="checking.drawn", subject=str(made), area=found.area,
        after={"round": str(found), "seed": made.seed, "size": size, "sha256": made.digest},
    )  # fmt: skip
    return made


def drawn_of(sample: Sample) -> Drawn:
    """The draw, worked out again from what is kept."""
    return drawn_from(sample.frame, Level(sample.level), sample.size, sample.seed)


def framed_of(sample: Sample) -> Framed:
    """The list of a sample, with all that draws it again."""
    drawn = of_drawn(sample.visits.filter(first=True).values_list("family_id", flat=True))
    return Framed(sample.frame, sample.seed, Level(sample.level), sample.size, sample.digest, drawn)


def is_as_drawn(sample: Sample) -> bool:
    """Whether a draw from the kept list and seed brings the same families as were first to be visited."""
    drawn = drawn_of(sample)
    again = set(drawn.family_id[drawn.taken].tolist())
    return digest_of(sample.frame) == sample.digest and again == set(
        sample.visits.filter(first=True).values_list("family_id", flat=True)
    )


def _visit(sample: Sample, drawn: Drawn, asked: np.ndarray, *, first: bool) -> int:
    """Write down whom to visit of those ``asked`` who are not yet; how many those are."""
    areas = dict(line.split(" ") for line in sample.frame.splitlines())
    known = set(sample.visits.values_list("family_id", flat=True))
    rows = [row for row in np.flatnonzero(asked).tolist() if drawn.family_id[row] not in known]
    Visit.objects.bulk_create(
        Visit(
            sample=sample, family_id=drawn.family_id[row], area=areas[drawn.family_id[row]].strip(NOWHERE),
            stratum=drawn.labels[int(drawn.stratum[row])], place=int(drawn.place[row]), first=first,
        )
        for row in rows
    )  # fmt: skip
    return len(rows)


@transaction.atomic
def assign(sample: Sample, stratum: str, who: Account, *, by: Account, on: datetime) -> int:
    """Give the visits of a stratum that are not made yet to somebody; how many. NotAllowedError where they may not
    visit there."""
    day = timezone.localdate(on)
    check_may_draw(by, sample.round, day)
    waiting = list(
        Visit.objects.select_for_update(of=("self",))
        .filter(sample=sample, stratum=stratum, finding=None)
        .select_related("sample")
    )
    if not waiting:
        raise InvalidValueError(_("Tidak ada kunjungan yang menunggu di sana"), next_step=_("Pilih wilayah lain."))
    for visit in {each.area: each for each in waiting}.values():
        check_may_visit(who, visit, day)
    for visit in waiting:
        visit.assigned_to, visit.assigned_at = who, on
    Visit.objects.bulk_update(waiting, ("assigned_to", "assigned_at"))
    record(
        by=acting(by), on=on, action="checking.assigned", subject=str(sample), area=sample.round.area,
        after={"account": str(who), "area": stratum, "rows": len(waiting)},
    )  # fmt: skip
    return len(waiting)


@dataclass(frozen=True, slots=True)
class Told:
    """What a visitor found; ``answers`` by :data:`QUESTIONS` but for ``whole``, which follows from the ``units``
    received by item."""

    met: Met
    visited_on: date
    answers: Mapping[str, int]
    units: Mapping[str, int]
    note: str = ""


@transaction.atomic
def tell(visit: Visit, told: Told, *, by: Account, on: datetime) -> Finding:
    """Keep what was found. A family that brought no answer is replaced by the next in line. NotAllowedError for a visit
    that is somebody else's or was told already, InvalidValueError for a day that cannot be or answers that nobody
    gave."""
    sample = Sample.objects.select_for_update().get(pk=visit.sample_id)
    held = Visit.objects.select_related("sample").get(pk=visit.pk)
    day = timezone.localdate(on)
    check_may_tell(by, held, day)
    if Finding.objects.filter(visit=held).exists():
        raise NotAllowedError(_("Kunjungan ini sudah diisi"), next_step=_("Buka daftar kunjungan Anda."))
    if not timezone.localdate(sample.made_at) <= told.visited_on <= day:
        raise InvalidValueError(_("Hari kunjungan tidak mungkin"), next_step=_("Isi hari sesudah diundi."))
    met = told.met is Met.MET
    if met and told.answers.get("received", UNKNOWN) == UNKNOWN:
        raise InvalidValueError(
            _("Belum diisi apakah bantuan diterima"), next_step=_("Tanyakan, lalu pilih ya atau tidak.")
        )
    said = {**told.answers, "whole": _whole(sample, told)} if met else {}
    new = Finding(
        visit=held, by=by, on=on, visited_on=told.visited_on, met=told.met,
        told=json.dumps({"units": dict(told.units) if met else {}, "note": told.note.strip()}, ensure_ascii=False),
        **{name: int(said.get(name, UNKNOWN)) for name in QUESTIONS},
    )  # fmt: skip
    new.save()
    if not met:
        _replace(sample)
    record(
        by=acting(by), on=on, action="checking.found", subject=str(held), area=held.area, after={"sample": str(sample)}
    )
    return new


def _whole(sample: Sample, told: Told) -> int:
    """Whether every item was received in the whole amount of a month; not known where one was not told. An item that
    depends on how many live in the family counts as whole from one share on."""
    wanted = {portion.item: portion.amount for portion in aid.package_of(sample.round)}
    if told.answers.get("received") == 0:
        return 0
    if not wanted or not set(wanted) <= set(told.units):
        return int(UNKNOWN)
    return int(all(told.units[item] >= amount for item, amount in wanted.items()))


def _replace(sample: Sample) -> None:
    drawn = drawn_of(sample)
    failed = set(
        Finding.objects.filter(visit__sample=sample).exclude(met=Met.MET).values_list("visit__family_id", flat=True)
    )
    asked = drawn.asked(np.isin(drawn.family_id.astype(str), sorted(failed)))
    _visit(sample, drawn, asked, first=False)
