"""Files that were sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from padan.office.accounts.models import Account
from padan.office.jobs.models import Job
from padan.office.privacy import Kind
from padan.office.receiving.states import COUNTED, State


class Upload(models.Model):
    """One file that somebody sent. ``area`` is the region that the sender sent it for; ``stored`` the name under which
    it lies in ``PADAN_HOME/work`` until it was received; ``source`` the kind of list that it was found to be.

    ``was_known`` says whether the register had the very file before work on it began; null before that. ``same_as`` is
    an earlier upload of the very same file.
    """

    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=13)
    sent_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    was_known = models.BooleanField(null=True)
    receipt_id = models.CharField(max_length=16, blank=True)
    source = models.CharField(max_length=40, blank=True)
    rows_in = models.PositiveIntegerField(null=True)
    rows_accepted = models.PositiveIntegerField(null=True)
    rows_rejected = models.PositiveIntegerField(null=True)

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "size", "sha256", "stored", "area", "sent_by", "sent_at", "state", "job", "same_as", "was_known",
                "receipt_id", "source", "rows_in", "rows_accepted", "rows_rejected",
            ),
            Kind.INTERNAL,
        ),
        # People name files after people.
        "name": Kind.PERSONAL,
    }  # fmt: skip

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("sha256",), condition=Q(state__in=sorted(map(str, COUNTED))), name="one_copy_of_a_file_counts"
            ),
            models.CheckConstraint(
                condition=Q(rows_in__isnull=True) | Q(rows_in=F("rows_accepted") + F("rows_rejected")),
                name="every_row_is_accounted_for",
            ),
        )
        indexes = (
            models.Index(fields=("area", "id"), name="upload_by_area"),
            models.Index(fields=("sent_by", "id"), name="upload_by_sender"),
        )

    def __str__(self) -> str:
        return f"upload:{self.pk}"
