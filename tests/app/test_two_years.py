"""Two simulated years: facts stay fresh where villages answer, and the page names the villages that do not."""

from __future__ import annotations

from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from benchmarks.two_years.simulating import Month, months_of
from benchmarks.two_years.villages import answers

from padan.demo import invent
from padan.office.sealing import make_keys
from padan.pipeline.home import Home

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONTHS = 24
#: A release a quarter, so that the two years take a minute.
EVERY = 3


@pytest.fixture
def months(tmp_path: Path, settings: Any) -> list[Month]:
    """What each release of the two years shows."""
    made = invent(tmp_path / "demo", families=100, seed=1)
    home = Home(tmp_path / "padan-home").make()
    settings.PADAN_HOME, settings.PADAN_KEY_FILE = home.root, home.root / "office.keys"
    make_keys(settings.PADAN_KEY_FILE)
    return list(months_of(home, made.folder, tmp_path, MONTHS, EVERY))


def test_the_share_of_overdue_facts_falls_as_tasks_are_answered(months: list[Month]) -> None:
    before, after = months[0], months[len(months) // 2 :]
    told = {which: mean(month.told[which] for month in after) for which in (True, False)}
    every = {which: mean(month.every[which] for month in after) - before.every[which] for which in (True, False)}
    assert told[True] < before.told[True] / 2
    assert told[True] < told[False]
    # Of everything that is owed, most is for agencies to bring: that falls where villages answer, and rises elsewhere.
    assert every[True] < 0 < every[False]
    assert sum(month.answered for month in months) > 0
    # Who never answered is named, and nobody else is.
    assert months[-1].silent
    assert not any(answers(area) for area in months[-1].silent)
