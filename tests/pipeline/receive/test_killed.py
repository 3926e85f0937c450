"""Killed at any moment, a file is received as a whole or not at all, and receiving it again completes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.pipeline.receive.receive_kit import MOTHER, TODAY, csv_file, read_back

from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receipts, receive

ROWS = 150_000

_PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
print("begun", flush=True)
receive(Home(Path(sys.argv[1])), Request(Path(sys.argv[2]), date(2026, 11, 21)))
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [[MOTHER if n % 50 else "x", f"ORANG {n}" if n % 50 else "", n % 10 + 1] for n in range(ROWS)]
    return csv_file(tmp_path_factory.mktemp("large") / "d.csv", [["nik", "nama", "desil"], *rows])


#: Seconds after which it is killed. CI tries more of them.
SOON, MORE = [0.05, 0.4, 1.0], [0.0, 0.2, 0.7, 1.3]


@pytest.mark.parametrize("delay", [*SOON, *(pytest.param(delay, marks=pytest.mark.slow) for delay in MORE)])
def test_killed(large: Path, tmp_path: Path, delay: float):
    home = Home(tmp_path / "home")
    process = subprocess.Popen([sys.executable, "-c", _PROGRAM, str(home.root), str(large)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(delay)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()

    whole = [receipt.rows_in for receipt in receipts(home)] if home.records.is_dir() else []
    assert whole in ([], [ROWS])

    outcome = receive(home, Request(large, TODAY))
    assert outcome.known == bool(whole)
    got = read_back(home, outcome)
    assert len(got.records) + len(got.rejects) == ROWS
    assert not [folder for folder in home.work.iterdir() if folder.is_dir()]
    assert sorted(file.name for file in home.received.iterdir()) == [
        f".{outcome.receipt.sha256}.json",
        f"{outcome.receipt.sha256}.csv",
    ]
