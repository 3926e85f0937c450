"""A command in a fresh process: wall and CPU seconds, peak memory, and what else the machine was doing."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: Looking is work of its own; at first it is looked more often, since a short run has ended soon.
_POLL_S = 0.2


@dataclass(frozen=True, slots=True)
class Measured:
    """``cpu``: user and system seconds with those of its children; ``peak_gb``: of the largest of its processes."""

    wall: float
    cpu: float
    peak_gb: float
    load: float
    """Of the machine in the minute before the end, the command itself included."""
    code: int
    said: str


def run(command: Sequence[str | Path], log: Path, limit_s: float = 3600, cwd: Path | None = None) -> Measured:
    """Run ``command`` from its start to its end; what it says goes to ``log``. A run over ``limit_s`` is ended."""
    start = time.perf_counter()
    with log.open("wb") as file:
        process = subprocess.Popen([str(part) for part in command], stdout=file, stderr=subprocess.STDOUT, cwd=cwd)
        peak, code, used = 0, None, None
        while code is None:
            peak = max([peak, *(_peak_of(pid) for pid in _family(process.pid))])
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                code = os.waitstatus_to_exitcode(status)
            elif time.perf_counter() - start > limit_s:
                process.kill()
            if code is None:
                time.sleep(min(_POLL_S, 0.01 + (time.perf_counter() - start) / 20))
    process.returncode = code
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    cpu = used.ru_utime + used.ru_stime
    return Measured(time.perf_counter() - start, cpu, peak / 2**20, os.getloadavg()[0], code, said)


def _family(pid: int) -> list[int]:
    """The process and its descendants that live."""
    found = [pid]
    for parent in found:
        try:
            texts = [path.read_text() for path in Path(f"/proc/{parent}/task").glob("*/children")]
        except OSError:
            continue
        found += [int(number) for text in texts for number in text.split()]
    return found


def _peak_of(pid: int) -> int:
    """The most memory that the process has held, kB. The kernel's counter starts anew with each program, unlike
    ``ru_maxrss``, which a child inherits from a large parent."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
