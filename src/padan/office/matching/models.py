"""Plans, their proposals, and the decisions on them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.choices import choices_of
from padan.office.giving.models import Hold, Pledge
from padan.office.matching.states import Effort, Fate
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.office.registry.models import Release
from padan.rules.giving.needs import Need


def _internal(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(("id", *names), Kind.INTERNAL)


class Plan(WrittenOnce):
    """Which pledge would meet which need of an ``area``, by a release. ``digest`` is the SHA-256 of what it was made
    of, ``summary`` its numbers and words. With something ``supposed`` it is a what-if: nothing in it can be accepted.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=13)
    effort = models.CharField(max_length=10, choices=choices_of(Effort))
    supposed = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    summary = models.JSONField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("release", "area", "effort", "supposed", "digest", "summary", "by", "on")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"plan:{self.pk}"


class Proposal(WrittenOnce):
    """That a pledge would meet ``units`` of a need, and ``why``. Of the need (fields as of
    :class:`padan.rules.giving.needs.Need`) what a hold asks for, as it was in the plan's release; ``of_units`` are all
    its units."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="proposals")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="+")
    need_id = models.CharField(max_length=16)
    family_id = models.CharField(max_length=16)
    person_id = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=20)
    area = models.CharField(max_length=13)
    age_months = models.PositiveSmallIntegerField(null=True, blank=True)
    tier = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    of_units = models.PositiveIntegerField()
    unit_cost = models.PositiveBigIntegerField(null=True, blank=True)
    units = models.PositiveIntegerField()
    why = models.TextField()

    PRIVACY = _internal(
        "plan", "pledge", "need_id", "family_id", "person_id", "kind", "area", "age_months", "tier", "unit", "of_units",
        "unit_cost", "units", "why",
    )  # fmt: skip

    class Meta:
        ordering = ("tier", "area", "pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "need_id"), name="need_once_in_a_plan"),
            models.CheckConstraint(condition=Q(units__gt=0), name="proposal_of_something"),
        )
        indexes = (models.Index(fields=("plan", "area"), name="proposal_by_area"),)

    def __str__(self) -> str:
        return f"proposal:{self.pk}"

    @property
    def need(self) -> Need:
        """The need, without its cause: a hold does not ask why."""
        return Need(
            self.need_id, self.family_id, self.person_id, self.kind, "", self.area, self.age_months, self.tier,
            self.unit, self.of_units, self.unit_cost,
        )  # fmt: skip

    @property
    def fate(self) -> Fate:
        """What was decided on it."""
        decision = getattr(self, "decision", None)
        if decision is None:
            return Fate.OPEN
        if decision.hold is None:
            return Fate.REFUSED
        same = (decision.hold.pledge_id, decision.hold.units) == (self.pledge_id, self.units)
        return Fate.ACCEPTED if same else Fate.CHANGED


class Decision(WrittenOnce):
    """What somebody decided on a proposal: accepted, with the ``hold`` that came of it, or refused, with a reason."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    hold = models.OneToOneField(Hold, null=True, blank=True, on_delete=models.PROTECT, related_name="decision")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = _internal("proposal", "hold", "reason", "by", "on")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(hold__isnull=False) | ~Q(reason=""), name="refusal_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"decision:{self.pk}"
