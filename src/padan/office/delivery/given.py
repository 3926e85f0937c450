"""Events as they arrive, and as they are written down: the same content is the same row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from padan.office import bulk
from padan.office.delivery.models import Detail, Event
from padan.rules.delivery import Checked, Evidence, Outcome, Said, Taker


@dataclass(frozen=True, slots=True)
class Given:
    """One event as somebody told it; fields as in :class:`padan.office.delivery.models.Event`, ``round`` and ``point``
    their numbers. ``proofs``: the SHA-256 of a file by its kind. ``position``: latitude and longitude, degrees."""

    key: str
    round: int
    family_id: str
    month: date
    outcome: Outcome
    handed_at: datetime
    item: str = ""
    unit: str = ""
    amount: int = 0
    instead_of: str = ""
    corrects: str = ""
    point: int | None = None
    device: str = ""
    taker: Taker | None = None
    taker_id: str = ""
    taker_name: str = ""
    checked: Checked = Checked.NOT
    proofs: Mapping[Evidence, str] = field(default_factory=dict)
    reference: str = ""
    note: str = ""
    position: tuple[float, float] | None = None

    @property
    def said(self) -> Said:
        """The part that rules look at."""
        return Said(
            self.outcome, self.item, self.unit, self.amount, self.taker, self.point is not None, self.reference,
            self.note,
        )  # fmt: skip

    @property
    def proofs_written(self) -> str:
        """The proofs as they are stored, in one order."""
        return " ".join(f"{kind}:{self.proofs[kind]}" for kind in Evidence if kind in self.proofs)

    @property
    def details(self) -> str | None:
        """What is stored sealed: the same values are the same text; None where nothing is said."""
        told = {"name": self.taker_name, "reference": self.reference, "note": self.note}
        found: dict[str, Any] = {name: text for name, text in told.items() if text}
        if self.position is not None:
            found["position"] = list(self.position)
        return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else None

    def digest(self, by: int) -> str:
        """Of all that is told, and of whose word it is."""
        told = (
            self.key, self.round, self.family_id, self.month.isoformat(), self.outcome, self.handed_at.timestamp(),
            self.item, self.unit, self.amount, self.instead_of, self.corrects, self.point, self.device, self.taker,
            self.taker_id, self.checked, self.proofs_written, self.details, by,
        )  # fmt: skip
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def write(events: Mapping[str, Event], told: Mapping[str, Given]) -> None:
    """Insert events in one go, whatever their number, and what of them lies sealed; both by digest."""
    columns: list[models.Field[Any, Any]] = list(Event._meta.concrete_fields)
    rows = (
        [column.get_db_prep_save(getattr(event, column.attname), connection) for column in columns]
        for event in events.values()
    )
    bulk.write(Event, [column.name for column in columns], rows)
    Detail.objects.bulk_create(
        Detail(event_id=digest, told=text) for digest in events if (text := told[digest].details) is not None
    )
