"""What people tell that nobody asked: a family that no list knows, a value that is wrong, who lives with whom.

Each is kept as a task that is answered as it is made, and enters the next release like any other answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.operations import once, tell, written
from padan.office.tasks.permissions import check_may_tell
from padan.office.tasks.policies import AnswerFaultsError
from padan.office.tasks.states import Channel, Outcome, State
from padan.reference.tasks import MERGED, REPORTED, SPLIT
from padan.rules.tasks import check, due_on, form_of, phone_day


@dataclass(frozen=True, slots=True)
class Reported:
    """A family that nobody knew: its people, the head first, each as the form ``family`` asks; times and ``key`` as in
    :class:`padan.office.tasks.operations.Given`."""

    key: str
    people: Sequence[Mapping[str, object]]
    channel: Channel
    said_at: datetime | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom something is told of: ids of the release in force, a record of the person and one of the family's head (see
    :class:`padan.office.tasks.models.Task`), and the family's place."""

    area: str
    family_id: str
    family_anchor: str
    person_id: str = ""
    anchor: str = ""


@transaction.atomic
def report_family(reported: Reported, *, by: Account, on: datetime) -> Answer:
    """Take the report of a family; the same key again is the same report. AnswerFaultsError where a person's fields do
    not fit (named ``0.name`` for the first), NotAllowedError where the village is not one that ``by`` tells of."""
    known = Answer.objects.filter(key=reported.key).first()
    if known is not None:
        return once(known, by)
    said_at = phone_day(reported.said_at, reported.sent_at, on) if reported.said_at and reported.sent_at else on
    people = _people(reported, timezone.localdate(said_at))
    area = people[0]["village"]
    if any(person["village"] != area for person in people):
        raise AnswerFaultsError({"": _("Satu keluarga tinggal di satu desa.")})
    new = _told(REPORTED, reported.key, Subject(area, "", ""), {"people": people}, reported.channel, by, on)
    new.said_at, new.phone_said_at = said_at, reported.said_at
    return _kept(new, "tasks.reported")


def _people(reported: Reported, day: date) -> list[dict[str, str]]:
    form = form_of(REPORTED)
    village = reported.people[0].get("village") if reported.people else None
    found: list[dict[str, str]] = []
    faults: dict[str, str] = {}
    for number, person in enumerate(reported.people):
        checked = check(form, {"village": village, **person}, day)
        faults |= {f"{number}.{name}": fault for name, fault in checked.faults.items()}
        found.append(checked.values)
    if not found:
        faults[""] = _("Isi paling sedikit satu orang.")
    if faults:
        raise AnswerFaultsError(faults)
    return found


@transaction.atomic
def tell_of(
    kind: str, key: str, subject: Subject, values: Mapping[str, object], *, by: Account, on: datetime
) -> Answer:
    """Take what somebody tells of a person or a family of the register: a kind of task whose form it fills. Errors as
    :func:`report_family`, fields by their own names."""
    known = Answer.objects.filter(key=key).first()
    if known is not None:
        return once(known, by)
    checked = check(form_of(kind), values, timezone.localdate(on))
    if not checked.is_sound:
        raise AnswerFaultsError(checked.faults)
    return _kept(_told(kind, key, subject, checked.values, Channel.PAGE, by, on), "tasks.told")


@transaction.atomic
def split(
    key: str, family: Subject, anchors: Sequence[str], members: int, reason: str, *, by: Account, on: datetime
) -> Answer:
    """Say that people of a family live in one of their own: ``anchors`` are a record of each, ``members`` how many
    live in the family. InvalidValueError where that leaves nobody, or moves nobody, or no reason is given."""
    known = Answer.objects.filter(key=key).first()
    if known is not None:
        return once(known, by)
    if not 0 < len(set(anchors)) < members:
        raise InvalidValueError(
            _("Keluarga dipisah menjadi dua yang masing-masing berisi orang"),
            next_step=_("Pilih sebagian anggotanya, jangan semua."),
        )
    said = {"people": sorted(set(anchors)), "reason": _reason(reason)}
    return _kept(_told(SPLIT, key, family, said, Channel.PAGE, by, on), "tasks.split")


@transaction.atomic
def merge(
    key: str, family: Subject, anchors: Sequence[str], into: Subject, reason: str, *, by: Account, on: datetime
) -> Answer:
    """Say that people of a family, ``anchors``, live in another one. InvalidValueError where both are one family,
    nobody is named, or no reason is given; NotAllowedError where either lies outside what ``by`` tells of."""
    known = Answer.objects.filter(key=key).first()
    if known is not None:
        return once(known, by)
    check_may_tell(by, into.area, timezone.localdate(on))
    if not anchors or family.family_id == into.family_id:
        raise InvalidValueError(
            _("Gabungkan dua keluarga yang berbeda"), next_step=_("Pilih orangnya dan keluarga tempat mereka tinggal.")
        )
    said = {"people": sorted(set(anchors)), "with": into.family_anchor, "into": into.family_id}
    told = {**said, "reason": _reason(reason)}
    return _kept(_told(MERGED, key, family, told, Channel.PAGE, by, on), "tasks.merged")


def _reason(text: str) -> str:
    if not text.strip():
        raise InvalidValueError(_("Alasannya belum diisi"), next_step=_("Tulis dari mana Anda mengetahuinya."))
    return text.strip()


def _told(kind: str, key: str, subject: Subject, said: object, channel: Channel, by: Account, on: datetime) -> Answer:
    """An answer with its own task, not yet kept."""
    day = timezone.localdate(on)
    check_may_tell(by, subject.area, day)
    task = Task(
        key=f"{kind}:{key}", kind=kind, owner="desa", area=subject.area, family_id=subject.family_id,
        person_id=subject.person_id, anchor=subject.anchor, family_anchor=subject.family_anchor, opened_on=day,
        due_on=due_on(kind, day), release="", digest="", state=State.ANSWERED,
    )  # fmt: skip
    return Answer(
        key=key, task=task, cycle=task.cycle, by=by, on=on, said_at=on, seen=task.version, channel=channel,
        said=written(said), outcome=Outcome.HOLDS, release="",
    )  # fmt: skip


def _kept(new: Answer, action: str) -> Answer:
    new.task.save(force_insert=True)
    new.task_id = new.task.pk
    new.save(force_insert=True)
    tell(new, new.task, action)
    return new
