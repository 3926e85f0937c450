"""Programmes, the versions of their rules, their rounds with quotas and lists, and every step that a round took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.aid.statement_models import Former, Minutes, Settled, Statement
from padan.office.aid.states import State
from padan.office.choices import choices_of
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.office.registry.models import Release
from padan.rules.package import Whom
from padan.rules.selection import Exclusion, Standing

__all__ = [
    "Excluded", "Former", "Listed", "Minutes", "Portion", "Programme", "Quota", "Round", "Rule", "Settled",
    "Statement", "Step",
]  # fmt: skip


class Programme(models.Model):
    """Something that is given, year after year or once. ``kind`` as in :func:`padan.reference.aid.aid_kinds`;
    ``owner`` the agency's code; ``area`` the region that it is for. ``fund`` says whose money it is, ``budget_line``
    its number there. ``ended_on``: no round is opened after that day. ``apart``: programmes that are not given to one
    family at the same time as this one; it is always apart from itself. ``by_givers``: givers pay it, so its rounds are
    checked and have no decree. ``last_act_at``: as in :mod:`padan.office.aid.moments`."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    area = models.CharField(max_length=13)
    owner = models.CharField(max_length=20)
    legal_basis = models.TextField()
    fund = models.CharField(max_length=120)
    budget_line = models.CharField(max_length=80, blank=True)
    by_givers = models.BooleanField(default=False)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    last_act_at = models.DateTimeField(null=True, editable=False)
    apart = models.ManyToManyField("self", symmetrical=True, blank=True)

    PRIVACY = {
        **dict.fromkeys(
            ("code", "name", "kind", "area", "owner", "legal_basis", "fund", "budget_line", "by_givers", "ended_on"),
            Kind.PUBLIC,
        ),
        **dict.fromkeys(("id", "made_by", "made_at", "last_act_at"), Kind.INTERNAL),
    }

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return f"programme:{self.code}"


class Rule(WrittenOnce):
    """One version of a programme's rule: its conditions and the order of who is in as JSON
    (:func:`padan.rules.eligibility.as_data`), and the SHA-256 of that text, by which a decree names it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField()
    conditions = models.TextField()
    digest = models.CharField(max_length=64)
    why = models.TextField(blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(("programme", "number", "conditions", "digest", "why"), Kind.PUBLIC),
        **dict.fromkeys(("id", "made_by", "made_at"), Kind.INTERNAL),
    }

    class Meta:
        ordering = ("programme", "-number")
        constraints = (models.UniqueConstraint(fields=("programme", "number"), name="rule_version_once"),)

    def __str__(self) -> str:
        return f"rule:{self.programme_id}.{self.number}"


class Round(models.Model):
    """One time that a programme is given: to those whom ``rule`` finds in ``release``, from the day ``since`` for so
    many ``months``, ``until`` its last day. ``cost`` of one place and ``budget`` of all, rupiah. ``seed`` settles ties;
    it is made with the round, before anybody knows who is in the list."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=13)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    months = models.PositiveSmallIntegerField()
    until = models.DateField()
    cost = models.PositiveBigIntegerField()
    budget = models.PositiveBigIntegerField()
    seed = models.CharField(max_length=32)
    state = models.CharField(max_length=12, choices=choices_of(State), default=State.DRAFT.value)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    PRIVACY = {
        **dict.fromkeys(
            ("programme", "name", "area", "rule", "since", "months", "until", "cost", "budget", "seed", "state"),
            Kind.PUBLIC,
        ),
        **dict.fromkeys(("id", "release", "made_by", "made_at"), Kind.INTERNAL),
    }

    class Meta:
        ordering = ("-since", "-pk")
        indexes = (models.Index(fields=("area", "state"), name="aid_round_by_area"),)
        constraints = (models.UniqueConstraint(fields=("programme", "name"), name="round_name_once"),)

    def __str__(self) -> str:
        return f"aid:{self.pk}"


class Quota(models.Model):
    """At most so many ``places`` of a round in a region. A quota of a village lies within that of its kecamatan: both
    bind."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="quotas")
    area = models.CharField(max_length=13)
    places = models.PositiveIntegerField()

    PRIVACY = {**dict.fromkeys(("round", "area", "places"), Kind.PUBLIC), "id": Kind.INTERNAL}

    class Meta:
        ordering = ("area",)
        constraints = (models.UniqueConstraint(fields=("round", "area"), name="quota_once_in_a_round"),)

    def __str__(self) -> str:
        return f"quota:{self.round_id}:{self.area}"


class Portion(models.Model):
    """What one recipient of a round is entitled to each month; fields as in :class:`padan.rules.package.Portion`,
    ``instead`` as objects of :class:`padan.rules.package.Instead`."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="package")
    number = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    amount = models.PositiveIntegerField()
    whom = models.CharField(max_length=12, choices=choices_of(Whom))
    price = models.PositiveIntegerField(default=0)
    instead = models.JSONField(default=list)

    PRIVACY = {
        **dict.fromkeys(("round", "number", "item", "unit", "amount", "whom", "price", "instead"), Kind.PUBLIC),
        "id": Kind.INTERNAL,
    }

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="portion_number_once"),
            models.UniqueConstraint(fields=("round", "item", "whom"), name="item_once_in_a_package"),
        )

    def __str__(self) -> str:
        return f"portion:{self.round_id}.{self.number}"


class Step(WrittenOnce):
    """What somebody did to a round: moved it on, or changed it where it stands (``before`` = ``after``). Who is named
    by a step that is no check had a hand in the round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    check_made = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()

    PRIVACY = dict.fromkeys(
        ("id", "round", "before", "after", "check_made", "reason", "by", "on"), Kind.INTERNAL
    )  # fmt: skip

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"step:{self.pk}"


class Excluded(models.Model):
    """Somebody said that a family is not to be given this programme, and why; in force until somebody else says that
    it was a mistake or is over."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="excluded")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    reason = models.CharField(max_length=12, choices=choices_of(Exclusion))
    why = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()
    lifted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateTimeField(null=True)
    lifted_why = models.TextField(blank=True)

    PRIVACY = {
        **dict.fromkeys(("id", "programme", "family_id", "area", "by", "on", "lifted_by", "lifted_on"), Kind.INTERNAL),
        **dict.fromkeys(("reason", "why", "lifted_why"), Kind.PERSONAL),
    }

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "family_id"), condition=Q(lifted_on=None), name="excluded_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"excluded:{self.pk}"


class Listed(models.Model):
    """How a family stands in a round: one row for each that the rule finds entitled, and each that is excluded.

    ``standing`` as in :class:`padan.rules.selection.Standing`, ``rank`` its place among all who are entitled, excluded
    or not; ``line`` and ``place`` where it waits. ``reason``: why it is excluded, the only standing that has one;
    ``registered`` is the same where the register itself says so, whatever people say.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="listed")
    family_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13, blank=True)
    standing = models.PositiveSmallIntegerField(choices=[(each.value, each.name.lower()) for each in Standing])
    rank = models.PositiveIntegerField()
    line = models.CharField(max_length=13, blank=True)
    place = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=12, blank=True)
    registered = models.CharField(max_length=12, blank=True)

    PRIVACY = {
        **dict.fromkeys(("id", "round", "family_id", "area", "standing", "rank", "line", "place"), Kind.INTERNAL),
        **dict.fromkeys(("reason", "registered"), Kind.PERSONAL),
    }

    class Meta:
        ordering = ("rank", "family_id")
        indexes = (models.Index(fields=("round", "standing", "rank"), name="listed_by_standing"),)
        constraints = (
            models.UniqueConstraint(fields=("round", "family_id"), name="listed_once_in_a_round"),
            # Whatever writes here: who is excluded is neither chosen nor waiting.
            models.CheckConstraint(
                condition=Q(reason="") ^ Q(standing=Standing.EXCLUDED.value), name="excluded_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"listed:{self.round_id}:{self.family_id}"
