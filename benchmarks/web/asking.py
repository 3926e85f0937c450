"""Browsers that ask a server for pages, and how long it took them to be made."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

_TIMING = re.compile(r"app;dur=([\d.]+)")
_FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Times:
    """Milliseconds in the server, by kind of page."""

    of: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: int = 0

    def told(self) -> list[str]:
        """A line for each kind of page: how many, the middle, the 95th of a hundred, the longest."""
        lines = []
        for kind, found in sorted(self.of.items()):
            ordered = sorted(found)
            p50, p95 = (ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95))
            lines.append(f"{kind:16} {len(ordered):5} p50 {p50:6.0f} ms  p95 {p95:6.0f} ms  max {ordered[-1]:6.0f} ms")
        return lines


class Browser:
    """One person's browser, with its cookies."""

    def __init__(self, host: str, port: int, times: Times) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=120)
        self._times, self._cookies = times, SimpleCookie()

    def sign_in(self, email: str, password: str) -> None:
        """Come in; the page of the password is told as ``sign-in``."""
        page = self.get("sign-in page", "/masuk/")
        token = _TOKEN.search(page)
        assert token is not None
        form = {"csrfmiddlewaretoken": token.group(1), "login": email, "password": password}
        self._ask("sign-in", "POST", "/masuk/", urlencode(form))

    def get(self, kind: str, path: str) -> str:
        """A page."""
        return self._ask(kind, "GET", path)

    def send(self, kind: str, path: str, told: object) -> Any:
        """What the server answers to something that a script sends."""
        return json.loads(self._ask(kind, "POST", path, json.dumps(told), "application/json"))

    def _ask(self, kind: str, method: str, path: str, body: str | None = None, of: str = _FORM) -> str:
        headers = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = of
        if of != _FORM:
            headers["X-CSRFToken"] = self._cookies["csrftoken"].value
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError):  # kept open for too long
            self._connection.close()
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self._cookies.load(cookie)
        timing = _TIMING.search(answer.headers.get("Server-Timing") or "")
        if answer.status >= 400 or timing is None:
            self._times.failed += 1
        else:
            self._times.of[kind].append(float(timing.group(1)))
        return text


def ask_all(
    browsers: Sequence[Browser], paths: Sequence[tuple[str, str]], until: threading.Event | None = None
) -> float:
    """Every browser asks for its share of the paths, all at the same time; seconds. With ``until`` they begin again
    until it is set."""
    start = time.monotonic()

    def one(number: int) -> None:
        while True:
            for kind, path in paths[number :: len(browsers)]:
                if until is not None and until.is_set():
                    return
                browsers[number].get(kind, path)
            if until is None:
                return

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - start
