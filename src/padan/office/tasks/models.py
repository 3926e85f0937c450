"""Tasks, the answers to them, and village meetings that go through a list of them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.choices import choices_of
from padan.office.fields import SealedField
from padan.office.privacy import Kind
from padan.office.tasks.states import Channel, Outcome, RoundState, State, Why


class Round(models.Model):
    """A village meeting (*musyawarah desa*): in ``area``, on a day, about the tasks that name it. ``minutes`` is the
    stored file of its *berita acara*, ``minutes_name`` its name as it was sent."""

    name = models.CharField(max_length=120)
    area = models.CharField(max_length=13)
    meets_on = models.DateField()
    state = models.CharField(max_length=10, choices=choices_of(RoundState), default=RoundState.PLANNED.value)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    minutes = models.CharField(max_length=80, blank=True)
    minutes_name = models.CharField(max_length=200, blank=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "name", "area", "meets_on", "state", "made_by", "made_at", "closed_at", "minutes",
                "minutes_sha256",
            ),
            Kind.INTERNAL,
        ),
        # People name files after people.
        "minutes_name": Kind.PERSONAL,
    }  # fmt: skip

    class Meta:
        ordering = ("-meets_on", "-id")
        indexes = (models.Index(fields=("area", "state"), name="round_by_area"),)

    def __str__(self) -> str:
        return f"round:{self.pk}"


class Task(models.Model):
    """One thing to find out, and who is asked.

    ``key`` is the gap's id, or :data:`padan.reference.tasks.STALE` and what grew old: the same in every release.
    ``kind`` as in :func:`padan.reference.tasks.task_kinds`. ``owner`` is the agency's code; where a ``round`` is
    named, the village is asked as well. ``anchor`` and ``family_anchor`` are records of the person and of the family's
    head, by which an answer finds them in every release. ``digest`` is of the facts that were shown, ``version`` counts
    what a reader could have missed. ``cycle`` counts how often it was asked; answers count within theirs alone.
    """

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    owner = models.CharField(max_length=20)
    area = models.CharField(max_length=13)
    family_id = models.CharField(max_length=16, blank=True)
    person_id = models.CharField(max_length=16, blank=True)
    anchor = models.CharField(max_length=60, blank=True)
    family_anchor = models.CharField(max_length=60, blank=True)
    opened_on = models.DateField()
    due_on = models.DateField()
    release = models.CharField(max_length=60)
    digest = models.CharField(max_length=16)
    version = models.PositiveIntegerField(default=1)
    cycle = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.OPEN.value)
    settled_on = models.DateField(null=True)
    round = models.ForeignKey(Round, null=True, on_delete=models.SET_NULL, related_name="tasks")

    PRIVACY = dict.fromkeys(
        (
            "id", "key", "kind", "owner", "area", "family_id", "person_id", "anchor", "family_anchor", "opened_on",
            "due_on", "release", "digest", "version", "cycle", "state", "settled_on", "round",
        ),
        Kind.INTERNAL,
    )  # fmt: skip

    class Meta:
        # Each holds what counts ask for, so that a hundred thousand tasks are counted without being read.
        indexes = (
            models.Index(fields=("area", "state", "due_on", "owner"), name="task_by_area"),
            models.Index(fields=("owner", "state", "due_on", "id", "area"), name="task_by_owner"),
            models.Index(fields=("due_on", "id", "state", "area"), name="task_by_due"),
            models.Index(fields=("state", "due_on", "id", "area", "owner"), name="task_by_state"),
            # Beside its neighbour for counting: without the ids many rows are one entry, a tenth of the pages.
            models.Index(fields=("state", "due_on", "area", "owner"), name="task_counted"),
            models.Index(fields=("family_id", "state"), name="task_of_family"),
        )

    def __str__(self) -> str:
        return f"task:{self.pk}"


class Answer(models.Model):
    """What somebody said of a task: a fact, never changed but for what became of it.

    ``key`` is made where the answer was written, so that one that is sent twice is one. ``on`` is when it arrived,
    ``said_at`` when it was given, by the office's clock; ``phone_said_at`` by the phone's. ``seen`` is the version of
    the task that its writer had before the eyes. ``said`` is JSON of the form's values. ``why`` tells why it waits.
    ``handed_over_at``: when it was written into the register's own folder. ``round`` is the meeting that the task had
    then: what a meeting said stands in its minutes, whatever is asked later.
    """

    key = models.CharField(max_length=40, unique=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="answers")
    cycle = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()
    said_at = models.DateTimeField()
    phone_said_at = models.DateTimeField(null=True)
    seen = models.PositiveIntegerField()
    channel = models.CharField(max_length=10, choices=choices_of(Channel))
    said: Any = SealedField()
    outcome = models.CharField(max_length=10, choices=choices_of(Outcome))
    why = models.CharField(max_length=10, choices=choices_of(Why), blank=True)
    release = models.CharField(max_length=60)
    handed_over_at = models.DateTimeField(null=True)
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="answers")

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "key", "task", "cycle", "by", "on", "said_at", "phone_said_at", "seen", "channel", "outcome",
                "why", "release", "handed_over_at", "round",
            ),
            Kind.INTERNAL,
        ),
        "said": Kind.SPECIFIC,
    }  # fmt: skip

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("task", "cycle"), condition=Q(outcome=Outcome.HOLDS.value), name="one_answer_holds"
            ),
        )
        indexes = (
            models.Index(fields=("task", "cycle"), name="answer_of_task"),
            models.Index(fields=("by", "-id"), name="answer_of_account"),
            models.Index(fields=("outcome", "handed_over_at"), name="answer_to_hand_over"),
        )

    def __str__(self) -> str:
        return f"answer:{self.pk}"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """RuntimeError: answers stay."""
        raise RuntimeError("an answer is never removed")
