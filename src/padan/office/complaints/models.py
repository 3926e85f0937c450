"""Complaints, who is named in them, and every step that one took."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.aid.models import Programme, Round
from padan.office.choices import choices_of
from padan.office.complaints.states import OPEN, Against, Channel, Desk, Outcome, State
from padan.office.fields import SealedField
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.office.subjects.models import Case


class Complaint(models.Model):
    """What somebody complains about.

    ``digest`` is of the code by which who complains finds it again; the code itself is kept nowhere. ``category`` as in
    :func:`padan.reference.complaints.categories`, ``sensitive`` as that said when it was last sorted. ``area`` is a
    village or the whole regency. ``text``, ``whom`` (who is complained of), ``name`` and ``contact`` lie sealed, empty
    where nothing was said. ``subject`` is whose data are meant, as the trail calls a person, and ``case`` the request
    that was opened for them; both are found by whoever examines it.

    ``due_on``: by when it is to be answered; ``waits_until``: by when whoever waits now is to hear, null where nobody
    waits. ``settled_at``: when it was answered, decided or withdrawn, null while it is open.
    """

    digest = models.CharField(max_length=64, unique=True)
    category = models.CharField(max_length=20)
    sensitive = models.BooleanField()
    area = models.CharField(max_length=13)
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=choices_of(Channel))
    filed_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    against = models.CharField(max_length=12, choices=choices_of(Against), blank=True)
    text: Any = SealedField()
    whom: Any = SealedField()
    name: Any = SealedField()
    contact: Any = SealedField()
    subject = models.CharField(max_length=30, blank=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.RECEIVED.value)
    desk = models.CharField(max_length=12, choices=choices_of(Desk))
    outcome = models.CharField(max_length=10, choices=choices_of(Outcome), blank=True)
    due_on = models.DateField()
    waits_until = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "digest", "category", "sensitive", "area", "programme", "round", "channel", "filed_by",
                "filed_at", "state", "desk", "outcome", "due_on", "waits_until", "answered_on", "settled_at", "case",
            ),
            Kind.INTERNAL,
        ),
        **dict.fromkeys(("against", "whom", "name", "contact", "subject"), Kind.PERSONAL),
        "text": Kind.SPECIFIC,
    }  # fmt: skip

    class Meta:
        ordering = ("-filed_at", "-pk")
        indexes = (
            models.Index(fields=("area", "state", "waits_until"), name="complaint_by_area"),
            models.Index(fields=("filed_at",), name="complaint_by_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(waits_until__isnull=False) ^ ~Q(state__in=sorted(map(str, OPEN))),
                name="complaint_waits_or_not",
            ),
            # Whatever writes here: a sensitive one never stands where many sit.
            models.CheckConstraint(
                condition=Q(sensitive=False) | Q(desk__in=(Desk.SECRETARIAT.value, Desk.INSPECTORATE.value)),
                name="sensitive_at_few_desks",
            ),
        )

    def __str__(self) -> str:
        return f"complaint:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for a desk."""
        return self.state in OPEN


class Named(WrittenOnce):
    """An account that a complaint is about: it never sees the complaint. ``by`` is null where the program found the
    name in what was written."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="named")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("id", "complaint", "by", "on"), Kind.INTERNAL),
        "account": Kind.PERSONAL,
    }

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("complaint", "account"), name="named_once"),)

    def __str__(self) -> str:
        return f"named:{self.pk}"


class Step(WrittenOnce):
    """What was done to a complaint: moved on, handed to another desk or sorted anew (``before`` = ``after``). ``text``
    is what was said: an answer, an appeal, a reason. ``by`` is null for who complains."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    desk = models.CharField(max_length=12)
    text: Any = SealedField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("id", "complaint", "before", "after", "desk", "by", "on"), Kind.INTERNAL),
        "text": Kind.SPECIFIC,
    }

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"complaint_step:{self.pk}"
