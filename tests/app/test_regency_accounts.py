"""Signing in with the regency's own accounts: a small server of OpenID Connect beside the site, on this machine."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from tests.app.app_kit import start

from padan.app.serving import answers, free_port

# Processes of their own that come up and go down: some seconds each.
pytestmark = pytest.mark.slow

KNOWN, STRANGER = "agus@kukar.example", "siapa@kukar.example"


@dataclass
class Regency:
    """The regency's server: who is signed in there, and whether it vouches for the address."""

    address: str = ""
    email: str = KNOWN
    verified: bool = True
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def regency() -> Iterator[Regency]:
    told = Regency()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                told.asked.append(asked)
                back = urlencode({"code": "once", "state": asked["state"]})
                self._say(302, None, Location=f"{asked['redirect_uri']}?{back}")
            elif parts.path == "/userinfo":
                assert self.headers["Authorization"] == "Bearer token"
                self._say(200, {"sub": "1", "email": told.email, "email_verified": told.verified, "name": "Agus"})
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
            self._say(200, {"access_token": "token", "token_type": "Bearer"})

        def _say(self, status: int, body: object, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if body is not None:
                self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site(tmp_path: Path, regency: Regency) -> Iterator[str]:
    """The site, told where the regency's server is, with one account."""
    home = tmp_path / "padan-home"
    environment = {
        "PADAN_OIDC_SERVER": regency.address, "PADAN_OIDC_CLIENT": "padan", "PADAN_OIDC_SECRET": "rahasia",
        "PADAN_LOG": "ERROR",
    }  # fmt: skip
    made = start("invite", KNOWN, "--name", "Agus Salim", "--reason", "SK 1", home=home, **environment)
    assert made.returncode == 0, made.stderr
    port = free_port("127.0.0.1", 9200 + os.getpid() % 300)
    process = subprocess.Popen(
        [sys.executable, "-m", "padan.app", "--home", str(home), "serve", "--port", str(port), "--processes", "1"],
        env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert answers(f"http://127.0.0.1:{port}/siap/", lambda: process.poll() is None)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def comes_in(site: str) -> tuple[str, str, str]:
    """A press on the button of the sign-in page, and where that leads: address, page, and the policy of the first."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with browser.open(f"{site}/masuk/", timeout=30) as answer:
        page, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
    action = re.search(r'action="([^"]*kabupaten[^"]*)"', page)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert action is not None
    assert token is not None
    form = urlencode({"csrfmiddlewaretoken": token.group(1)}).encode()
    with browser.open(f"{site}{action.group(1)}", form, timeout=30) as answer:
        return urlsplit(answer.url).path, answer.read().decode(), policy


def test_who_has_an_account_comes_in(site: str, regency: Regency) -> None:
    path, page, policy = comes_in(site)
    assert (path, "Agus Salim" in page) == ("/", True)
    # The form leads to the regency's server, which the policy must let it.
    assert f"form-action 'self' {regency.address}" in policy
    assert regency.asked[0]["redirect_uri"].startswith(site)


@pytest.mark.parametrize(("email", "verified"), [(STRANGER, True), (KNOWN, False)], ids=["a stranger", "no voucher"])
def test_nobody_gets_an_account_by_coming(site: str, regency: Regency, email: str, verified: bool) -> None:
    regency.email, regency.verified = email, verified
    path, page, _policy = comes_in(site)
    assert path != "/"
    assert "Agus Salim" not in page
    assert "Akun diberikan" in page
