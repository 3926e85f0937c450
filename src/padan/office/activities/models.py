"""Reports of activities as they were received, and what people said of them. Nothing in them is ever changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from padan.office.accounts.models import Account
from padan.office.activities.lines import Addressed, Said
from padan.office.choices import choices_of
from padan.office.fields import SealedField
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind


class Report(WrittenOnce):
    """A report of a sender: a file, or one form where ``sha256`` is null. ``turn``: how often this file was received
    before and taken back.

    ``key``: the sender's name as companies are told apart (:func:`padan.rules.activities.report.company_key`).
    ``header``: fingerprint of the file's heads; ``mapping``: the head from which each field was read, remembered for
    the sender's next file with these heads.
    """

    sender = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    office = models.BooleanField()
    addressed = models.CharField(max_length=10, choices=choices_of(Addressed))
    area = models.CharField(max_length=13)
    name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)
    header = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    rows_in = models.PositiveIntegerField()
    rows_accepted = models.PositiveIntegerField()
    rows_rejected = models.PositiveIntegerField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "office", "addressed", "area", "sha256", "turn", "header", "mapping", "rows_in", "rows_accepted",
                "rows_rejected", "by", "on",
            ),
            Kind.INTERNAL,
        ),
        # A sender can be one person, and people name files after people.
        **dict.fromkeys(("sender", "key", "name"), Kind.PERSONAL),
    }  # fmt: skip

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("key", "header", "id"), name="report_by_sender"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(rows_in=F("rows_accepted") + F("rows_rejected")), name="every_row_of_a_report_is_told"
            ),
            models.UniqueConstraint(fields=("sha256", "turn"), name="a_file_is_received_once"),
        )

    def __str__(self) -> str:
        return f"activity_report:{self.pk}"


class Withdrawn(WrittenOnce):
    """That a report was accepted by mistake, such as with wrong columns: its activities count no more."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, primary_key=True, related_name="withdrawn")
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**dict.fromkeys(("report", "by", "on"), Kind.INTERNAL), "reason": Kind.PERSONAL}

    def __str__(self) -> str:
        return f"withdrawn:{self.report_id}"


class Activity(WrittenOnce):
    """An activity as one report tells it.

    ``company`` gave and ``implementer`` carried it out, as written; ``key`` as in :class:`Report`. ``place`` as
    written, ``area`` the smallest region that is known, else the report's. ``value`` in rupiah; ``share``: it is said
    to be the sender's part. ``beneficiaries`` may name people and lies sealed.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="activities")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    company = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    implementer = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    sector = models.CharField(max_length=200, blank=True)
    beneficiaries: Any = SealedField()
    place = models.CharField(max_length=300, blank=True)
    area = models.CharField(max_length=13)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    value = models.PositiveBigIntegerField(null=True, blank=True)
    share = models.BooleanField(default=False)
    people = models.PositiveIntegerField(null=True, blank=True)

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "report", "sheet", "row", "title", "description", "sector", "area", "since", "until", "value",
                "share", "people",
            ),
            Kind.INTERNAL,
        ),
        **dict.fromkeys(("company", "key", "implementer", "beneficiaries", "place"), Kind.PERSONAL),
    }  # fmt: skip

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("area", "since"), name="activity_by_area"),)
        constraints = (models.UniqueConstraint(fields=("report", "sheet", "row"), name="a_row_is_one_activity"),)

    def __str__(self) -> str:
        return f"activity:{self.pk}"


class Reject(WrittenOnce):
    """A row of a report that is no activity: where it stands, its cells (sealed), why, and what to do."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rejects")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    written: Any = SealedField()
    why = models.CharField(max_length=300)
    remedy = models.CharField(max_length=300)

    PRIVACY = {
        **dict.fromkeys(("id", "report", "sheet", "row", "column", "why", "remedy"), Kind.INTERNAL),
        "written": Kind.PERSONAL,
    }

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"activity_reject:{self.pk}"


class KindSaid(WrittenOnce):
    """What an activity does, as a person says against its words; the last one holds. ``kind`` is empty where it was
    taken back."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="kinds_said")
    kind = models.CharField(max_length=20, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**dict.fromkeys(("id", "activity", "kind", "by", "on"), Kind.INTERNAL), "reason": Kind.PERSONAL}

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"activity_kind:{self.pk}"


class PairSaid(WrittenOnce):
    """Whether two reports tell of one activity, as a person says; the last one of a pair holds. ``first`` has the
    smaller number."""

    first = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=5, choices=choices_of(Said))
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**dict.fromkeys(("id", "first", "second", "said", "by", "on"), Kind.INTERNAL), "reason": Kind.PERSONAL}

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(first__lt=F("second")), name="smaller_number_first"),)

    def __str__(self) -> str:
        return f"activity_pair:{self.pk}"
