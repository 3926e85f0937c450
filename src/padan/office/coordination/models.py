"""Gatherings with their minutes, commitments made there, and what was told of each."""

from __future__ import annotations

from django.db import models

from padan.office.accounts.models import Account
from padan.office.choices import choices_of
from padan.office.coordination.kinds import Gathered
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.rules.commitments import Ending


class Gathering(WrittenOnce):
    """A meeting, or an event that spread the word. ``people``: how many came; ``agencies``: the names of the agencies
    and groups that took part. ``minutes``: the file as it is stored (:mod:`padan.office.tasks.papers`), empty without
    one."""

    kind = models.CharField(max_length=10, choices=choices_of(Gathered))
    title = models.CharField(max_length=160)
    area = models.CharField(max_length=13)
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    people = models.PositiveIntegerField()
    agencies = models.JSONField()
    note = models.TextField(blank=True)
    minutes = models.CharField(max_length=70, blank=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("kind", "title", "area", "held_on", "place", "people", "agencies"), Kind.PUBLIC),
        **dict.fromkeys(("id", "minutes", "minutes_sha256", "by", "on"), Kind.INTERNAL),
        "note": Kind.PERSONAL,
    }

    class Meta:
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=("area", "held_on"), name="gathering_by_area"),)

    def __str__(self) -> str:
        return f"gathering:{self.pk}"


class Struck(WrittenOnce):
    """That a gathering was written down by mistake: it counts no more."""

    gathering = models.OneToOneField(Gathering, on_delete=models.PROTECT, primary_key=True, related_name="struck")
    why = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**dict.fromkeys(("gathering", "by", "on"), Kind.INTERNAL), "why": Kind.PERSONAL}

    def __str__(self) -> str:
        return f"struck:{self.gathering_id}"


class Commitment(WrittenOnce):
    """What somebody (``owner``: an agency, a company, a village) said at a gathering that they will do, and by when."""

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="commitments")
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("what", "owner", "due_on"), Kind.PUBLIC),
        **dict.fromkeys(("id", "gathering", "by", "on"), Kind.INTERNAL),
    }

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"commitment:{self.pk}"


class Word(WrittenOnce):
    """What was told of a commitment, and of which ``day``; ``ending`` is empty where it only tells how it goes."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="told")
    ending = models.CharField(max_length=10, blank=True, choices=choices_of(Ending))
    day = models.DateField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("id", "commitment", "ending", "day", "by", "on"), Kind.INTERNAL),
        "text": Kind.PERSONAL,
    }

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"commitment_word:{self.pk}"
