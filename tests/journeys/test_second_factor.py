"""The door of a real office: an invitation, a second factor that has to be set up, and who guesses is kept out."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import HOST, WIDTHS, sign_in

from padan.app.serving import answers, free_port

pytestmark = pytest.mark.journey

Look = Callable[[Page, str], None]

PASSWORD = "sungai-mahakam-7"
OFFICER, KEEPER, NEWCOMER = "rina@kukar.example", "agus@kukar.example", "yuni@kukar.example"
_STEP = 30


@dataclass(frozen=True)
class Office:
    """An office that nobody invented: its address, and the links that its first accounts were given."""

    address: str
    links: dict[str, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """``padan invite`` for two people, and ``padan serve`` with a second factor."""
    home = tmp_path_factory.mktemp("door") / "padan-home"
    padan = [sys.executable, "-m", "padan.app", "--home", str(home)]
    environment = {**os.environ, "PADAN_LOG": "ERROR"}
    address = f"http://{HOST}:{free_port(HOST, 8900 + os.getpid() % 400)}"
    links = {}
    for email, name, role in ((KEEPER, "Agus Salim", "administrator"), (OFFICER, "Rina Marlina", "data_officer")):
        asked = ["invite", email, "--name", name, "--role", role, "--reason", "SK 1", "--address", address]
        ran = subprocess.run([*padan, *asked], check=True, capture_output=True, text=True, env=environment)
        links[email] = ran.stdout.split()[-1]
    serve = [*padan, "serve", "--port", address.rpartition(":")[2], "--processes", "1"]
    process = subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL)
    try:
        assert answers(f"{address}/siap/", lambda: process.poll() is None)
        yield Office(address, links)
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture
def browsers(office: Office, chromium: Browser) -> Iterator[Callable[[], Page]]:
    """Browsers that know nobody yet."""
    contexts = []

    def opened() -> Page:
        contexts.append(chromium.new_context(base_url=office.address, locale="id-ID"))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def looked_at_both(looked_at: Look) -> Look:
    """As ``looked_at``, on a phone and on a laptop."""

    def look(page: Page, name: str) -> None:
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 800})
            looked_at(page, name)

    return look


def code_of(secret: str) -> str:
    """The six digits that an app shows now (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // _STEP), hashlib.sha1).digest()
    (value,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(value & 0x7FFFFFFF) % 1_000_000:06d}"


def show_code(page: Page, secret: str, button: str) -> None:
    """Type the digits of the moment; once more where they ran out on the way."""
    here = page.url
    for _ in range(2):
        page.get_by_label("Kode", exact=True).fill(code_of(secret))
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()
        if page.url != here:
            return
    raise AssertionError(page.get_by_role("main").inner_text())


def set_password(page: Page, link: str) -> None:
    """Follow a link of an invitation and make a password."""
    page.goto(link)
    for each in page.locator("input[type=password]").all():
        each.fill(PASSWORD)
    page.get_by_role("button", name="Simpan kata sandi").click()
    expect(page.get_by_role("heading", name="Kata sandi tersimpan")).to_be_visible()


def leave(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()


def test_whoever_sees_names_sets_up_a_second_factor_and_then_comes_where_they_wanted(
    office: Office, browsers: Callable[[], Page], looked_at_both: Look
) -> None:
    page = browsers()
    set_password(page, office.links[OFFICER])
    sign_in(page, OFFICER, PASSWORD)
    page.goto("/orang/?q=siti")
    expect(page.get_by_role("heading", name="Pasang pengaman kedua")).to_be_visible()
    looked_at_both(page, "pengaman-pasang")
    secret = page.locator("main code").inner_text().strip()
    show_code(page, secret, "Pasang")
    codes = page.locator("main ul li").all_inner_texts()
    assert len(set(codes)) == 10
    looked_at_both(page, "kode-cadangan")
    page.get_by_role("link", name="Lanjut").click()
    page.wait_for_url("**/orang/?q=siti")

    leave(page)
    sign_in(page, OFFICER, PASSWORD)
    expect(page.get_by_role("heading", name="Kode pengaman")).to_be_visible()
    looked_at_both(page, "pengaman-kode")
    # The password alone opens nothing.
    page.goto("/orang/")
    expect(page.get_by_role("heading", name="Kode pengaman")).to_be_visible()
    show_code(page, secret, "Masuk")
    page.goto("/orang/")
    expect(page.get_by_role("heading", name="Orang dan keluarga")).to_be_visible()

    for works in (True, False):
        leave(page)
        sign_in(page, OFFICER, PASSWORD)
        page.get_by_label("Kode", exact=True).fill(codes[0])
        page.get_by_role("button", name="Masuk", exact=True).click()
        if works:
            expect(page.get_by_role("link", name="Rina Marlina")).to_be_visible()
    expect(page.locator(".field-error")).to_be_visible()


def test_who_is_invited_makes_a_password_once(
    office: Office, browsers: Callable[[], Page], looked_at_both: Look
) -> None:
    keeper = browsers()
    set_password(keeper, office.links[KEEPER])
    sign_in(keeper, KEEPER, PASSWORD)
    keeper.goto("/akun/undang/")
    keeper.get_by_label("Nama").fill("Yuni Astuti")
    keeper.get_by_label(re.compile("surel", re.IGNORECASE)).fill(NEWCOMER)
    keeper.get_by_role("button", name="Undang").click()
    link = keeper.get_by_label("Tautan untuk membuat kata sandi").input_value()
    looked_at_both(keeper, "undangan")

    page = browsers()
    set_password(page, link)
    sign_in(page, NEWCOMER, PASSWORD)
    expect(page.get_by_role("link", name="Yuni Astuti")).to_be_visible()
    expect(page.get_by_role("link", name="Orang dan keluarga")).to_have_count(0)
    again = browsers()
    again.goto(link)
    expect(again.get_by_text("Tautan ini sudah dipakai")).to_be_visible()


def test_who_guesses_five_times_is_told_to_wait(browsers: Callable[[], Page], looked_at_both: Look) -> None:
    page = browsers()
    for guess in range(5):
        sign_in(page, "orang.lain@kukar.example", f"keliru-sekali-{guess}")
        expect(page.locator(".notice-error")).to_contain_text("tidak benar")
    sign_in(page, "orang.lain@kukar.example", PASSWORD)
    expect(page.locator(".notice-error")).to_contain_text("Tunggu sepuluh menit")
    looked_at_both(page, "terlalu-sering")
