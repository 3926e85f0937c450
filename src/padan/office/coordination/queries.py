"""Gatherings of a scope, what was committed to there and how it stands, and how much of it there was."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When

from padan.kernel.scope import Scope
from padan.office.coordination.models import Commitment, Gathering, Word
from padan.office.scoping import within
from padan.rules.commitments import Ending, Standing

__all__ = ["Commitment", "Gathering", "Tally", "Word", "commitments", "gatherings", "tallies", "words_of"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Gatherings of one ``kind`` in one region: how many, and how many people came to them, all added up: who came
    twice counts twice."""

    area: str
    kind: str
    gatherings: int
    people: int


def gatherings(scope: Scope, provinces: Collection[str] = ()) -> QuerySet[Gathering]:
    """The gatherings of a scope and the own ones of provinces, the newest first; those that were struck out too
    (``struck`` says so)."""
    found = Gathering.objects.filter(within(scope, "area") | Q(area__in=provinces))
    return found.select_related("struck", "by")


def commitments(scope: Scope, today: date, provinces: Collection[str] = ()) -> QuerySet[Commitment]:
    """What was committed to at the gatherings of a scope, and the own ones of provinces, that count, first what is due
    first; ``standing`` says where each stands today, as :func:`padan.rules.commitments.standing` does."""
    last = Word.objects.filter(commitment=OuterRef("pk")).exclude(ending="").order_by("-pk")
    held = within(scope, "gathering__area") | Q(gathering__area__in=provinces)
    rows = Commitment.objects.filter(held, gathering__struck=None)
    rows = rows.select_related("gathering").annotate(
        ending=Subquery(last.values("ending")[:1]), ended_on=Subquery(last.values("day")[:1])
    )
    return rows.annotate(
        standing=Case(
            When(ending=Ending.DROPPED, then=Value(Standing.DROPPED.value)),
            When(ending=Ending.DONE, ended_on__gt=F("due_on"), then=Value(Standing.DONE_LATE.value)),
            When(ending=Ending.DONE, then=Value(Standing.DONE.value)),
            When(due_on__lt=today, then=Value(Standing.LATE.value)),
            default=Value(Standing.OPEN.value),
        )
    )


def words_of(rows: Iterable[Commitment]) -> QuerySet[Word]:
    """What was told of commitments that were found within a scope, in the order of telling."""
    return Word.objects.filter(commitment__in=[each.pk for each in rows]).select_related("by")


def tallies(scope: Scope, since: date, until: date) -> list[Tally]:
    """How many gatherings that count were held in a scope from a day to a day, by region and kind."""
    rows = gatherings(scope).filter(struck=None, held_on__gte=since, held_on__lte=until).order_by()
    found = rows.values("area", "kind").annotate(gatherings=Count("pk"), people=Sum("people"))
    return [Tally(**row) for row in found.order_by("area", "kind")]
