"""Jobs."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from padan.office.accounts.models import Account
from padan.office.jobs.states import EXCLUSIVE, OPEN, Kind, State
from padan.office.privacy import Kind as Privacy


class Job(models.Model):
    """A piece of long work. ``step`` says in words what is being done, ``done`` of ``expected`` how far that is (0: not
    known); ``worker`` has it while it runs, and last told of itself at ``heartbeat``. ``error`` is a sentence for who
    asked, ``next_step`` what they can do. All words are in ``language``, that of who asked."""

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    language = models.CharField(max_length=2)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    started_at = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    step = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    next_step = models.TextField(blank=True)

    PRIVACY = {
        **dict.fromkeys(
            (
                "id", "kind", "state", "language", "asked_by", "asked_at", "attempts", "worker", "started_at",
                "heartbeat", "step", "done", "expected", "ended_at", "result",
            ),
            Privacy.INTERNAL,
        ),
        # Reasons that people gave, and what a file held where it was wrong.
        **dict.fromkeys(("arguments", "error", "next_step"), Privacy.PERSONAL),
    }  # fmt: skip

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind",),
                condition=Q(kind__in=sorted(map(str, EXCLUSIVE)), state__in=sorted(map(str, OPEN))),
                name="one_open_job_of_a_kind",
            ),
        )
        indexes = (models.Index(fields=("state", "id"), name="job_by_state"),)

    def __str__(self) -> str:
        return f"job:{self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will become of it."""
        return State(self.state) not in OPEN

    @property
    def told(self) -> dict[str, Any]:
        """What the trail says of it."""
        return {"kind": str(self.kind), "state": str(self.state), "attempts": self.attempts}
