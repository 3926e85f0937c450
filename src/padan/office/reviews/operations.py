"""Giving questions to people, and taking their words; each in one transaction with its entry in the trail."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from padan.kernel.scope import Scope, holding
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.audit.operations import record
from padan.office.reviews.models import Decision, Pair
from padan.office.reviews.permissions import check_may_reopen, check_may_review
from padan.office.reviews.policies import check_can_decide, check_can_reopen, is_high
from padan.office.reviews.queries import free_for, open_for, words_of
from padan.office.reviews.states import OPEN, Standing, State, Verdict, Word, held, may_follow, standing

#: How long a question that was shown to somebody is not shown to another.
LEASE: Final = timedelta(minutes=10)
#: The longest time that is believed of one decision; beyond it somebody went away.
LONGEST: Final = timedelta(hours=1)
#: What holds of a pair where people's words hold no longer.
NOTHING_HOLDS: Final = "open"
#: Questions that are tried at a time: of several who ask at once each gets another.
_TRIED: Final = 10
#: Before all others: what was just opened again.
_FIRST: Final = 0


class AlreadyDecidedError(NotAllowedError):
    """Somebody else was faster; the answer was not kept. ``decision`` is theirs."""

    def __init__(self, error: NotAllowedError, decision: Decision | None) -> None:
        super().__init__(error.what, next_step=error.next_step)
        self.decision = decision


@transaction.atomic
def lease_next(scope: Scope, *, by: Account, on: datetime, but: Collection[int] = ()) -> Pair | None:
    """The next question for an account, kept from others for a while; None where there is none. ``but``: questions that
    it has on the screen."""
    while True:
        # Found first, one locked then: a lock on a search would make a database search further than it needs.
        found = list(open_for(scope, by, on).exclude(pk__in=but).values_list("pk", flat=True)[:_TRIED])
        rows = Pair.objects.filter(free_for(by, on), pk__in=found, place__isnull=False).order_by("place", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        free = rows.first()
        if free is not None or len(found) < _TRIED:
            return None if free is None else _lease(free, by, on)
        but = {*but, *found}


@transaction.atomic
def lease(pair: Pair, *, by: Account, on: datetime) -> Pair:
    """Keep a question that somebody opened from others, unless another looks at it already or nobody is asked."""
    found = Pair.objects.select_for_update().get(pk=pair.pk)
    return _lease(found, by, on) if found.place is not None and _is_free(found, by, on) else found


def _is_free(pair: Pair, by: Account, on: datetime) -> bool:
    return pair.leased_to_id in (None, by.pk) or pair.leased_until is None or pair.leased_until <= on


def _lease(pair: Pair, by: Account, on: datetime) -> Pair:
    pair.leased_to, pair.leased_at, pair.leased_until = by, on, on + LEASE
    pair.save(update_fields=("leased_to", "leased_at", "leased_until"))
    return pair


@transaction.atomic
def decide(
    pair: Pair,
    verdict: Verdict,
    *,
    by: Account,
    on: datetime,
    note: str = "",
    seconds: int | None = None,
    weights_seen: bool = False,
) -> Decision:
    """Take somebody's word on a question: :data:`Verdict.SAME`, ``APART`` or ``UNSURE``.

    NotAllowedError where the pair lies outside the account's area or it has answered; AlreadyDecidedError where another
    was faster. Nothing is then kept. ``weights_seen``: it had looked at what the machine thinks.
    """  # fmt: skip
    if verdict is Verdict.REOPENED:
        raise ValueError("opening again is an operation of its own")
    asked = Pair.objects.select_for_update().get(pk=pair.pk)
    check_may_review(by, asked, timezone.localdate(on))
    try:
        check_can_decide(asked, by, words_of(asked))
    except NotAllowedError as error:
        last = asked.decisions.exclude(by=by).select_related("by").order_by("-pk").first()
        raise AlreadyDecidedError(error, last) from None
    if seconds is None and asked.leased_at is not None and asked.leased_to_id == by.pk:
        seconds = int((on - asked.leased_at).total_seconds())
    made = _said(asked, verdict, by=by, on=on, note=note, seconds=seconds, seen=_seen(asked, weights_seen))
    _keep(asked, made, "reviews.decided")
    return made


@transaction.atomic
def undo(pair: Pair, *, by: Account, on: datetime, note: str = "") -> Decision:
    """Take back one's own word on a question; or, for a data officer and with a reason, open again what others decided:
    then all that was said of it counts no longer. NotAllowedError where that cannot be."""
    asked = Pair.objects.select_for_update().get(pk=pair.pk)
    own = any(word.by == by.pk for word in held(words_of(asked)))
    if own:
        check_may_review(by, asked, timezone.localdate(on))
    else:
        check_can_reopen(asked, note)
        check_may_reopen(by, asked, timezone.localdate(on))
    made = _said(asked, Verdict.REOPENED, by=by, on=on, note=note, seconds=None, seen=_seen(asked, False))
    _keep(asked, made, "reviews.taken_back" if own else "reviews.reopened", clears=not own)
    return made


def _said(
    pair: Pair, verdict: Verdict, *, by: Account, on: datetime, note: str, seconds: int | None, seen: dict[str, Any]
) -> Decision:
    return Decision(
        pair=pair, record_a=pair.record_a, record_b=pair.record_b, verdict=verdict, by=by, on=on, note=note.strip(),
        seen=json.dumps(seen, ensure_ascii=False, sort_keys=True), release=pair.release, model=pair.model,
        seconds=None if seconds is None or not 0 <= seconds <= LONGEST.total_seconds() else seconds,
        round=pair.round, high=is_high(pair, verdict),
    )  # fmt: skip


def _seen(pair: Pair, weights_seen: bool) -> dict[str, Any]:
    """The evidence as it was there to see, without values of people."""
    weighed = json.loads(pair.shown)["weighed"]
    seen: dict[str, Any] = {
        "release": pair.release, "model": pair.model, "weight": pair.weight,
        "probability": round(pair.probability, 6), "same": pair.joined, "digest": pair.digest,
        "levels": {each["comparison"]: each["level"] for each in weighed["evidence"]}, "weights_seen": weights_seen,
    }  # fmt: skip
    if pair.sample is not None:
        seen["sample"] = {
            "number": pair.sample, "stratum": pair.stratum, "fraction": pair.fraction, "band": pair.band,
        }  # fmt: skip
    return seen


def _keep(pair: Pair, made: Decision, action: str, *, clears: bool = False) -> None:
    """Write a word down with what it brings about, and tell the trail. ``clears``: nothing said before counts."""
    before = {"state": pair.state, "verdict": pair.verdict}
    made.outcome = _stand(pair, made, clears=clears)
    made.save(force_insert=True)
    pair.leased_to = pair.leased_at = pair.leased_until = None
    pair.save(update_fields=("state", "verdict", "round", "place", "changed", "leased_to", "leased_at", "leased_until"))
    after = {"said": made.verdict, "high": made.high, "state": pair.state, "verdict": pair.verdict}
    record(
        by=acting(made.by), on=made.on, action=action, subject=str(pair), area=holding(pair.area_a, pair.area_b),
        reason=made.note, before=before, after=after,
    )  # fmt: skip


def _stand(pair: Pair, made: Decision, *, clears: bool) -> str:
    """Bring the question where the words now leave it; what that changes of what holds (empty: nothing)."""
    before = State(pair.state)
    if clears:
        pair.round += 1
        now = Standing(State.WAITING)
        lifted = bool(pair.verdict)
    else:
        said = [*words_of(pair), _word(made)]
        now = standing(said)
        lifted = before is State.SETTLED and now.state is not State.SETTLED
    if not may_follow(before, now.state):
        raise RuntimeError(f"a question does not go from {before} to {now.state}")
    taken_back = made.verdict == Verdict.REOPENED
    pair.state = now.state
    pair.place = None if now.state not in OPEN else _FIRST if taken_back or pair.place is None else pair.place
    if now.verdict is not None:
        changed, pair.verdict, pair.changed = pair.verdict != now.verdict, now.verdict, None
        return now.verdict if changed else ""
    if lifted:
        pair.verdict = ""
        return NOTHING_HOLDS
    return ""


def _word(made: Decision) -> Word:
    return Word(made.by_id, Verdict(made.verdict), made.high)
