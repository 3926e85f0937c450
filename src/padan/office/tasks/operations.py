"""Answers to tasks: taken, chosen between, taken back; each in one transaction with its entry in the trail.

Nothing that was said is lost or counted twice: an answer has a key of its own, made where it was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.operations import record
from padan.office.tasks.models import Answer, Task
from padan.office.tasks.permissions import check_may_answer, could_answer_once
from padan.office.tasks.policies import AnswerFaultsError, check_can_choose, check_can_take_back
from padan.office.tasks.standing import Word, settled
from padan.office.tasks.states import Channel, Outcome, State, Why, may_follow
from padan.reference.tasks import UNASKED
from padan.rules.tasks import check, form_of, phone_day


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it arrives. ``key`` was made where it was written; ``seen`` is the task's version that was read
    there. ``said_at`` and ``sent_at`` are by the writer's own clock, where that is a phone's."""

    key: str
    task: int
    values: Mapping[str, object]
    seen: int
    channel: Channel
    said_at: datetime | None = None
    sent_at: datetime | None = None


@transaction.atomic
def answer(given: Given, *, by: Account, on: datetime) -> Answer:
    """Take an answer; the same key again is the same answer, and changes nothing.

    AnswerFaultsError where it does not fit the form, InvalidValueError where there is no such task, NotAllowedError
    where ``by`` may not answer it and never might. What a person may no longer answer, but might once, is kept as
    :data:`padan.office.tasks.states.Outcome.OUTSIDE`.
    """
    task = _locked(given.task)
    known = Answer.objects.filter(key=given.key).first()
    if known is not None:
        return once(known, by)
    new = _made(task, given, by, on)
    try:
        check_may_answer(by, task, timezone.localdate(on))
    except NotAllowedError:
        if given.channel is not Channel.PHONE or not could_answer_once(by, task):
            raise
        new.outcome = Outcome.OUTSIDE
        new.save(force_insert=True)
        tell(new, task, "tasks.outside")
        return new
    _settle(task, new)
    return new


def _locked(number: int) -> Task:
    found = Task.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise InvalidValueError(_("Tugas ini tidak ada"), next_step=_("Muat ulang daftar tugas."))
    return found


def once(known: Answer, by: Account) -> Answer:
    """The answer that has this key already, for its writer."""
    if known.by_id != by.pk:
        raise NotAllowedError(_("Kunci jawaban ini milik orang lain"), next_step=_("Isi lagi formulirnya."))
    return known


def _made(task: Task, given: Given, by: Account, on: datetime) -> Answer:
    said_at = phone_day(given.said_at, given.sent_at, on) if given.said_at and given.sent_at else on
    checked = check(form_of(task.kind), given.values, timezone.localdate(said_at))
    if not checked.is_sound:
        raise AnswerFaultsError(checked.faults)
    return Answer(
        key=given.key, task=task, cycle=task.cycle, by=by, on=on, said_at=said_at, phone_said_at=given.said_at,
        seen=given.seen, channel=given.channel, said=written(checked.values), release=task.release,
        round=task.round,
    )  # fmt: skip


def written(values: object) -> str:
    """What was said as it is stored: the same values are the same text."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _settle(task: Task, new: Answer) -> None:
    """Keep a new answer with what becomes of it and of the others."""
    now = list(Answer.objects.select_for_update().filter(task=task, cycle=task.cycle).order_by("pk"))
    found = settled(State(task.state), _word(new, task), [_word(each, task) for each in now])
    # What no longer holds steps back first: one answer holds at a time.
    for each in sorted((*now, new), key=lambda one: found.outcomes.get(one.key) == Outcome.HOLDS):
        if each.key not in found.outcomes:
            continue
        each.outcome, each.why = found.outcomes[each.key], found.whys.get(each.key, each.why)
        each.save(**({"force_insert": True} if each is new else {"update_fields": ("outcome", "why")}))
    _move(task, found.state, told=found.outcomes[new.key] in (Outcome.HOLDS, Outcome.WAITS))
    tell(new, task, "tasks.answered")


def _word(said: Answer, task: Task) -> Word:
    return Word(
        said.key, said.by_id, said.said_at, said.said, said.seen >= task.version,
        Outcome(said.outcome) if said.outcome else None, Why(said.why) if said.why else None,
    )  # fmt: skip


_OPEN_TO_CHOICE: Final = (Outcome.HOLDS, Outcome.WAITS)


def _stand_by(stays: Answer | None, answers: Iterable[Answer]) -> None:
    """Let one answer hold, or none: those that say the same agree, the others are overruled."""
    # What no longer holds steps back first: one answer holds at a time.
    for each in sorted(answers, key=lambda one: one == stays):
        same = stays is not None and each.said == stays.said
        each.outcome = Outcome.HOLDS if each == stays else Outcome.AGREES if same else Outcome.OVERRULED
        each.save(update_fields=("outcome",))


def _move(task: Task, state: State, *, told: bool = True) -> None:
    """Bring a task into a state; ``told``: its readers have something new to see."""
    if not may_follow(State(task.state), state):
        raise RuntimeError(f"a task does not go from {task.state} to {state}")
    task.state = state
    task.version += 1 if told else 0
    task.save(update_fields=("state", "version"))


def tell(said: Answer, task: Task, action: str, reason: str = "") -> None:
    """Write down what was said, without values: who reads the trail need not know them."""
    record(
        by=acting(said.by), on=said.on, action=action, subject=str(task), area=task.area, reason=reason,
        after={
            "answer": said.key, "kind": task.kind, "asked": sorted(json.loads(said.said)), "outcome": said.outcome,
            "state": task.state, "channel": said.channel,
        },
    )  # fmt: skip


@transaction.atomic
def choose(task: Task, chosen: Answer | None, *, by: Account, on: datetime, reason: str) -> Task:
    """Say which of the contradicting answers holds; with None, that none of those that wait does. NotAllowedError where
    somebody has chosen already."""
    held = _locked(task.pk)
    check_may_answer(by, held, timezone.localdate(on))
    now = list(Answer.objects.select_for_update().filter(task=held, cycle=held.cycle).order_by("pk"))
    open_to_choice = [each for each in now if each.outcome in _OPEN_TO_CHOICE]
    check_can_choose(held, open_to_choice, chosen)
    stays = next((each for each in open_to_choice if each == chosen), None)
    if chosen is None:
        stays = next((each for each in open_to_choice if each.outcome == Outcome.HOLDS), None)
    before, asked_no_more = held.state, all(each.why == Why.WITHDRAWN for each in open_to_choice)
    _stand_by(stays, [each for each in now if each.outcome in (*_OPEN_TO_CHOICE, Outcome.AGREES)])
    _move(held, State.ANSWERED if stays is not None else State.WITHDRAWN if asked_no_more else State.OPEN)
    record(
        by=acting(by), on=on, action="tasks.chosen", subject=str(held), area=held.area, reason=reason,
        before={"state": before}, after={"state": held.state, "answer": stays.key if stays else None},
    )  # fmt: skip
    return held


@transaction.atomic
def take_back(task: Task, *, by: Account, on: datetime, reason: str = "") -> Task:
    """Take an answer back that has not left the office. NotAllowedError where that cannot be."""
    held = _locked(task.pk)
    check_may_answer(by, held, timezone.localdate(on))
    told = list(Answer.objects.filter(task=held, cycle=held.cycle, outcome__in=(Outcome.HOLDS, Outcome.AGREES)))
    check_can_take_back(held, next((each for each in told if each.outcome == Outcome.HOLDS), None))
    # Those who said the same go with it: their word would else hold nowhere and wait for nobody.
    _stand_by(None, told)
    # Nobody asked what was told unasked: taken back, it is gone.
    _move(held, State.WITHDRAWN if held.kind in UNASKED else State.OPEN)
    record(
        by=acting(by), on=on, action="tasks.taken_back", subject=str(held), area=held.area, reason=reason,
        before={"state": State.ANSWERED}, after={"state": held.state},
    )  # fmt: skip
    return held


@transaction.atomic
def hand_over(numbers: Iterable[int], *, on: datetime) -> int:
    """Mark answers as written into the register's own folder; how many that were."""
    return Answer.objects.filter(pk__in=list(numbers), handed_over_at=None).update(handed_over_at=on)


def was_handed_over(on: datetime) -> bool:
    """Whether answers were marked as handed over at that moment."""
    return Answer.objects.filter(handed_over_at=on).exists()
