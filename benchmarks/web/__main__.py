"""A million people in the office: how long taking them in takes with the site serving, and how long pages take.

``--home`` is the register of a demo (``padan demo --families 10000``); its people are copied ``--copies`` times.
Without DATABASE_URL the office lies in SQLite. Searching is held against the plain way, ``name LIKE '%…%'`` over all
rows, on the same database in the same run. Last, ``--operators`` work in villages of their own at the same time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.web.asking import Browser, Times, ask_all
from benchmarks.web.comparing import compare
from benchmarks.web.operators import work
from benchmarks.web.paths import drawn_paths
from benchmarks.web.population import NAME, copied

HOST = "127.0.0.1"
#: People who come in one after the other, each with an account of their own.
COMING_IN = 40
#: A release of as many people that is offered and compared.
OTHER = "2026-11-29-seribu-ribu-lain"


def main() -> None:
    """Make, take in, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--copies", type=int, default=28)
    parser.add_argument("--pages", type=int, default=400, help="of each kind")
    parser.add_argument("--browsers", type=int, default=4, help="that ask at once, without a pause")
    parser.add_argument("--operators", type=int, default=100, help="village operators who work at once, with pauses")
    parser.add_argument("--minutes", type=float, default=5, help="that they work")
    parser.add_argument("--keep", type=Path, help="work here, and use what an earlier run made")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="padan-web-") as folder:
        _measure(asked, asked.keep or Path(folder))


def _measure(asked: argparse.Namespace, folder: Path) -> None:
    home = folder / "padan-home"
    small = (asked.home / "releases" / "current").resolve()
    if not (home / "releases" / NAME).is_dir():
        shutil.copytree(small, home / "releases" / small.name)
        rows = copied(small, home / "releases" / NAME, asked.copies)
        print(f"made: {rows['person']:,} people, {rows['family']:,} families, {rows['claim']:,} claims", flush=True)
    if not (home / "releases" / OTHER).is_dir():
        copied(_of_fewer_lists(asked.home, folder / "fewer"), home / "releases" / OTHER, asked.copies)
    _prepare(folder, home)
    with _Server(home) as port:
        office = _Office(home / "releases")
        if not office.has_taken_in():
            _take_in(office, port, small.name)
        _ask(port, asked.pages, asked.browsers)
        _work(port, asked.operators, asked.minutes)
        office.offer(OTHER)
        _ask_heavy(port)
        compare(home / "releases" / NAME)


def _of_fewer_lists(home: Path, work: Path) -> Path:
    """The folder of a small release that knows nine of ten of the files, by the ids of the whole one."""
    from padan.pipeline.home import Home
    from padan.pipeline.release import build

    whole, fewer = Home.at(home), Home.at(work).make()
    shutil.copytree(whole.root / "ledger", fewer.root / "ledger", dirs_exist_ok=True)
    for number, file in enumerate(sorted(whole.records.glob("*.parquet"))):
        if number % 10:
            shutil.copy(file, fewer.records)
            shutil.copy(whole.rejects / file.name, fewer.rejects)
    return build(fewer, date(2026, 11, 21)).folder


def _take_in(office: _Office, port: int, small: str) -> None:
    """The many people, with two readers at work on the few that are in force meanwhile."""
    meanwhile, done = Times(), threading.Event()
    office.take_in(small)
    readers = [_signed_in(port, meanwhile, number) for number in range(2)]
    asking = threading.Thread(target=ask_all, args=(readers, drawn_paths(50), done))
    asking.start()
    start, cpu = time.monotonic(), time.process_time()
    office.take_in(NAME)
    print(f"taken in: {time.monotonic() - start:.0f} s, {time.process_time() - cpu:.0f} CPU s", flush=True)
    done.set()
    asking.join()
    _tell("while it was taken in", meanwhile)


def _ask(port: int, pages: int, many: int) -> None:
    """Pages of every kind, by several browsers at once."""
    times = Times()
    browsers = [_signed_in(port, times, number) for number in range(COMING_IN)][:many]
    found = drawn_paths(pages)
    seconds = ask_all(browsers, found)
    print(f"{len(found)} pages in {seconds:.0f} s by {many} browsers")
    _tell("then", times)


def _work(port: int, many: int, minutes: float) -> None:
    """Village operators, each in a village of its own."""
    times = Times()
    work(lambda: Browser(HOST, port, times), many, 60 * minutes)
    _tell(f"{many} village operators", times)
    _tell_all(times)


def _tell_all(times: Times) -> None:
    """All kinds of page together, but for coming in: a password is slow to try by design."""
    found = sorted(each for kind, of in times.of.items() if not kind.startswith("sign-in") for each in of)
    print(f"  all of them: {len(found)} pages, p95 {found[int(0.95 * len(found))]:.0f} ms", flush=True)


def _ask_heavy(port: int) -> None:
    """Pages that look at a whole release, each twice: what they work out is kept."""
    for again in ("first", "again"):
        times = Times()
        browser = _signed_in(port, times, 0)
        for kind, path in (("comparison", f"/rilis/{OTHER}/"), ("quality of links", "/periksa/ketepatan/")):
            browser.get(kind, path)
        _tell(f"whole releases, {again}", times)


def _signed_in(port: int, times: Times, number: int) -> Browser:
    from padan.app.demo_office import PASSWORD

    browser = Browser(HOST, port, times)
    browser.sign_in(_address(number), PASSWORD)
    return browser


def _address(number: int) -> str:
    return f"petugas-{number}@contoh.example"


def _tell(title: str, times: Times) -> None:
    print(title, f"({times.failed} failed)")
    for line in times.told():
        print("  " + line, flush=True)


def _prepare(folder: Path, home: Path) -> None:
    os.environ["PADAN_SECOND_FACTOR"] = "0"
    os.environ["PADAN_LOG"] = "ERROR"
    (folder / ".padan-demo").touch()
    from padan.app.office import prepared
    from padan.pipeline.home import Home

    prepared(Home.at(home).make())


class _Server:
    """The site as ``padan serve`` runs it."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __enter__(self) -> int:
        from padan.app.serving import answers, free_port

        port = free_port(HOST, 8900)
        command = [sys.executable, "-m", "padan.app", "--home", str(self._home), "serve", "--port", str(port)]
        self._process = subprocess.Popen([*command, "--without-second-factor"], stdout=subprocess.DEVNULL)
        assert answers(f"http://{HOST}:{port}/siap/")
        return port

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        self._process.wait()


class _Office:
    """The office's own side, in this process."""

    def __init__(self, releases: Path) -> None:
        from padan.app.demo_office import account_of

        self._releases = releases
        for number in range(COMING_IN):
            account_of(_address(number), "Petugas", "data_officer", ("64.02",))

    def offer(self, name: str) -> Any:
        from django.utils import timezone

        from padan.office.registry import operations

        return operations.offer(self._releases / name, by=None, on=timezone.now())

    def take_in(self, name: str) -> None:
        from django.utils import timezone

        from padan.app.taking_in import take_in
        from padan.pipeline.home import Home

        release = self.offer(name)
        if release.state != "current":
            take_in(Home.at(self._releases.parent), release, by=None, on=timezone.now(), reason="benchmark")

    def has_taken_in(self) -> bool:
        """Whether an earlier run took the many people in."""
        from padan.office.registry import queries

        current = queries.current()
        return current is not None and current.name == NAME


if __name__ == "__main__":
    main()
