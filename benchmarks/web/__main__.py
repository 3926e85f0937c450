"""A million people in the office: how long taking them in takes with the site serving, and how long pages take.

``--home`` is the register of a demo (``padan demo --families 10000``); its people are copied ``--copies`` times.
Without DATABASE_URL the office lies in SQLite. Searching is held against the plain way, ``name LIKE '%…%'`` over all
rows, on the same database in the same run.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

from benchmarks.web.asking import Browser, Times, ask_all
from benchmarks.web.population import NAME, copied

HOST = "127.0.0.1"


def main() -> None:
    """Make, take in, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--copies", type=int, default=28)
    parser.add_argument("--pages", type=int, default=400, help="of each kind")
    parser.add_argument("--browsers", type=int, default=4, help="that ask at once, without a pause")
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
    _prepare(folder, home)
    with _Server(home) as port:
        office = _Office(home / "releases")
        if not office.has_taken_in():
            _take_in(office, port, small.name)
        _ask(office, port, asked.pages, asked.browsers)
        office.compare_search()


def _take_in(office: _Office, port: int, small: str) -> None:
    """The many people, with two readers at work on the few that are in force meanwhile."""
    meanwhile, done = Times(), threading.Event()
    office.take_in(small)
    readers = [_signed_in(port, meanwhile) for _ in range(2)]
    asking = threading.Thread(target=ask_all, args=(readers, office.paths(50), done))
    asking.start()
    start, cpu = time.monotonic(), time.process_time()
    office.take_in(NAME)
    print(f"taken in: {time.monotonic() - start:.0f} s, {time.process_time() - cpu:.0f} CPU s", flush=True)
    done.set()
    asking.join()
    _tell("while it was taken in", meanwhile)


def _ask(office: _Office, port: int, pages: int, many: int) -> None:
    """Pages of every kind, by several browsers at once."""
    times = Times()
    for _ in range(40 - many):
        _signed_in(port, times)
    browsers = [_signed_in(port, times) for _ in range(many)]
    found = office.paths(pages)
    seconds = ask_all(browsers, found)
    print(f"{len(found)} pages in {seconds:.0f} s by {many} browsers")
    _tell("then", times)


def _signed_in(port: int, times: Times) -> Browser:
    browser = Browser(HOST, port, times)
    browser.sign_in("data_officer@contoh.example", "padan-demo-2026")
    return browser


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
        from padan.app.demo_office import accounts_of

        self._releases = releases
        accounts_of(releases / NAME)

    def take_in(self, name: str) -> None:
        from django.utils import timezone

        from padan.app.taking_in import take_in
        from padan.office.registry import operations
        from padan.pipeline.home import Home

        release = operations.offer(self._releases / name, by=None, on=timezone.now())
        if release.state != "current":
            take_in(Home.at(self._releases.parent), release, by=None, on=timezone.now(), reason="benchmark")

    def has_taken_in(self) -> bool:
        """Whether an earlier run took the many people in."""
        from padan.office.registry import queries

        current = queries.current()
        return current is not None and current.name == NAME

    def paths(self, count: int) -> list[tuple[str, str]]:
        """``count`` addresses of each kind of page, drawn by one seed, all kinds mixed."""
        from padan.kernel.scope import Scope
        from padan.office.registry import queries

        drawn = random.Random(1)
        people = queries.people(Scope(("64.02",))).order_by("pk")
        first, last = people.first().pk, people.last().pk
        sample = [people.filter(pk__gte=drawn.randint(first, last)).first() for _ in range(count)]
        found: list[tuple[str, str]] = []
        for person in sample:
            found.append(("person", f"/orang/{person.person_id}/"))
            found.append(("family", f"/keluarga/{person.family_id}/"))
            words = (person.name or "siti").split()
            found.append(("search name", f"/orang/?q={quote(' '.join(words[:2]))}"))
            found.append(("search word", f"/orang/?q={quote(words[0][:4])}"))
            found.append(("review", "/periksa/lanjut/"))
            found.append(("review queue", "/periksa/"))
            if person.nik:
                found.append(("search NIK", f"/orang/?q={person.nik}"))
        drawn.shuffle(found)
        return found

    def compare_search(self) -> None:
        """The search by words against the plain way."""
        from padan.kernel.scope import Scope
        from padan.office.registry import queries
        from padan.reports.finding import words_of

        everywhere = Scope(("64.02",))
        names = [each.name for each in queries.people(everywhere).exclude(name=None).order_by("pk")[1000:1020]]
        ours = _seconds(lambda name: list(queries.by_words(everywhere, words_of(name))[:31]), names)
        plain = _seconds(
            lambda name: list(queries.people(everywhere).filter(name__icontains=name).order_by("name")[:31]), names
        )
        print(
            f"search by name: {1000 * ours:.1f} ms, by LIKE over all rows {1000 * plain:.1f} ms: {plain / ours:.0f} ×"
        )


def _seconds(ask: object, names: list[str]) -> float:
    start = time.perf_counter()
    for name in names:
        ask(name)  # type: ignore[operator]
    return (time.perf_counter() - start) / len(names)


if __name__ == "__main__":
    main()
