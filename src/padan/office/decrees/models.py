"""Decrees and the recipients that they name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.aid.models import Round
from padan.office.choices import choices_of
from padan.office.decrees.states import Kind, State
from padan.office.fields import SealedField, SealedIndexField
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind as Privacy


class Decree(models.Model):
    """A decree of a round; ``changes`` the one that it amends or withdraws. ``agency``, ``number``, ``about``,
    ``signed_on``, ``full_numbers`` and ``words`` as in :class:`padan.office.decrees.words.Drafted`, ``year`` that of
    ``signed_on``. ``hands``: everybody who drafted it.

    Once sealed: ``seal`` is the SHA-256 of :mod:`padan.office.decrees.snapshot` and ``salt`` stands in it;
    ``recorded`` are families that fell out or could not be chosen for what the table of exclusions does not say (they
    get the same in another round, or were excluded under another id), with the reason; ``replaced`` who fell out of the
    list, who followed, and why: both as they were found then.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decrees")
    kind = models.CharField(max_length=10, choices=choices_of(Kind))
    state = models.CharField(max_length=6, choices=choices_of(State), default=State.DRAFT.value)
    changes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="changed_by")
    area = models.CharField(max_length=13)
    agency = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    about = models.CharField(max_length=400)
    signed_on = models.DateField()
    full_numbers = models.BooleanField(default=False)
    words = models.JSONField()
    reason = models.TextField(blank=True)
    references = models.JSONField(default=dict)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    hands = models.ManyToManyField(Account, related_name="+")
    decreed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    decreed_at = models.DateTimeField(null=True)
    seal = models.CharField(max_length=64, null=True, unique=True)
    salt = SealedField(null=True)
    recorded = models.JSONField(default=list)
    replaced = models.JSONField(default=list)

    PRIVACY = {
        **dict.fromkeys(
            (
                "round", "kind", "state", "changes", "area", "agency", "year", "number", "about", "signed_on", "words",
                "seal",
            ),
            Privacy.PUBLIC,
        ),
        **dict.fromkeys(
            ("id", "full_numbers", "made_by", "made_at", "decreed_by", "decreed_at", "salt"), Privacy.INTERNAL
        ),
        **dict.fromkeys(("reason", "references", "recorded", "replaced"), Privacy.PERSONAL),
    }  # fmt: skip

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "year", "number"), name="decree_number_once_a_year"),
            models.UniqueConstraint(fields=("round",), condition=Q(kind="first"), name="one_first_decree_of_a_round"),
            # A decree is changed by one other: later changes change that one.
            models.UniqueConstraint(fields=("changes",), name="decree_changed_once"),
            models.CheckConstraint(condition=Q(kind="first") ^ Q(changes__isnull=False), name="change_names_a_decree"),
            models.CheckConstraint(
                condition=Q(state="draft", seal=None, decreed_by=None)
                | Q(state="sealed", seal__isnull=False, decreed_by__isnull=False),
                name="sealed_decree_has_a_seal",
            ),
        )

    def __str__(self) -> str:
        return f"decree:{self.pk}"


class Recipient(WrittenOnce):
    """A family that a decree names, as it is printed; ``number`` its place in the annex, ``rank`` that in the round,
    ``area`` its village. Fields as in :class:`padan.office.decrees.words.Told`; ``amounts``: units a month of each
    portion of the round's package, in its order."""

    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="recipients")
    number = models.PositiveIntegerField()
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13, blank=True)
    rank = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    nik = SealedField(null=True)
    nik_index = SealedIndexField(of="nik", null=True, db_index=False)
    kk = SealedField(null=True)
    kk_index = SealedIndexField(of="kk", null=True, db_index=False)
    address = models.TextField(blank=True)
    rt = models.CharField(max_length=40, blank=True)
    rw = models.CharField(max_length=40, blank=True)
    members = models.PositiveIntegerField()
    under_five = models.PositiveIntegerField(null=True)
    under_two = models.PositiveIntegerField(null=True)
    amounts = models.JSONField()

    PRIVACY = {
        **dict.fromkeys(("id", "decree", "number", "family_id", "area", "rank"), Privacy.INTERNAL),
        **dict.fromkeys(
            (
                "name", "nik", "nik_index", "kk", "kk_index", "address", "rt", "rw", "members", "under_five",
                "under_two", "amounts",
            ),
            Privacy.PERSONAL,
        ),
    }  # fmt: skip

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("decree", "area"), name="recipient_by_area"),)
        constraints = (
            models.UniqueConstraint(fields=("decree", "number"), name="recipient_number_once"),
            models.UniqueConstraint(fields=("decree", "family_id"), name="recipient_once_in_a_decree"),
        )

    def __str__(self) -> str:
        return f"recipient:{self.decree_id}.{self.number}"
