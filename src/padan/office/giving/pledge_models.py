"""Pledges with their instalments, what was done to them, and the holds on needs. How a pledge stands and what is left
of it is nowhere stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.aid.models import Round
from padan.office.choices import choices_of
from padan.office.giving.kinds import Act, Form
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.rules.giving.units import RUPIAH


def _internal(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(("id", *names), Kind.INTERNAL)


class Pledge(WrittenOnce):
    """What a giver offers, in one unit of account: rupiah, or whole units of an ``item``, each of the stated ``worth``
    in rupiah (1 for rupiah). How much is the sum of its instalments.

    For whom: regions (``areas``), ``kinds`` of aid and full months of age; what is empty or null restricts nothing.
    ``replaces``: the pledge whose place it takes.
    """

    giver = models.ForeignKey("giving.Giver", on_delete=models.PROTECT, related_name="pledges")
    form = models.CharField(max_length=10, choices=choices_of(Form))
    item = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=20)
    worth = models.PositiveBigIntegerField()
    areas = models.JSONField(default=list, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    least_months = models.PositiveSmallIntegerField(null=True, blank=True)
    most_months = models.PositiveSmallIntegerField(null=True, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal(
        "giver", "form", "item", "unit", "worth", "areas", "kinds", "least_months", "most_months", "replaces", "by",
        "on",
    )  # fmt: skip

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(worth__gt=0), name="pledge_of_some_worth"),
            models.CheckConstraint(
                condition=Q(form=Form.MONEY.value, unit=RUPIAH, worth=1, item="")
                | (~Q(form=Form.MONEY.value) & ~Q(item="") & ~Q(unit=RUPIAH)),
                name="pledge_in_one_unit",
            ),
        )

    def __str__(self) -> str:
        return f"pledge:{self.pk}"


class Instalment(WrittenOnce):
    """What of a pledge is to be given by a day, in its unit. A later ``change`` is one too, and may be negative."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="instalments")
    due = models.DateField()
    amount = models.BigIntegerField()
    change = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("pledge", "due", "amount", "change", "reason", "by", "on")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0) | Q(change=True), name="instalment_of_something"),
            models.UniqueConstraint(
                fields=("pledge", "due"), condition=Q(change=False), name="instalment_once_a_day"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"instalment:{self.pk}"


class Done(WrittenOnce):
    """What somebody did to a pledge: confirmed, withdrew or replaced it."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=10, choices=choices_of(Act))
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("pledge", "act", "reason", "by", "on")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("pledge", "act"), name="done_once_to_a_pledge"),)

    def __str__(self) -> str:
        return f"done:{self.pk}"


class Needed(models.Model):
    """A need on which a hold was ever made; its row is the lock by which two holds of one need come one after the
    other. Fields as of :class:`padan.rules.giving.needs.Need`, as they were at the first hold."""

    need_id = models.CharField(max_length=16, primary_key=True)
    family_id = models.CharField(max_length=16)
    person_id = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=20)
    area = models.CharField(max_length=13)
    unit = models.CharField(max_length=20)

    PRIVACY = dict.fromkeys(("need_id", "family_id", "person_id", "kind", "area", "unit"), Kind.INTERNAL)

    class Meta:
        indexes = (models.Index(fields=("area",), name="needed_by_area"),)

    def __str__(self) -> str:
        return f"need:{self.need_id}"


class GiftRound(WrittenOnce):
    """A round of aid that is paid by givers; what is handed out in it is counted against its holds."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="gifts")

    PRIVACY = {"round": Kind.INTERNAL}

    def __str__(self) -> str:
        return f"gift:{self.round_id}"


class Hold(WrittenOnce):
    """``units`` of a need that a pledge is kept for, each taking ``per_unit`` of the pledge's unit, until the day
    ``expires_on`` unless a round takes it up. Which pledge it was matched with, and why, says ``reason``."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="holds")
    need = models.ForeignKey(Needed, on_delete=models.PROTECT, related_name="holds")
    units = models.PositiveIntegerField()
    per_unit = models.PositiveBigIntegerField()
    expires_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("pledge", "need", "units", "per_unit", "expires_on", "reason", "by", "on")

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(units__gt=0, per_unit__gt=0), name="hold_of_something"),)

    def __str__(self) -> str:
        return f"hold:{self.pk}"

    @property
    def amount(self) -> int:
        """What it keeps of the pledge, in the pledge's unit."""
        return self.units * self.per_unit


class Released(WrittenOnce):
    """That an officer ended a hold before its day, and why."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="released")
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("hold", "reason", "by", "on")

    def __str__(self) -> str:
        return f"released:{self.pk}"


class Taken(WrittenOnce):
    """That a gift round delivers a hold."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="taken")
    gift = models.ForeignKey(GiftRound, on_delete=models.PROTECT, related_name="taken")
    on = models.DateTimeField()

    PRIVACY = _internal("hold", "gift", "on")

    def __str__(self) -> str:
        return f"taken:{self.pk}"
