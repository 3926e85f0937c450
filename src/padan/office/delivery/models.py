"""Entitlements, hand-overs and what each comes to, points with their stock and days, successors. What was received is
nowhere stored: it is the sum of the events that count."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from padan.office.accounts.models import Account
from padan.office.aid.models import Round
from padan.office.choices import choices_of
from padan.office.delivery.examined_models import Examination as Examination
from padan.office.fields import SealedField
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.rules.delivery import Checked, Ending, Fate, Label, Outcome, Taker, Way, Why


def _internal(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(("id", *names), Kind.INTERNAL)


class Entitlement(WrittenOnce):
    """What a family of a round is entitled to in a month by one portion of the package (its ``number``): ``amount``
    whole units of an item. ``month`` is its first day. Written when the delivery begins, from the heads known then."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entitlements")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    amount = models.PositiveIntegerField()

    PRIVACY = _internal("round", "family_id", "area", "month", "number", "item", "unit", "amount")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "family_id", "month", "number"), name="entitled_once_a_month"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="entitled_to_something"),
        )
        indexes = (models.Index(fields=("round", "area", "month"), name="entitled_by_area"),)

    def __str__(self) -> str:
        return f"entitlement:{self.pk}"


class Point(models.Model):
    """Where stock lies and is handed out: a warehouse, or a point (*titik bagi*) of a village."""

    name = models.CharField(max_length=120)
    area = models.CharField(max_length=13)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    PRIVACY = {**dict.fromkeys(("name", "area"), Kind.PUBLIC), **_internal("made_by", "made_at")}

    class Meta:
        ordering = ("area", "name")
        constraints = (models.UniqueConstraint(fields=("area", "name"), name="point_name_once_in_a_place"),)

    def __str__(self) -> str:
        return f"point:{self.pk}"


class Movement(WrittenOnce):
    """Units of an item that came to a point, left it, or both; ``way`` says how. ``key`` was made where it was written,
    so that one that is sent twice is one. ``paper``: the number of the delivery note or invoice."""

    key = models.CharField(max_length=36, unique=True)
    way = models.CharField(max_length=10, choices=choices_of(Way))
    item = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    amount = models.PositiveIntegerField()
    source = models.ForeignKey(Point, null=True, on_delete=models.PROTECT, related_name="sent")
    target = models.ForeignKey(Point, null=True, on_delete=models.PROTECT, related_name="came")
    supplier = models.CharField(max_length=120, blank=True)
    paper = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **_internal("key", "way", "item", "unit", "amount", "source", "target", "supplier", "paper", "by", "on"),
        "note": Kind.PERSONAL,
    }

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="movement_of_something"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="movement_between_two_points"),
        )

    def __str__(self) -> str:
        return f"movement:{self.pk}"


class Day(models.Model):
    """A day on which a month of a round is handed out at a point, to the families of an area."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="days")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="days")
    area = models.CharField(max_length=13)
    month = models.DateField()
    on_day = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("round", "point", "area", "month", "on_day"), Kind.PUBLIC), **_internal("made_by", "made_at"),
    }  # fmt: skip

    class Meta:
        ordering = ("on_day", "pk")
        constraints = (models.UniqueConstraint(fields=("round", "month", "area"), name="day_once_for_a_place"),)

    def __str__(self) -> str:
        return f"day:{self.pk}"


class Queued(WrittenOnce):
    """The number under which a family is called on a day."""

    day = models.ForeignKey(Day, on_delete=models.PROTECT, related_name="queue")
    family_id = models.CharField(max_length=16)
    number = models.PositiveIntegerField()

    PRIVACY = _internal("day", "family_id", "number")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("day", "family_id"), name="queued_once_a_day"),
            models.UniqueConstraint(fields=("day", "number"), name="number_once_in_a_queue"),
        )

    def __str__(self) -> str:
        return f"queued:{self.pk}"


class Event(WrittenOnce):
    """One hand-over, or one try: a fact as somebody told it, never changed.

    ``digest`` is the SHA-256 of its content and ``key`` the UUID made where it was written: what is sent again is the
    same row, and one key with two contents is two. ``handed_at`` is by the phone's clock and orders events; ``day`` is
    the day by the office's. ``area`` is where the family is listed, else the point's. ``proofs``: kinds of evidence
    with the SHA-256 of their files, as ``photo:… letter:…``.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    key = models.CharField(max_length=36, db_index=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="events")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    month = models.DateField()
    outcome = models.CharField(max_length=10, choices=choices_of(Outcome))
    item = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    amount = models.PositiveIntegerField()
    instead_of = models.CharField(max_length=80, blank=True)
    corrects = models.CharField(max_length=36, blank=True)
    point = models.ForeignKey(Point, null=True, on_delete=models.PROTECT, related_name="events")
    handed_at = models.DateTimeField()
    day = models.DateField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=40, blank=True)
    taker = models.CharField(max_length=10, blank=True, choices=choices_of(Taker))
    taker_id = models.CharField(max_length=16, blank=True)
    checked = models.CharField(max_length=10, choices=choices_of(Checked))
    proofs = models.CharField(max_length=320, blank=True)

    PRIVACY = dict.fromkeys(
        (
            "digest", "key", "round", "family_id", "area", "month", "outcome", "item", "unit", "amount", "instead_of",
            "corrects", "point", "handed_at", "day", "received_at", "by", "device", "taker", "taker_id", "checked",
            "proofs",
        ),
        Kind.INTERNAL,
    )  # fmt: skip

    class Meta:
        ordering = ("handed_at", "key", "digest")
        indexes = (
            models.Index(fields=("round", "family_id"), name="event_of_family"),
            models.Index(fields=("round", "area"), name="event_by_area"),
            models.Index(fields=("corrects",), condition=~Q(corrects=""), name="event_that_corrects"),
        )

    def __str__(self) -> str:
        return f"event:{self.digest[:12]}"


class Detail(WrittenOnce):
    """What of an event lies sealed, as JSON: who took it by name, the reference, a note and the position; none where
    nothing of that was told."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="detail")
    told: Any = SealedField()

    PRIVACY = {"event": Kind.INTERNAL, "told": Kind.PERSONAL}

    def __str__(self) -> str:
        return f"detail:{self.event_id[:12]}"


class Verdict(models.Model):
    """What an event comes to, worked out anew from all events of its family whenever one arrives or is settled."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="verdict")
    label = models.CharField(max_length=10, choices=choices_of(Label))
    why = models.CharField(max_length=12, blank=True, choices=choices_of(Why))

    PRIVACY = dict.fromkeys(("event", "label", "why"), Kind.INTERNAL)

    class Meta:
        indexes = (models.Index(fields=("label",), name="verdict_by_label"),)

    def __str__(self) -> str:
        return f"verdict:{self.event_id[:12]}"


class Relabelled(WrittenOnce):
    """That an event came to something else, because an earlier one arrived later or somebody settled another."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="relabelled")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    on = models.DateTimeField()

    PRIVACY = _internal("event", "before", "after", "on")

    def __str__(self) -> str:
        return f"relabelled:{self.pk}"


class Settled(WrittenOnce):
    """What somebody else than its teller said of an event that must not count as it stands."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="settled")
    ending = models.CharField(max_length=10, choices=choices_of(Ending))
    reason = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**_internal("event", "ending", "by", "on"), "reason": Kind.PERSONAL}

    def __str__(self) -> str:
        return f"settled:{self.pk}"


class Guardian(WrittenOnce):
    """Whom the village named to take what a family without grown-ups is entitled to; the newest holds."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="guardians")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    name: Any = SealedField()
    why = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {
        **_internal("round", "family_id", "area", "by", "on"), **dict.fromkeys(("name", "why"), Kind.PERSONAL),
    }  # fmt: skip

    def __str__(self) -> str:
        return f"guardian:{self.pk}"


class Freed(WrittenOnce):
    """That a family left its place in a round, for the months that begin on ``month`` or later; the newest holds, and
    one whose ``fate`` is that it stays takes back those before it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="freed")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    fate = models.CharField(max_length=10, choices=choices_of(Fate))
    month = models.DateField()
    why = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = {**_internal("round", "family_id", "area", "month", "by", "on"),
               **dict.fromkeys(("fate", "why"), Kind.PERSONAL)}  # fmt: skip

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("round", "family_id"), name="freed_family"),)

    def __str__(self) -> str:
        return f"freed:{self.pk}"
