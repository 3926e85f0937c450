"""In which cell a need was first shown to any giver, which holds their givers were told of, and the groups
whose progress is told."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from padan.office.giving.models import Hold
from padan.office.once import WrittenOnce
from padan.office.privacy import Kind
from padan.office.registry.models import Release
from padan.rules.giving.cells import Cell


def _internal(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(("id", *names), Kind.INTERNAL)


class Shown(WrittenOnce):
    """The cell in which a need was first shown to anybody: an area and the least and most full months of age, both
    counted (null: of a family). ``subject_id``: the child, or the family where the need is the family's.

    By need, not by child: each need of a child has codes of its own, so that nobody can tell that two are of one child
    and lay their cells over each other. What was never shown has no row. Where a release merges a need that was shown
    into one that was not, the other gets a row with the same cell.
    """

    need_id = models.CharField(max_length=16, primary_key=True)
    subject_id = models.CharField(max_length=16)
    area = models.CharField(max_length=13)
    least_months = models.PositiveSmallIntegerField(null=True, blank=True)
    most_months = models.PositiveSmallIntegerField(null=True, blank=True)
    on = models.DateTimeField()

    PRIVACY = dict.fromkeys(("need_id", "subject_id", "area", "least_months", "most_months", "on"), Kind.INTERNAL)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(least_months=None, most_months=None) | Q(least_months__lte=F("most_months")),
                name="shown_with_both_ages_or_none",
            ),
        )

    def __str__(self) -> str:
        return f"shown:{self.need_id}"

    @property
    def cell(self) -> Cell:
        """The cell."""
        least, most = self.least_months, self.most_months
        return Cell(self.area, None if least is None or most is None else (least, most))


class Told(WrittenOnce):
    """That the giver of a hold is told of it. A hold without such a row is nowhere in what its giver can reach."""

    hold = models.OneToOneField(Hold, primary_key=True, on_delete=models.PROTECT, related_name="told")
    shown = models.ForeignKey(Shown, on_delete=models.PROTECT, related_name="told")
    on = models.DateTimeField()

    PRIVACY = dict.fromkeys(("hold", "shown", "on"), Kind.INTERNAL)

    def __str__(self) -> str:
        return f"told:{self.hold_id}"


class Member(WrittenOnce):
    """A child of a group whose progress is told: the group is one ``number`` of a ``kind`` of aid. ``began``: the day
    on which help with it began."""

    kind = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    subject_id = models.CharField(max_length=16)
    began = models.DateField()

    PRIVACY = _internal("kind", "number", "subject_id", "began")

    class Meta:
        ordering = ("kind", "number", "pk")
        constraints = (models.UniqueConstraint(fields=("kind", "subject_id"), name="child_in_one_group_of_a_kind"),)

    def __str__(self) -> str:
        return f"member:{self.pk}"


class Drawn(WrittenOnce):
    """That it was decided by a release of which holds up to ``last_hold`` their givers are told. What a page costs
    depends on this alone, never on how few children are where."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    last_hold = models.PositiveBigIntegerField()
    on = models.DateTimeField()

    PRIVACY = _internal("release", "last_hold", "on")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"drawn:{self.pk}"
