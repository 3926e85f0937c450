"""Removing what was kept long enough: rehearsed first, done in one transaction with its entry in the trail.

Periods are data (:mod:`padan.reference.retention`). The controller's own stand in ``retention.csv`` in the register's
folder, with the columns ``table``, ``days`` and ``basis``; they go before.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from padan.kernel.errors import InvalidValueError, Place
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.audit.operations import record
from padan.reference.retention import Period, periods

FILE: Final = "retention.csv"
_COLUMNS: Final = ("table", "days", "basis")


@dataclass(frozen=True, slots=True)
class Due:
    """A table, its period, and how many of its rows are to go: those whose time ran out before ``before`` (None where
    its rows stay)."""

    period: Period
    before: datetime | None
    rows: int


def in_force() -> dict[str, Period]:
    """The periods by table, the controller's own before those of the project. InvalidValueError where the controller's
    file names what cannot be."""
    file = Path(settings.PADAN_HOME) / FILE
    return {**periods(), **(_own(file) if file.exists() else {})}


def _own(file: Path) -> Mapping[str, Period]:
    found = {}
    with file.open(encoding="utf-8-sig", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), 2):
            table, days, basis = ((row.get(name) or "").strip() for name in _COLUMNS)
            usual = periods().get(table)
            if usual is None or not usual.moment:
                what = _("Masa simpan {table} tidak dapat diatur").format(table=table or "?")
            elif not days.isdigit() or not basis:
                what = _("Masa simpan {table} tidak menyebut hari dan dasarnya").format(table=table)
            else:
                found[table] = replace(usual, kept=timedelta(days=int(days)), basis_id=basis, basis_en=basis)
                continue
            raise InvalidValueError(
                what, where=Place(file=FILE, row=number), next_step=_("Lihat tabel yang ada dengan `padan purge`.")
            )
    return found


def rehearse(on: datetime) -> tuple[Due, ...]:
    """What would go now, table by table; those whose rows stay too."""
    return tuple(_due(period, on) for period in in_force().values() if _model(period.table) is not None)


@transaction.atomic
def purge(*, by: Account | None, on: datetime) -> tuple[Due, ...]:
    """Remove what :func:`rehearse` tells. The trail keeps the counts, and is itself never shortened."""
    gone = []
    for period in in_force().values():
        model, due = _model(period.table), None
        if model is not None:
            due = _due(period, on)
        if model is None or due is None or due.before is None or not due.rows:
            continue
        _total, each = _rows(model, period, due.before).delete()
        gone.append(replace(due, rows=each.get(period.table, 0)))
    record(
        by=acting(by), on=on, action="subjects.purged",
        after={due.period.table: due.rows for due in gone} or {"rows": 0},
    )  # fmt: skip
    return tuple(gone)


def _due(period: Period, on: datetime) -> Due:
    model = _model(period.table)
    if period.kept is None or model is None:
        return Due(period, None, 0)
    before = on - period.kept
    return Due(period, before, _rows(model, period, before).count())


def _rows(model: type[models.Model], period: Period, before: datetime) -> models.QuerySet:
    return model._default_manager.filter(**{f"{period.moment}__lt": before})


def _model(table: str) -> type[models.Model] | None:
    """The table's model; None where its app is not installed here."""
    try:
        return apps.get_model(table)
    except LookupError:
        return None
