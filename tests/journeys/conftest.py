"""A real server, started as people start it, on an invented regency; and a real Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from padan.app.serving import answers, free_port

HOST, PASSWORD = "127.0.0.1", "padan-demo-2026"
FAMILIES = 300
PADAN = (sys.executable, "-m", "padan.app")
ENVIRONMENT = {**os.environ, "PADAN_LOG": "ERROR"}
#: The widths of a cheap phone and of a laptop, in pixels.
WIDTHS = {"phone": 360, "laptop": 1280}
_ARGUMENTS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_FURNISH = """
import sys
from padan.app.demo_office import PASSWORD, furnish
from padan.pipeline.home import Home
furnish(Home.at(sys.argv[1]))
from django.utils import timezone
from padan.office.accounts.operations import invite
somebody = invite("nobody@contoh.example", "Tanpa Jabatan", by=None, on=timezone.now())
somebody.set_password(PASSWORD)
somebody.save()
"""
#: Faults of these weights fail a journey.
_SERIOUS = {"serious", "critical"}


@dataclass(frozen=True)
class Site:
    """The site of the invented regency: its address, the folder of the demo, and the number of its process."""

    address: str
    demo: Path
    process: int

    @property
    def worker(self) -> psutil.Process:
        """The worker beside the server."""
        return next(each for each in psutil.Process(self.process).children() if "worker" in each.cmdline())

    @contextmanager
    def without_work(self) -> Iterator[None]:
        """The worker stands still meanwhile, so that what waits for it is surely seen to wait."""
        worker = self.worker
        worker.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            worker.send_signal(signal.SIGCONT)

    @contextmanager
    def impatient_worker(self) -> Iterator[None]:
        """A second worker meanwhile, which misses one that died sooner than in a minute: each tells every five seconds
        that it lives."""
        command = [*PADAN, "--home", str(self.demo / "padan-home"), "worker", "--silence", "12"]
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)


def padan(*arguments: str) -> str:
    """What a command of Padan says; it must succeed."""
    ran = subprocess.run([*PADAN, *arguments], check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return ran.stdout.strip()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The regency that most stories share."""
    with regency(tmp_path_factory.mktemp("journeys") / "demo") as opened:
        yield opened


@contextmanager
def regency(demo: Path, families: int = FAMILIES, seed: int = 3) -> Iterator[Site]:
    """``padan demo`` in a folder, its office furnished, and ``padan serve`` beside the tests."""
    shutil.copytree(_furnished(demo.parents[1], families, seed), demo, symlinks=True)
    with served(demo / "padan-home", "--without-second-factor") as (address, process):
        yield Site(address, demo, process)


@cache
def _furnished(folder: Path, families: int, seed: int) -> Path:
    """The demo of a regency with its office furnished, not served yet: made once in the folder of all stories of this
    process, for them to copy."""
    demo = folder / f"furnished-{families}-{seed}"
    padan("demo", "--families", str(families), "--seed", str(seed), "--keep", str(demo))
    command = [sys.executable, "-c", _FURNISH, str(demo / "padan-home")]
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
    return demo


@contextmanager
def served(home: Path, *options: str) -> Iterator[tuple[str, int]]:
    """``padan serve`` on a register: its address, and the number of its process."""
    port = free_port(HOST, 8100 + os.getpid() % 500)
    command = [*PADAN, "--home", str(home), "serve", "--port", str(port), "--processes", "1", *options]
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    try:
        assert answers(f"http://{HOST}:{port}/siap/", lambda: process.poll() is None)
        yield f"http://{HOST}:{port}", process.pid
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a screen: the build that has none where it is installed, which needs half the time.
    Where neither is there the journeys fail: they are only run where it is."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert found is not None, "chromium is not installed (Debian: apt-get install chromium-headless-shell)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_ARGUMENTS))
        yield browser
        browser.close()


#: Opens a page for somebody: ``visit("data_officer")``, signed in; ``visit(None)``, a stranger.
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def sessions() -> dict[tuple[Path, str], Any]:
    """What a browser keeps of whom it signed in, by the regency's folder (ports are taken again) and
    account: each signs in once."""
    return {}


@pytest.fixture
def visit(site: Site, chromium: Browser, sessions: dict[tuple[Path, str], Any]) -> Iterator[Visit]:
    """Pages of browsers of their own. A mistake of a script, or a request to another host, fails the test."""
    contexts, faults = [], []

    def opened(who: str | None, width: str = "laptop") -> Page:
        context = chromium.new_context(
            base_url=site.address, viewport={"width": WIDTHS[width], "height": 800}, locale="id-ID",
            storage_state=sessions.get((site.demo, who or "")),
            # Else a colour that is still changing is what axe and the pictures see.
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: _note_foreign(asked.url, site, faults))
        if who is None:
            return page
        if (site.demo, who) not in sessions:
            sign_in(page, f"{who}@contoh.example")
            sessions[site.demo, who] = context.storage_state()
        page.goto("/")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Sign in with address and password, and wait for the answer."""
    page.goto("/masuk/")
    page.get_by_label("Alamat surel").fill(email)
    page.locator("input[type=password]").fill(password)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_load_state()


def _note_foreign(url: str, site: Site, faults: list[str]) -> None:
    if not url.startswith((site.address, "data:")):
        faults.append(url)


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where screenshots are kept: ``PADAN_PICTURES``; nowhere when it is not set."""
    folder = os.environ.get("PADAN_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None


@pytest.fixture
def looked_at(pictures: Path | None) -> Callable[[Page, str], None]:
    """Take a picture of a page, and have axe look for what keeps people out."""

    def look(page: Page, name: str) -> None:
        if pictures is not None:
            page.screenshot(path=pictures / f"{name}-{page.viewport_size['width']}.png", full_page=True)
        found = Axe().run(page).response["violations"]
        told = [
            f"{fault['id']}: {fault['help']} ({', '.join(node['html'][:100] for node in fault['nodes'][:3])})"
            for fault in found
            if fault["impact"] in _SERIOUS
        ]
        assert told == [], f"{name}: {page.url}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{name}: the page is {wide} px wider than the screen"

    return look
