"""Taking in the questions of a release: new ones are asked, those that it does not ask are withdrawn, and what was
decided is asked again only where the evidence changed."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.office.bulk import take_stock
from padan.office.reviews.models import Decision, Pair
from padan.office.reviews.queries import words_of
from padan.office.reviews.question import Question
from padan.office.reviews.states import OPEN, State, standing

#: Questions written in one transaction, so that people decide meanwhile.
_AT_ONCE: Final = 1_000

#: What a newer release may say otherwise of a question.
_REFRESHED: Final = (
    "area_a", "area_b", "release", "model", "weight", "probability", "joined", "worth", "people", "records", "growth",
    "sample", "stratum", "fraction", "band", "digest", "shown", "changed", "state", "round", "place", "asked_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of it: questions new, asked as before, asked again since their evidence changed, settled and left so,
    and withdrawn."""

    new: int = 0
    kept: int = 0
    again: int = 0
    settled: int = 0
    withdrawn: int = 0


def ask_about(release: str, model: str, questions: Iterable[Question], *, by: Account | None, on: datetime) -> Asked:
    """Ask the questions of a release, by its name and that of the model that linked it. The same ones twice change
    nothing. They are written some at a time; the last transaction withdraws the others and tells the trail."""
    told = {"new": 0, "kept": 0, "again": 0, "settled": 0}
    for batch in _batches(questions):
        with transaction.atomic():
            for what in _write(batch, release, model, on):
                told[what] += 1
    take_stock(Pair)
    with transaction.atomic():
        others = Pair.objects.exclude(release=release).filter(state__in=OPEN)
        withdrawn = others.update(state=State.WITHDRAWN, place=None)
        asked = Asked(**told, withdrawn=withdrawn)
        record(
            by=acting(by), on=on, action="reviews.asked", subject=f"release:{release}",
            area=str(settings.PADAN_REGENCY), after={**told, "withdrawn": withdrawn},
        )  # fmt: skip
    return asked


def _batches(questions: Iterable[Question]) -> Iterator[list[Question]]:
    left = iter(questions)
    while batch := list(islice(left, _AT_ONCE)):
        yield batch


def _write(batch: Sequence[Question], release: str, model: str, on: datetime) -> list[str]:
    held = {
        pair.records_asked: pair
        for pair in Pair.objects.select_for_update().defer("shown").filter(record_a__in={q.record_a for q in batch})
    }
    said = set(Decision.objects.filter(pair__in=list(held.values())).values_list("pair", "round"))
    told, rows = [], []
    for question in batch:
        row, what = _row(question, held.get(question.pair), said)
        row.release, row.model, row.asked_at = release, model, on
        rows.append(row)
        told.append(what)
    Pair.objects.bulk_create(
        rows, update_conflicts=True, update_fields=_REFRESHED, unique_fields=("record_a", "record_b")
    )
    return told


def _row(question: Question, held: Pair | None, said: Container[tuple[int, int]]) -> tuple[Pair, str]:
    """The question as it is to stand, and what became of it. ``said``: pairs with the rounds in which something was."""
    row = Pair(record_a=question.record_a, record_b=question.record_b, round=1, state=State.WAITING)
    what = "new"
    if held is not None:
        row.round, row.changed, row.state = held.round, held.changed, held.state
        what = _again(question, held, row, decided=bool(held.verdict) or (held.pk, held.round) in said)
        row.sample, row.stratum, row.fraction, row.band = held.sample, held.stratum, held.fraction, held.band
    if question.drawn is not None and row.sample is None:
        drawn = question.drawn
        row.sample, row.stratum, row.fraction, row.band = drawn.sample, drawn.stratum, drawn.fraction, drawn.band
    for name in (
        "area_a", "area_b", "weight", "probability", "joined", "worth", "people", "records", "growth", "digest",
    ):  # fmt: skip
        setattr(row, name, getattr(question, name))
    row.shown = json.dumps(question.shown, ensure_ascii=False, sort_keys=True)
    row.place = question.place if row.state in OPEN else None
    return row, what


def _again(question: Question, held: Pair, row: Pair, *, decided: bool) -> str:
    """What becomes of a question that was asked before."""
    if decided and held.digest != question.digest:
        # What was said holds until somebody says otherwise, but it was said of other evidence.
        row.round, row.state = held.round + 1, State.WAITING
        row.changed = json.dumps(changes(json.loads(held.shown), question.shown), ensure_ascii=False)
        return "again"
    if held.state in (State.SETTLED, State.ASIDE):
        return "settled"
    if held.state == State.WITHDRAWN:
        row.state = standing(words_of(held)).state
    return "kept"


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What two showings of a question differ in: side (0 or 1), which value, those gone and those that came."""
    found = []
    for side, (old, new) in enumerate(zip(before["sides"], after["sides"], strict=True)):
        for name, values in new["values"].items():
            gone = [value for value in old["values"].get(name, []) if value not in values]
            came = [value for value in values if value not in old["values"].get(name, [])]
            if gone or came:
                found.append({"side": side, "of": name, "gone": gone, "came": came})
    return found
