"""The four rights of a round a second time: one loop over what stands in the tables of the office, and nothing of
Padan's own but their names."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

RIGHTS = ("target", "time", "amount", "administration")
_CLAIMS = "SELECT family_id, month, area, item, amount FROM delivery_entitlement WHERE round_id = ?"
_EVENTS = """
    SELECT e.family_id, e.month, e.day, e.item, e.amount, e.taker, e.checked, e.proofs, v.label
    FROM delivery_event e JOIN delivery_verdict v ON v.event_id = e.digest
    WHERE e.round_id = ? AND v.label IN ('counted', 'conflict')
"""


def asked(office: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of an office's database."""
    with closing(sqlite3.connect(f"file:{office}?mode=ro", uri=True)) as con:
        return con.execute(sql, values).fetchall()


def counted(office: Path, number: int, day: date) -> dict[str, Counter[tuple[str, str]]]:
    """Of each village, and of the regions above it by the beginning of its code: how often a right was ``kept`` and
    ``asked``. Nobody left the list after it was drawn, and one release was in force all the time: who is listed may be
    given it."""
    owed: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    areas: dict[tuple[str, date], str] = {}
    for family, month, area, item, amount in asked(office, _CLAIMS, number):
        owed[family, date.fromisoformat(month)][item] = amount
        areas[family, date.fromisoformat(month)] = area
    handed: dict[tuple[str, date], list[tuple[Any, ...]]] = defaultdict(list)
    for family, month, *event in asked(office, _EVENTS, number):
        handed[family, date.fromisoformat(month)].append(tuple(event))
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for claim, items in owed.items():
        if claim[1] > day:
            continue
        due = (claim[1] + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        kept = _kept(items, handed[claim], due, day)
        for letters in (2, 5, 8, 13):
            for right, value in kept.items():
                found[areas[claim][:letters]][right, "asked"] += value is not None
                found[areas[claim][:letters]][right, "kept"] += value is True
    return found


def _kept(items: dict[str, int], events: list[tuple[Any, ...]], due: date, day: date) -> dict[str, bool | None]:
    given = [event for event in events if event[6] == "counted"]
    until = [event for event in given if event[0] <= due.isoformat()]
    in_time, at_all = _sums(items, until), _sums(items, given)
    is_whole, fell_due = at_all == items, due <= day or at_all == items
    papers = all(_has_papers(event[3], event[5]) for event in given) and len(given) == len(events)
    return {
        "target": all(event[4] != "not" for event in given) if given else None,
        "time": in_time == items if fell_due else None,
        "amount": is_whole if fell_due else None,
        "administration": papers if events else None,
    }


def _sums(items: dict[str, int], events: list[tuple[Any, ...]]) -> dict[str, int]:
    return {item: sum(event[2] for event in events if event[1] == item) for item in items}


def _has_papers(taker: str, proofs: str) -> bool:
    kinds = {each.partition(":")[0] for each in proofs.split()}
    return bool(kinds & {"photo", "signature", "thumbprint"}) and (taker != "proxy" or "letter" in kinds)
