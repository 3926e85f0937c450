"""Signing in with the regency's own accounts: a small server of OpenID Connect beside the site, on this machine."""

from __future__ import annotations

import html
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from tests.app.conftest import MadeTables, with_tables

from padan.app.serving import answers, free_port

# Processes of their own that come up and go down: some seconds each.
pytestmark = pytest.mark.slow

STRANGER = "siapa@kukar.example"
#: The tests share one site: each comes as somebody of its own.
PEOPLE = 20
SET_UP, AGAIN = "/akun/pengaman/totp/activate/", "/akun/kabupaten/pastikan/"
_INVITE = """
import sys
from padan.app.office import opened
from padan.pipeline.home import Home
opened(Home.at(sys.argv[1]))
from django.utils import timezone
from padan.office.accounts.operations import invite
for address in sys.argv[2:]:
    invite(address, "Agus Salim", by=None, on=timezone.now())
"""
#: The session of everybody who is in is ten minutes older; an account is given what else it can confirm itself by.
_TEN_MINUTES_PASS = """
import sys
from padan.app.office import opened
from padan.pipeline.home import Home
opened(Home.at(sys.argv[1]))
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from padan.office.accounts.models import Account
for each in Session.objects.all():
    kept = SessionStore(each.session_key)
    for record in kept.get("account_authentication_methods", ()):
        record["at"] -= 600
    kept.modified = True
    kept.save()
if sys.argv[2]:
    TOTP.activate(Account.objects.get(email=sys.argv[2]), generate_totp_secret())
"""


@dataclass
class Regency:
    """The regency's server: who is signed in there, since when, and whether it vouches for the address. ``asks`` for
    the password where it is told to, ``tells`` since when, and hands back an ``error`` where there is one."""

    address: str = ""
    subject: str = ""
    email: str = ""
    verified: bool = True
    since: float = 0.0
    asks: bool = True
    tells: bool = True
    error: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def server() -> Iterator[Regency]:
    told = Regency()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                told.asked.append(asked)
                if told.asks and asked.get("prompt") == "login":
                    told.since = time.time()
                answer = {"error": told.error} if told.error else {"code": "once"}
                back = urlencode({**answer, "state": asked["state"]})
                self._say(302, None, Location=f"{asked['redirect_uri']}?{back}")
            elif parts.path == "/userinfo":
                assert self.headers["Authorization"] == "Bearer token"
                known = {"sub": told.subject, "email": told.email, "email_verified": told.verified}
                self._say(200, {**known, "name": "Agus"})
            else:
                self._say(200, {
                    "issuer": told.address, "authorization_endpoint": f"{told.address}/authorize",
                    "token_endpoint": f"{told.address}/token", "userinfo_endpoint": f"{told.address}/userinfo",
                    "jwks_uri": f"{told.address}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                })  # fmt: skip

        def do_POST(self) -> None:
            body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            assert (body["code"], body["client_secret"]) == (["once"], ["rahasia"])
            answer = {"access_token": "token", "token_type": "Bearer"}
            if told.tells:
                now = int(time.time())
                claims = {"iss": told.address, "aud": "padan", "sub": told.subject, "iat": now, "exp": now + 60}
                answer["id_token"] = jwt.encode({**claims, "auth_time": int(told.since)}, "x" * 32)
            self._say(200, answer)

        def _say(self, status: int, body: object, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if body is not None:
                self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told.address = f"http://127.0.0.1:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield told
    listening.shutdown()
    listening.server_close()
    thread.join()


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    """Each test's own number."""
    return iter(range(PEOPLE))


@pytest.fixture
def regency(server: Regency, numbers: Iterator[int]) -> Regency:
    """The regency's server as it usually is, with somebody at it who was not there before and has an account here."""
    number = next(numbers)
    usual = Regency(server.address, subject=str(number), email=address_of(number))
    vars(server).update(vars(usual))
    return server


def address_of(number: int) -> str:
    return f"agus{number}@kukar.example"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("regency-accounts") / "padan-home"


@pytest.fixture(scope="module")
def environment(tables_made: MadeTables, home: Path, server: Regency) -> Iterator[dict[str, str]]:
    """The environment of an office that is told where the regency's server is and has accounts."""
    with with_tables(tables_made, home) as database:
        told = {
            **os.environ, **database, "PADAN_LOG": "ERROR",
            "PADAN_OIDC_SERVER": server.address, "PADAN_OIDC_CLIENT": "padan", "PADAN_OIDC_SECRET": "rahasia",
        }  # fmt: skip
        people = [address_of(number) for number in range(PEOPLE)]
        subprocess.run([sys.executable, "-c", _INVITE, str(home), *people], check=True, env=told)
        yield told


@pytest.fixture(scope="module")
def site(home: Path, environment: dict[str, str]) -> Iterator[str]:
    """Its site."""
    port = free_port("127.0.0.1", 9200 + os.getpid() % 300)
    process = subprocess.Popen(
        [sys.executable, "-m", "padan.app", "--home", str(home), "serve", "--port", str(port), "--processes", "1"],
        env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert answers(f"http://127.0.0.1:{port}/siap/", lambda: process.poll() is None)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


@dataclass
class Browser:
    """A browser on the site: the address and the page at hand, and the policy it came with."""

    site: str
    path: str = ""
    page: str = ""
    policy: str = ""

    def __post_init__(self) -> None:
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open

    def go(self, path: str, form: dict[str, str] | None = None) -> Browser:
        """Ask for an address, and go where it leads."""
        try:
            answer = self._open(f"{self.site}{path}", urlencode(form).encode() if form else None, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.path, self.page = urlsplit(answer.url).path, answer.read().decode()
            self.policy = answer.headers["Content-Security-Policy"]
        return self

    def press(self, button: str) -> Browser:
        """Press a button of the page at hand."""
        forms = re.findall(r"<form.*?</form>", self.page, re.DOTALL)
        form = next(form for form in forms if f"{button}</button>" in form)
        action = re.search(r'action="([^"]*)"', form)
        assert action is not None
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
        return self.go(action[1], {name: html.unescape(value) for name, value in fields})


def comes_in(site: str) -> Browser:
    """A press on the button of the sign-in page, and where that leads."""
    return Browser(site).go("/masuk/").press("Masuk dengan akun kabupaten")


def test_who_has_an_account_comes_in(site: str, regency: Regency) -> None:
    browser = Browser(site).go("/masuk/")
    # The form leads to the regency's server, which the policy must let it.
    assert f"form-action 'self' {regency.address}" in browser.policy
    browser.press("Masuk dengan akun kabupaten")
    assert (browser.path, "Agus Salim" in browser.page) == ("/", True)
    assert regency.asked[0]["redirect_uri"].startswith(site)


@pytest.mark.parametrize(("email", "verified"), [(STRANGER, True), ("", False)], ids=["a stranger", "no voucher"])
def test_nobody_gets_an_account_by_coming(site: str, regency: Regency, email: str, verified: bool) -> None:
    regency.email, regency.verified = email or regency.email, verified
    browser = comes_in(site)
    assert browser.path != "/"
    assert "Agus Salim" not in browser.page
    assert "Akun diberikan" in browser.page


#: Lets ten minutes pass; whose address is given sets up a second factor meanwhile.
Waits = Callable[[str], None]


@pytest.fixture
def ten_minutes_pass(home: Path, environment: dict[str, str]) -> Waits:
    def passed(who: str) -> None:
        subprocess.run([sys.executable, "-c", _TEN_MINUTES_PASS, str(home), who], check=True, env=environment)

    return passed


def test_who_has_no_password_confirms_at_the_regency_s_server(
    site: str, regency: Regency, ten_minutes_pass: Waits
) -> None:
    browser = comes_in(site)
    # To come in is not enough: the server may let in whoever sits before a browser that is signed in there.
    assert browser.go(SET_UP).path == AGAIN
    assert "Pastikan ini Anda" in browser.page
    browser.press("Masuk lagi lewat akun kabupaten")
    assert (regency.asked[-1]["prompt"], regency.asked[-1]["max_age"]) == ("login", "0")
    assert browser.path == SET_UP
    assert "Pasang pengaman kedua" in browser.page
    # There is no password to change.
    assert "Ganti kata sandi" not in browser.go("/akun/pengaman/").page
    assert browser.go("/akun/sandi/").path == "/akun/pengaman/"
    ten_minutes_pass("")
    assert browser.go(SET_UP).path == AGAIN


#: What the regency's server does otherwise, whether that counts, and what is said where it does not.
DRAWN = {
    "somebody else with an account of the same address": ({"subject": "other 1"}, "bukan akun Anda di sini"),
    "somebody else without an account": ({"subject": "other 2", "email": STRANGER}, "bukan akun Anda di sini"),
    "nobody was asked to sign in": ({"asks": False}, "tanpa meminta Anda masuk lagi"),
    "it does not tell since when": ({"asks": False, "tells": False}, None),
    "the person cancels": ({"error": "access_denied"}, "Anda membatalkan"),
    "it fails": ({"error": "server_error"}, "Akun kabupaten tidak menjawab"),
}


@pytest.mark.parametrize(("otherwise", "said"), DRAWN.values(), ids=DRAWN)
def test_only_the_same_person_who_signed_in_again_counts(
    site: str, regency: Regency, otherwise: dict[str, object], said: str | None
) -> None:
    browser = comes_in(site)
    for name, value in otherwise.items():
        setattr(regency, name, value)
    browser.go(SET_UP).press("Masuk lagi lewat akun kabupaten")
    if said is None:
        assert browser.path == SET_UP
        return
    assert browser.path == AGAIN
    assert said in browser.page
    # Still signed in, as before, and still asked.
    assert "Agus Salim" in browser.page
    assert browser.go(SET_UP).path == AGAIN


def test_who_set_up_a_second_factor_confirms_by_it(site: str, regency: Regency, ten_minutes_pass: Waits) -> None:
    browser = comes_in(site)
    ten_minutes_pass(regency.email)
    for asked in ("/akun/pengaman/totp/deactivate/", AGAIN):
        assert browser.go(asked).path == "/akun/pengaman/reauthenticate/"
