"""Samples of a round's recipients, the visits to them, and what was found."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import models

from padan.office.accounts.models import Account
from padan.office.aid.models import Round
from padan.office.checking.drawing import Level
from padan.office.choices import choices_of
from padan.office.fields import SealedField
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.rules.risk.answers import NO, UNKNOWN, YES


class Met(StrEnum):
    """Whom the visitor met; only the first has answers."""

    MET = "met"
    ABSENT = "absent"
    REFUSED = "refused"
    MOVED = "moved"
    DEAD = "dead"
    NOWHERE = "nowhere"


def _answers() -> models.SmallIntegerField:
    return models.SmallIntegerField(
        default=int(UNKNOWN), choices=[(int(value), str(int(value))) for value in (UNKNOWN, NO, YES)]
    )


class Sample(WrittenOnce):
    """A draw of families from a round's recipients. ``half_width``, ``confidence`` and ``response`` are what its
    ``size`` was worked out from (shares, 0 to 1). ``frame`` is the list it was drawn from
    (:mod:`padan.office.checking.drawing`), ``digest`` its SHA-256."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=choices_of(Level))
    half_width = models.FloatField()
    confidence = models.FloatField()
    response = models.FloatField()
    population = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    frame = models.TextField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(
            (
                "round", "number", "seed", "level", "half_width", "confidence", "response", "population", "size",
                "digest",
            ),
            Kind.PUBLIC,
        ),
        **dict.fromkeys(("id", "frame", "made_by", "made_at"), Kind.INTERNAL),
    }  # fmt: skip

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="sample_number_once"),)

    def __str__(self) -> str:
        return f"sample:{self.pk}"


class Visit(models.Model):
    """A family to be visited: of the sample as first drawn, or (not ``first``) next in the line of its ``stratum`` for
    one that brought no answer. ``place`` is its place in that line."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="visits")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    stratum = models.CharField(max_length=13)
    place = models.PositiveIntegerField()
    first = models.BooleanField()
    assigned_to = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(null=True)

    PRIVACY = dict.fromkeys(
        ("id", "sample", "family_id", "area", "stratum", "place", "first", "assigned_to", "assigned_at"), Kind.INTERNAL
    )

    class Meta:
        ordering = ("stratum", "place")
        constraints = (models.UniqueConstraint(fields=("sample", "family_id"), name="visited_once_in_a_sample"),)
        indexes = (models.Index(fields=("assigned_to", "sample"), name="visit_by_account"),)

    def __str__(self) -> str:
        return f"visit:{self.pk}"


class Finding(WrittenOnce):
    """What a visitor found. Answers are -1 not known, 0 no, 1 yes: whether the family ``received``, the ``whole``
    amount of every item, ``in_time``; whether it would be ``needy`` today; whether the quality was ``good``; whether
    somebody asked it to have ``paid``. ``told`` is JSON: units received by item, and a note."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="finding")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()
    visited_on = models.DateField()
    met = models.CharField(max_length=10, choices=choices_of(Met))
    received = _answers()
    whole = _answers()
    in_time = _answers()
    needy = _answers()
    good = _answers()
    paid = _answers()
    told: Any = SealedField()

    PRIVACY = {
        **dict.fromkeys(("id", "visit", "by", "on", "visited_on"), Kind.INTERNAL),
        **dict.fromkeys(("met", "received", "whole", "in_time", "needy", "good", "paid"), Kind.PERSONAL),
        "told": Kind.SPECIFIC,
    }

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"finding:{self.pk}"
