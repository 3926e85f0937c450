"""Questions whether two records are one person, and the decisions of people."""

from __future__ import annotations

from typing import Any

from django.db import models

from padan.office.accounts.models import Account
from padan.office.fields import SealedField
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.office.reviews.states import State, Verdict


class Pair(models.Model):
    """A question, as the newest release that asks it knows it (see :class:`padan.office.reviews.question.Question`).

    ``place`` is null while nobody is asked. ``verdict`` is what holds, also while it is asked again because the
    evidence ``changed`` (sealed JSON). Words count within their ``round`` alone. ``leased_to`` sees it until then.
    """

    record_a = models.CharField(max_length=60)
    record_b = models.CharField(max_length=60)
    area_a = models.CharField(max_length=13)
    area_b = models.CharField(max_length=13)
    release = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    weight = models.FloatField()
    probability = models.FloatField()
    joined = models.BooleanField()
    worth = models.FloatField()
    people = models.PositiveIntegerField()
    records = models.PositiveIntegerField()
    growth = models.BooleanField()
    sample = models.PositiveIntegerField(null=True)
    stratum = models.CharField(max_length=100, blank=True)
    fraction = models.FloatField(null=True)
    band = models.PositiveSmallIntegerField(null=True)
    digest = models.CharField(max_length=64)
    shown: Any = SealedField()
    changed: Any = SealedField(null=True)
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    verdict = models.CharField(max_length=10, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    place = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField(db_index=True)
    leased_to = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    leased_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "record_a", "record_b", "area_a", "area_b", "release", "model", "weight", "probability", "joined",
                "worth", "people", "records", "sample", "stratum", "fraction", "band", "state", "verdict", "round",
                "place", "asked_at", "leased_to", "leased_at", "leased_until",
            ),
            Kind.INTERNAL,
        ),
        **dict.fromkeys(("digest", "shown", "changed"), Kind.PERSONAL),
        "growth": Kind.SPECIFIC,
    }  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=("record_a", "record_b"), name="pair_is_asked_once"),)
        indexes = (
            models.Index(fields=("place", "id"), name="pair_in_queue"),
            # Holds all that is counted: rows are wide, and need not be read for it.
            models.Index(fields=("area_a", "area_b", "state", "verdict", "place"), name="pair_counted"),
        )

    def __str__(self) -> str:
        return f"pair:{self.pk}"

    @property
    def records_asked(self) -> tuple[str, str]:
        """The two records."""
        return self.record_a, self.record_b


class Decision(WrittenOnce):
    """What somebody said of a pair of records: a fact, undone by a later one only.

    ``by`` is None where the program asks again. ``seen`` is JSON of the evidence that was there to see. ``high``: it
    needed a second opinion. ``outcome`` is what it brought about: same, apart, or open where nothing holds any more;
    empty where it changed nothing that holds. ``seconds`` from showing the pair to deciding.
    """

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="decisions")
    record_a = models.CharField(max_length=60)
    record_b = models.CharField(max_length=60)
    verdict = models.CharField(max_length=10, choices=[(verdict.value, verdict.value) for verdict in Verdict])
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()
    note = models.TextField(blank=True)
    seen = models.TextField()
    release = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    seconds = models.PositiveIntegerField(null=True)
    round = models.PositiveSmallIntegerField()
    high = models.BooleanField()
    outcome = models.CharField(max_length=10, blank=True)

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "pair", "record_a", "record_b", "verdict", "by", "on", "release", "model", "seconds", "round",
                "high", "outcome",
            ),
            Kind.INTERNAL,
        ),
        **dict.fromkeys(("note", "seen"), Kind.PERSONAL),
    }  # fmt: skip

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("by", "-id"), name="decision_of_account"),
            models.Index(fields=("pair", "round", "by"), name="decision_of_round"),
        )

    def __str__(self) -> str:
        return f"decision:{self.pk}"
