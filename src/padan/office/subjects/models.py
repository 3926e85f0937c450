"""Cases of people who ask something about their data, and breaches."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from padan.office.privacy import Kind
from padan.office.subjects.states import OPEN, Right, State


class Case(models.Model):
    """What somebody asks for. ``subject`` is whose data they are, as the trail calls a person (``person:P1…``);
    ``asked_by`` who came, ``paper`` what shows that they may ask; ``due_at`` by when the law wants an answer."""

    right = models.CharField(max_length=20, choices=[(right.value, right.value) for right in Right])
    subject = models.CharField(max_length=30)
    area = models.CharField(max_length=13)
    wanted = models.TextField()
    asked_by = models.CharField(max_length=150)
    paper = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    answer = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {
        **dict.fromkeys(("id", "right", "area", "asked_at", "due_at", "state", "settled_at"), Kind.INTERNAL),
        **dict.fromkeys(("subject", "asked_by", "paper"), Kind.PERSONAL),
        **dict.fromkeys(("wanted", "answer"), Kind.SPECIFIC),
    }

    class Meta:
        ordering = ("due_at", "id")
        indexes = (
            models.Index(fields=("state", "due_at"), name="case_by_state"),
            models.Index(fields=("subject",), name="case_of_subject"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(state__in=sorted(map(str, OPEN))),
                name="case_is_open_or_settled",
            ),
        )

    def __str__(self) -> str:
        return f"case:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for the office."""
        return self.state in OPEN


class Breach(models.Model):
    """A failure of protection (UU 27/2022, article 46): when it was found, what happened, to which ``data`` of whom
    (``whose``), of how many (null: not known yet), what was ``done`` about it, and who was told when."""

    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    area = models.CharField(max_length=13)
    what = models.TextField()
    data = models.TextField()
    whose = models.TextField()
    many = models.PositiveIntegerField(null=True, blank=True)
    done = models.TextField(blank=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    authority_told_at = models.DateTimeField(null=True, blank=True)
    public_told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "found_at", "due_at", "area", "many", "people_told_at", "authority_told_at", "public_told_at",
                "closed_at",
            ),
            Kind.INTERNAL,
        ),
        **dict.fromkeys(("what", "data", "whose", "done"), Kind.PERSONAL),
    }  # fmt: skip

    class Meta:
        ordering = (F("closed_at").asc(nulls_first=True), "due_at", "id")

    def __str__(self) -> str:
        return f"breach:{self.pk}"

    @property
    def told_at(self) -> datetime | None:
        """When both whom the law names had been told; None before."""
        both = (self.people_told_at, self.authority_told_at)
        return None if None in both else max(moment for moment in both if moment)
