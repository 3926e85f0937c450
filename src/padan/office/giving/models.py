"""Givers, who acts for them, their sites, who has authority over them, and messages between them and the office."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.choices import choices_of
from padan.office.fields import SealedField
from padan.office.giving.kinds import Act, Form
from padan.office.giving.pledge_models import (
    Done,
    GiftRound,
    Hold,
    Instalment,
    Needed,
    Pledge,
    Released,
    Taken,
)
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.rules.giving.authority import Holder

__all__ = [
    "Act", "Agreed", "Claim", "Consent", "Done", "Form", "GiftRound", "Giver", "Hold", "Instalment", "Message",
    "Needed", "Passed", "Pledge", "Released", "Representative", "Settlement", "Site", "Taken", "Vetting",
]  # fmt: skip


def _internal(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(("id", *names), Kind.INTERNAL)


class Giver(models.Model):
    """Somebody who gives. ``kind`` as in :func:`padan.reference.giving.giver_kinds`. An organisation has a ``name``, an
    individual a sealed ``person`` and no name. ``contact`` says how to reach them; ``area`` the regency whose officers
    look after them."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120, blank=True)
    person: Any = SealedField(null=True, blank=True)
    contact: Any = SealedField()
    sector = models.CharField(max_length=60, blank=True)
    permit_kind = models.CharField(max_length=60, blank=True)
    permit_number = models.CharField(max_length=80, blank=True)
    permit_issuer = models.CharField(max_length=120, blank=True)
    area = models.CharField(max_length=13)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    PRIVACY = {
        **_internal(
            "kind", "name", "sector", "permit_kind", "permit_number", "permit_issuer", "area", "made_by", "made_at"
        ),
        **dict.fromkeys(("person", "contact"), Kind.PERSONAL),
    }

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(name="") ^ Q(person__isnull=True), name="giver_has_one_name"),
            models.UniqueConstraint(fields=("area", "name"), condition=~Q(name=""), name="giver_name_once"),
        )

    def __str__(self) -> str:
        return f"giver:{self.pk}"

    @property
    def called(self) -> str:
        """Its name, or the person's."""
        return self.name or str(self.person)


class Vetting(WrittenOnce):
    """That an officer looked whether a giver is who it says; the newest holds."""

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="vettings")
    verified = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**_internal("giver", "verified", "by", "on"), "reason": Kind.PERSONAL}

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"vetting:{self.pk}"


class Consent(WrittenOnce):
    """That a giver agreed to a version of the text on what is kept of it, or withdrew (``given`` is false); the newest
    holds."""

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="consents")
    version = models.CharField(max_length=20)
    given = models.BooleanField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("giver", "version", "given", "by", "on")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"consent:{self.pk}"


class Representative(models.Model):
    """An account that acts for a giver until it is ended; for one giver at a time."""

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="representatives")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()
    ended_on = models.DateTimeField(null=True, blank=True)

    PRIVACY = _internal("giver", "account", "by", "on", "ended_on")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("account",), condition=Q(ended_on=None), name="account_for_one_giver_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"representative:{self.pk}"


class Site(WrittenOnce):
    """Where a giver works: a village or a kecamatan, and the position in degrees where it is known."""

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=13)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("giver", "name", "area", "latitude", "longitude", "by", "on")

    class Meta:
        ordering = ("area", "name")
        constraints = (
            models.UniqueConstraint(fields=("giver", "name"), name="site_name_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="site_lies_on_the_earth",
            ),
        )

    def __str__(self) -> str:
        return f"site:{self.pk}"


class _Authority(WrittenOnce):
    """What is said of the authority over a giver, in a ``matter``, from a day on; ``basis`` is the code of a law
    (:func:`padan.reference.giving.authority_bases`) or names the document whose file has the SHA-256 ``document``.
    ``side``: for whom ``by`` spoke."""

    matter = models.CharField(max_length=20)
    holder = models.CharField(max_length=10, choices=choices_of(Holder))
    since = models.DateField()
    basis = models.CharField(max_length=200)
    document = models.CharField(max_length=64, blank=True)
    side = models.CharField(max_length=10, choices=choices_of(Holder))
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("giver", "matter", "holder", "since", "basis", "document", "side", "by", "on")

    class Meta:
        abstract = True
        ordering = ("pk",)


class Claim(_Authority):
    """That the province, the regency or both have it, until a day where one is known."""

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="claims")
    until = models.DateField(null=True, blank=True)

    PRIVACY = {**_Authority.PRIVACY, "until": Kind.INTERNAL}

    def __str__(self) -> str:
        return f"claim:{self.pk}"


class Settlement(_Authority):
    """How one side would end a dispute; it holds when the other side has agreed."""

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="settlements")

    def __str__(self) -> str:
        return f"settlement:{self.pk}"


class Agreed(WrittenOnce):
    """That the other side agreed to a settlement."""

    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, related_name="agreed")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("settlement", "by", "on")

    def __str__(self) -> str:
        return f"agreed:{self.pk}"


class Message(WrittenOnce):
    """What a giver writes to a family, or somebody writes for the family to a giver; it passes only when an officer
    lets it through."""

    giver = models.ForeignKey(Giver, on_delete=models.PROTECT, related_name="messages")
    hold = models.ForeignKey(Hold, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    of_giver = models.BooleanField()
    text: Any = SealedField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**_internal("giver", "hold", "of_giver", "by", "on"), "text": Kind.SPECIFIC}

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"message:{self.pk}"


class Passed(WrittenOnce):
    """That an officer let a message through, or kept it, and why."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="passed")
    through = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**_internal("message", "through", "by", "on"), "reason": Kind.PERSONAL}

    def __str__(self) -> str:
        return f"passed:{self.pk}"
