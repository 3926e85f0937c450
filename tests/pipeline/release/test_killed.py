"""Killed at any moment, a build leaves the old release serving; run again, it completes."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date

import pytest
from tests.pipeline.release.release_kit import AS_OF, MEASURED, WELFARE, hashes, ids, take_in

from padan.pipeline.home import Home
from padan.pipeline.release import build, read_manifest

KILLED = """
import os, signal, sys
from datetime import date
from padan.pipeline.home import Home
from padan.pipeline.release import building

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

_, home, day, moment = sys.argv
if moment == "manifest":
    building.Manifest.write = die
elif moment in ("put", "point", "append_to_ledger"):
    setattr(building, moment, die)
building.build(Home.at(home), date.fromisoformat(day), lambda step: die() if step == moment else None)
"""


def killed(home: Home, moment: str) -> int:
    """Build in a process of its own that dies at ``moment``; what it ended with."""
    command = [sys.executable, "-c", KILLED, str(home.root), AS_OF.isoformat(), moment]
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture(scope="module")
def never_killed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same two builds without an accident."""
    home = Home.at(tmp_path_factory.mktemp("never") / "home").make()
    take_in(home, "kes.csv", WELFARE)
    build(home, date(2026, 11, 1))
    take_in(home, "gizi.csv", MEASURED)
    build(home, AS_OF)
    return home


@pytest.mark.parametrize("moment", ["menulis", "manifest", "put", "point"])
def test_killed_and_run_again(released: Home, never_killed: Home, moment: str):
    home, old = released, released.current_release()
    before = hashes(old)

    assert killed(home, moment) == -signal.SIGKILL

    assert home.current_release() == old
    assert hashes(old) == before == read_manifest(old).hashes | {"manifest.json": before["manifest.json"]}

    again = build(home, AS_OF)

    assert home.current_release() == again.folder
    assert hashes(again.folder) == hashes(never_killed.current_release())
    assert ids(again.folder) == ids(never_killed.current_release())
    assert {path.name for path in home.releases.iterdir()} == {old.name, again.folder.name, "current"}


def test_a_lock_dies_with_its_process(home: Home):
    assert killed(home, "menautkan") == -signal.SIGKILL

    assert build(home, AS_OF).folder.is_dir()
