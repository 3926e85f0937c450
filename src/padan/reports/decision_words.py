"""A decision in words."""

from __future__ import annotations

from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.pipeline.decisions import APART, OPEN, SAME, Decision
from padan.reports.register import Register
from padan.reports.wording import place_in_file


def told_decision(register: Register, decision: Decision) -> str:
    """Who said what of which two records, when and why."""
    said = {
        SAME: _("{a} dan {b} satu orang"),
        APART: _("{a} dan {b} orang yang berbeda"),
        OPEN: _("{a} dan {b} terbuka lagi"),
    }
    pair = said[decision.verdict].format(a=_told(register, decision.record_a), b=_told(register, decision.record_b))
    return _("{pair}, menurut {by} pada {day}: {reason}").format(
        pair=pair, by=decision.by, day=day(decision.on.astimezone().date()), reason=decision.reason
    )


def _told(register: Register, record: str) -> str:
    row = register.one("SELECT name, file, sheet, row FROM record WHERE record_id = ?", [record])
    if row is None:
        return _("catatan {record} (tidak ada lagi)").format(record=record)
    return f"{row['name'] or _('tanpa nama')} ({place_in_file(row['file'], row['sheet'], row['row'])})"
