"""The months, one after the other: lists come, villages answer, a release is built and taken in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from benchmarks.two_years.lists import Sender, month_after

REGENCY = "64.02"
#: What a village can tell on the spot, without the agency's own list.
TOLD_BY_VILLAGES = ("dwelling_stunted", "pregnancy")


@dataclass(frozen=True, slots=True)
class Month:
    """Shares overdue or never known, in villages that answer (True) and that do not: of what villages can tell, and of
    everything owed. ``asked``: tasks open at the end; ``answered``: in this month; ``silent``: villages with late tasks
    that never answered, as the page names them."""

    day: date
    told: dict[bool, float]
    every: dict[bool, float]
    asked: int
    answered: int
    silent: frozenset[str]


def simulated(folder: Path, families: int, months: int, seed: int) -> Iterator[Month]:
    """Every month from the demo's own day on."""
    os.environ.setdefault("PADAN_LOG", "ERROR")
    from padan.app.office import prepared
    from padan.demo import invent
    from padan.pipeline.home import Home

    made = invent(folder / "demo", families=families, seed=seed)
    home = Home(folder / "padan-home").make()
    prepared(home)
    yield from months_of(home, made.folder, folder, months)


def months_of(home: object, files: Path, folder: Path, months: int, every: int = 1) -> Iterator[Month]:
    """The same in an office that is prepared; ``files`` are the demo's. A release is built ``every`` so many months."""
    from benchmarks.two_years.villages import Villages

    from padan.demo.population import TODAY
    from padan.pipeline.home import Home

    assert isinstance(home, Home)
    out = folder / "sent"
    out.mkdir()
    sender, start = Sender(files, out), TODAY.astype(date)
    villages = Villages(REGENCY)
    for number in range(months + 1):
        day = month_after(start, number)
        arrived = sorted(files.iterdir()) if number == 0 else list(sender.sent(number, day))
        _received(home, arrived, day)
        if number % every == 0:
            yield _month(home, villages, day)


def _received(home: object, files: list[Path], day: date) -> None:
    from padan.pipeline.home import Home
    from padan.pipeline.receive import Request, receive
    from padan.pipeline.receive.receiving import reading_desk

    assert isinstance(home, Home)
    with reading_desk(home) as desk:
        for file in files:
            receive(home, Request(file, day), desk=desk)


def _month(home: object, villages: object, day: date) -> Month:
    from benchmarks.two_years.villages import Villages
    from django.conf import settings
    from django.utils import timezone

    from padan.app.handing_answers import hand_over_answers
    from padan.app.taking_in import take_in
    from padan.office.registry.operations import offer
    from padan.pipeline.home import Home
    from padan.pipeline.release import build

    assert isinstance(home, Home)
    assert isinstance(villages, Villages)
    settings.PADAN_HOME = home.root
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    hand_over_answers(home, on=noon)
    folder = build(home, day).folder
    offered = offer(folder, by=None, on=noon + timedelta(minutes=1))
    take_in(home, offered, by=None, on=noon + timedelta(minutes=2), reason="simulasi")
    said = villages.work(noon + timedelta(hours=1))
    return _told(folder, day, said)


def _told(folder: Path, day: date, answered: int) -> Month:
    from benchmarks.two_years.villages import answers

    from padan.kernel.scope import Scope
    from padan.office.tasks import queries

    told, every = _shares(folder, TOLD_BY_VILLAGES, answers), _shares(folder, (), answers)
    scope = Scope.of((REGENCY,))
    silent = frozenset(each.area for each in queries.by_village(scope, day) if each.late and each.last is None)
    return Month(day, told, every, queries.open_tasks(scope).count(), answered, silent)


def _shares(folder: Path, obligations: tuple[str, ...], answers: object) -> dict[bool, float]:
    import duckdb

    from padan.kernel.sql import quoted

    assert callable(answers)
    with duckdb.connect() as con:
        rows = con.execute(
            "SELECT village_code, count(*) FILTER (state IN ('overdue', 'never')), count(*) FROM "
            f"read_parquet({quoted(folder / 'freshness.parquet')}) "
            "WHERE village_code IS NOT NULL AND (len(?::VARCHAR[]) = 0 OR obligation IN (SELECT unnest(?))) GROUP BY 1",
            [list(obligations), list(obligations)],
        ).fetchall()
    found = {}
    for which in (True, False):
        own = [(old, owed) for village, old, owed in rows if answers(village) is which]
        found[which] = sum(old for old, _ in own) / max(1, sum(owed for _, owed in own))
    return found
