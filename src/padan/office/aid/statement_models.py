"""What villages say of a round's list and what became of it; and which families went over into others."""

from __future__ import annotations

from django.db import models

from padan.office.accounts.models import Account
from padan.office.aid.states import Verdict
from padan.office.choices import choices_of
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.office.registry.models import Release


class Former(models.Model):
    """A family that is no more in a release, by its id, and one that goes on in its place."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=16)
    becomes = models.CharField(max_length=16)

    PRIVACY = dict.fromkeys(("id", "release", "was", "becomes"), Kind.INTERNAL)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("release", "was", "becomes"), name="former_once"),)

    def __str__(self) -> str:
        return f"former:{self.was}"


class Statement(WrittenOnce):
    """What a village says of a family in a round's list; what it says later of the same stands beside it and counts.
    ``objection``: somebody else said it and the village passes it on, without who that was. ``visited_on``: the day on
    which the family was visited for it (a field check); none where it is known without."""

    round = models.ForeignKey("aid.Round", on_delete=models.PROTECT, related_name="statements")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    verdict = models.CharField(max_length=12, choices=choices_of(Verdict))
    why = models.TextField(blank=True)
    objection = models.BooleanField(default=False)
    visited_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("id", "round", "family_id", "area", "objection", "visited_on", "by", "on"), Kind.INTERNAL),
        **dict.fromkeys(("verdict", "why"), Kind.PERSONAL),
    }

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("round", "area"), name="statement_by_village"),)

    def __str__(self) -> str:
        return f"statement:{self.pk}"


class Minutes(WrittenOnce):
    """That a village met about a round's list: when, where, how many were there, and what was agreed. Later minutes of
    the same village stand beside the first."""

    round = models.ForeignKey("aid.Round", on_delete=models.PROTECT, related_name="minutes")
    area = models.CharField(max_length=13)
    met_on = models.DateField()
    place = models.CharField(max_length=120)
    present = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("id", "round", "area", "met_on", "place", "present", "by", "on"), Kind.INTERNAL),
        "note": Kind.PERSONAL,
    }

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"minutes:{self.pk}"


class Settled(WrittenOnce):
    """What became of a statement that a family does not belong in the list: ``taken``, and the family was excluded, or
    not, and why."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="settled")
    taken = models.BooleanField()
    why = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("id", "statement", "taken", "by", "on"), Kind.INTERNAL),
        "why": Kind.PERSONAL,
    }

    def __str__(self) -> str:
        return f"settled:{self.statement_id}"
