"""``padan serve`` and ``padan invite`` as processes: a server that answers, its worker, and the first account."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.app.app_kit import start
from tests.app.conftest import MadeTables, with_tables

from padan.app.demo_office import MARK
from padan.app.serving import free_port

# Processes of their own that come up and go down: some seconds each.
pytestmark = pytest.mark.slow

QUIET = {"PADAN_LOG": "ERROR"}


@pytest.fixture
def new_home(own_database: None, tmp_path: Path) -> Path:
    """Where nothing is yet."""
    return tmp_path / "padan-home"


@pytest.fixture
def home(tables_made: MadeTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An office that nobody used yet."""
    home = tmp_path / "padan-home"
    with with_tables(tables_made, home) as told:
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        yield home


def served(home: Path, *more: str) -> str:
    """The address of a server in the background."""
    port = str(free_port("127.0.0.1", 8600 + os.getpid() % 300))
    ran = start("serve", "--port", port, "--background", *more, home=home, **QUIET)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def asked(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, answer.read().decode()


def worker_of(home: Path) -> psutil.Process:
    """The worker that the server in the background keeps."""
    server = psutil.Process(json.loads((home / "work" / "serve.json").read_text())["pid"])
    return next(child for child in server.children() if "worker" in child.cmdline())


def test_a_server_answers_until_it_is_stopped(new_home: Path) -> None:
    address = served(new_home)
    try:
        assert asked(f"{address}siap/") == (200, '{"ready": true}')
        assert "Kata sandi" in asked(f"{address}masuk/")[1]
        first = worker_of(new_home)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
        time.sleep(3)
        assert worker_of(new_home).pid != first.pid
    finally:
        assert "dihentikan" in start("serve", "--stop", home=new_home).stdout
    with pytest.raises(OSError):
        asked(f"{address}siap/")
    assert "Tidak ada server" in start("serve", "--stop", home=new_home).stdout


def test_what_the_office_keeps_is_its_owners_alone(new_home: Path) -> None:
    start("invite", "agus@kukar.example", "--name", "Agus", "--reason", "SK 1", home=new_home)
    for name in ("office.keys", "office.secret"):
        assert (new_home / name).stat().st_mode & 0o777 == 0o600
    assert new_home.stat().st_mode & 0o777 == 0o700


def test_the_second_factor_stays_where_people_are_real(new_home: Path) -> None:
    ran = start("serve", "--without-second-factor", home=new_home)
    assert (ran.returncode, "rekaan" in ran.stderr) == (5, True)


def test_a_demo_may_leave_it_out(home: Path) -> None:
    home.parent.joinpath(MARK).touch()
    address = served(home, "--without-second-factor")
    try:
        assert "Kabupaten rekaan" in asked(f"{address}masuk/")[1]
    finally:
        start("serve", "--stop", home=home)


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_the_first_account_sets_its_password_by_a_link_that_works_once(home: Path) -> None:
    home.parent.joinpath(MARK).touch()
    ran = start("invite", "agus@kukar.example", "--name", "Agus Salim", "--reason", "SK 1", home=home)
    link = re.search(r"http://\S+", ran.stdout)
    assert ran.returncode == 0, ran.stderr
    assert link is not None
    address = served(home)
    try:
        status, page = asked(link.group(0).replace("http://127.0.0.1:8000/", address))
        assert (status, "Kata sandi baru" in page) == (200, True)
    finally:
        start("serve", "--stop", home=home)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--role", "inspector", "--area", "64.02.13.1008"), "Peran ini tidak diberikan"),
        (("--area", "99"), "tidak dikenal"),
        (("--days", "9000"), "paling lama dua tahun"),
    ],
)
def test_an_account_that_cannot_be_is_refused_whole(home: Path, options: tuple[str, ...], said: str) -> None:
    ran = start("invite", "a@kukar.example", "--name", "A", "--reason", "SK 1", *options, home=home)
    assert ran.returncode != 0
    assert said in ran.stderr
    again = start("invite", "a@kukar.example", "--name", "A", "--reason", "SK 1", home=home)
    assert again.returncode == 0, again.stderr
