"""What givers say that they bring, what was answered, and the hand-overs that an answer became. How a consignment
stands is nowhere stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.bringing.kinds import Because
from padan.office.choices import choices_of
from padan.office.delivery.models import Event, Movement
from padan.office.giving.models import Giver, Hold, Pledge
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind


def _internal(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(("id", *names), Kind.INTERNAL)


class Consignment(WrittenOnce):
    """``units`` that a giver says it brought, or brings, on a ``day``: of goods (``item``) to an ``area``, or of works
    or a service for whom it knows by the code of a ``hold``; ``area`` is then where the family lives, which the giver
    is not told.

    ``key`` was made with the form, so that one that is sent twice is one. ``paper``: the number of the delivery note,
    of the record of completion or of the payment; ``picture``: the SHA-256 of its file, empty where there is none.
    """

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="consignments")
    key = models.CharField(max_length=36)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="consignments")
    hold = models.ForeignKey(Hold, null=True, blank=True, on_delete=models.PROTECT, related_name="consignments")
    area = models.CharField(max_length=13)
    item = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=20)
    units = models.PositiveIntegerField()
    day = models.DateField()
    paper = models.CharField(max_length=80)
    picture = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **_internal(
            "giver", "key", "pledge", "hold", "area", "item", "unit", "units", "day", "picture", "by", "on"
        ),
        "paper": Kind.PERSONAL,
    }  # fmt: skip

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("area",), name="consignment_by_area"),)
        constraints = (
            models.UniqueConstraint(fields=("giver", "key"), name="consignment_once"),
            models.CheckConstraint(condition=Q(units__gt=0), name="consignment_of_something"),
            models.CheckConstraint(
                condition=Q(hold=None) & ~Q(item="") | Q(hold__isnull=False, item=""),
                name="consignment_of_goods_or_for_a_hold",
            ),
        )

    def __str__(self) -> str:
        return f"consignment:{self.pk}"

    @property
    def is_goods(self) -> bool:
        """Whether goods were brought to a place."""
        return self.hold_id is None


class Answer(WrittenOnce):
    """What somebody of the place says of a consignment: so many ``units`` came (none: it is refused), ``because`` of
    what another number; ``note`` is not for the giver. Goods that came are a ``movement``."""

    consignment = models.OneToOneField(Consignment, primary_key=True, on_delete=models.PROTECT, related_name="answer")
    units = models.PositiveIntegerField()
    because = models.CharField(max_length=10, blank=True, choices=choices_of(Because))
    note = models.TextField(blank=True)
    movement = models.OneToOneField(Movement, null=True, blank=True, on_delete=models.PROTECT, related_name="brought")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("consignment", "units", "because", "movement", "by", "on"), Kind.INTERNAL),
        "note": Kind.PERSONAL,
    }  # fmt: skip

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(units__gt=0) | ~Q(because=""), name="refused_for_a_reason"),)

    def __str__(self) -> str:
        return f"answer:{self.consignment_id}"


class Part(WrittenOnce):
    """A hand-over that an answer became: one for each month of the round in which something of it counts."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="parts")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="brought")

    PRIVACY = _internal("answer", "event")

    def __str__(self) -> str:
        return f"part:{self.pk}"
