"""How new each list's data are, and which agency is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.pipeline import engine
from padan.pipeline.home import Home
from padan.reference.agencies import owner_of
from padan.reference.cycles import cycles
from padan.reports.wording import agency_name, source_name


@dataclass(frozen=True, slots=True)
class Arrival:
    """One list: the agency that owes it, the newest day that its rows describe (None: not received, or no row says),
    and how it stands in its cycle, in words. ``state``: fresh, due, late, never or unknown."""

    source: str
    agency: str
    newest: date | None
    state: str
    text: str


def newest_days(files: Sequence[Path]) -> dict[str, date | None]:
    """The newest day that the rows or files of each list say they describe, None where none says one; the day of
    receipt says nothing. ``files`` are those of records."""
    if not files:
        return {}
    with engine.connect() as con:
        return dict(
            con.execute(
                "SELECT source, max(true_at) FILTER (true_at_from <> 'receipt') FROM read_parquet(?) GROUP BY source",
                [[str(file) for file in files]],
            ).fetchall()
        )


def standing(source: str, newest: date | None, today: date) -> str:
    """Whether a list's newest data are within its cycle (fresh), its next is awaited (due), or it is late; unknown
    where it has no cycle or no day."""
    cycle = cycles().get(source)
    if cycle is None or newest is None:
        return "unknown"
    age = (today - newest).days
    return "late" if age > cycle.stale_after_days else "due" if age > cycle.cycle_days else "fresh"


def lateness(source: str, newest: date | None, today: date) -> str:
    """The same in words; nothing where it is unknown."""
    texts = {"fresh": _("baru"), "due": _("menunggu kiriman berikutnya")}
    state = standing(source, newest, today)
    if state == "late" and newest is not None:
        over = (today - newest).days - cycles()[source].stale_after_days
        return _("terlambat {days} hari").format(days=count(over))
    return texts.get(state, "")


def arrivals(root: Path, today: date) -> list[Arrival]:
    """Every list that has a cycle, as the register in ``root`` has it; the late ones first."""
    records = Home(root).records
    newest = _newest(records, _changed(records))
    found = [_arrival(source, newest.get(source), source in newest, today) for source in cycles()]
    order = ("late", "never", "due", "unknown", "fresh")
    return sorted(found, key=lambda each: (order.index(each.state), source_name(each.source)))


def _arrival(source: str, newest: date | None, received: bool, today: date) -> Arrival:
    agency = agency_name(owner_of(source).code)
    if not received:
        return Arrival(source, agency, None, "never", _("belum pernah diterima"))
    text = lateness(source, newest, today) or _("harinya tidak tertulis di berkas")
    return Arrival(source, agency, newest, standing(source, newest, today), text)


def _changed(folder: Path) -> int:
    """When something was last put into a folder; everything there is put by renaming."""
    return folder.stat().st_mtime_ns if folder.is_dir() else 0


@lru_cache(maxsize=2)
def _newest(folder: Path, _changed_at: int) -> dict[str, date | None]:
    return newest_days(sorted(folder.glob("*.parquet")))
