"""What was found of goods when they came, and later."""

from __future__ import annotations

from django.db import models

from padan.office.accounts.models import Account
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind


class Examination(WrittenOnce):
    """What somebody found of the goods of a movement at the point that it reached; the newest holds from its ``day``
    on, and a later one is written beside it when what was ``unfit`` has been put away.

    ``unfit``: units that lay there and were not fit. ``last_day``: on which they are good, null where they bear none.
    ``price``: rupiah of a unit by the supplier's papers, null where it is not known. ``examiner``: who looked, by name;
    ``by`` wrote it down. ``paper``: the number of the record of the examination.
    """

    movement = models.ForeignKey("delivery.Movement", on_delete=models.PROTECT, related_name="examinations")
    day = models.DateField()
    unfit = models.PositiveIntegerField(default=0)
    last_day = models.DateField(null=True, blank=True)
    price = models.PositiveIntegerField(null=True, blank=True)
    examiner = models.CharField(max_length=120)
    paper = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(
            ("id", "movement", "day", "unfit", "last_day", "price", "paper", "by", "on"), Kind.INTERNAL
        ),
        "examiner": Kind.PERSONAL,
    }  # fmt: skip

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"examination:{self.pk}"
