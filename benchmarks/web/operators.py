"""Village operators at work at the same time, each in a village of its own: they look at their tasks and families, and
send answers from their phones, with the pauses that people make."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

from benchmarks.web.asking import Browser
from benchmarks.web.comparing import everywhere

#: Seconds that somebody reads or writes before the next page, at least and at most.
PAUSE = (4.0, 16.0)
#: Seconds within which all have come in: nobody starts the day in the same second.
COME_IN = 60.0
_FAMILY = re.compile(r"/keluarga/[0-9A-Z]+/")


def work(browser: Callable[[], Browser], many: int, seconds: float) -> None:
    """``many`` operators work for so many seconds. AssertionError where an answer was refused or lost."""
    operators = [_Operator(browser(), email, number, seconds) for number, email in enumerate(_accounts(many))]
    with ThreadPoolExecutor(many) as pool:
        faults = [fault for found in pool.map(_Operator.work, operators) for fault in found]
    assert not faults, faults[:5]


def _accounts(many: int) -> list[str]:
    """Accounts of as many villages, those with most people first."""
    from padan.app.demo_office import account_of
    from padan.office.registry import queries

    people = Counter(queries.people(everywhere()).order_by().values_list("area", flat=True))
    villages = [code for code, _ in people.most_common() if len(code) == 13]
    assert len(villages) >= many, f"{len(villages)} villages have people"
    for number, village in enumerate(villages[:many]):
        account_of(f"desa-{number}@contoh.example", "Operator", "village_operator", (village,))
    return [f"desa-{number}@contoh.example" for number in range(many)]


class _Operator:
    def __init__(self, browser: Browser, email: str, number: int, seconds: float) -> None:
        self._browser, self._email, self._number, self._seconds = browser, email, number, seconds
        self._drawn = random.Random(number)

    def work(self) -> list[str]:
        """Work until the time is over or nothing is asked any more; what went wrong."""
        from padan.app.demo_office import PASSWORD

        time.sleep(self._drawn.uniform(0, COME_IN))
        end, faults = time.monotonic() + self._seconds, []
        self._browser.sign_in(self._email, PASSWORD)
        told = json.loads(self._browser.get("phone list", "/ponsel/daftar.json"))
        cards = told["cards"]
        while time.monotonic() < end and cards:
            self._look(self._drawn.choice(cards))
            answered, cards = cards[:3], cards[3:]
            faults += self._send(told, answered)
            self._pause()
            self._browser.get("phone list", f"/ponsel/daftar.json?mark={told['mark']}")
        return faults

    def _look(self, card: Mapping[str, Any]) -> None:
        """The first page, the list, a task, its family, and a search by the first name on the card."""
        for kind, path in (("home", "/"), ("task list", "/tugas/"), ("task", f"/tugas/{card['id']}/")):
            page = self._browser.get(kind, path)
            self._pause()
        family = _FAMILY.search(page)
        if family:
            self._browser.get("family", family.group())
            self._pause()
        name = (card["names"] or "siti").split(",")[0].split()[0]
        self._browser.get("search", f"/orang/?q={name}")
        self._pause()

    def _send(self, told: Mapping[str, Any], cards: Sequence[Mapping[str, Any]]) -> list[str]:
        """Answers as a phone sends them; what went wrong."""
        now = datetime.now(UTC).isoformat()
        answers = [
            {"key": f"uji-{self._number}-{card['id']}", "said_at": now, "task": card["id"], "seen": card["version"],
             "values": _values(told["forms"][card["form"]], card)}
            for card in cards
        ]  # fmt: skip
        message = {"account": told["account"]["id"], "sent_at": now, "answers": answers}
        results = self._browser.send("phone answers", "/ponsel/kirim.json", message)["results"]
        kept = {each["key"] for each in results if each.get("kept")}
        return [f"{each['key']}: {results}" for each in answers if each["key"] not in kept]

    def _pause(self) -> None:
        time.sleep(self._drawn.uniform(*PAUSE))


def _values(form: Sequence[Mapping[str, Any]], card: Mapping[str, Any]) -> dict[str, str]:
    """An answer to every question that must be answered: what is known, or the first that can be said."""
    values: dict[str, str] = {}
    for field in form:
        only = field["only_if"]
        if only and values.get(only[0]) not in only[1]:
            continue
        known = card["value"].get(field["name"])
        if known or field["required"] or (field["choices"] and field["name"] in card["any_of"]):
            values[field["name"]] = known or _first(field)
    return values


def _first(field: Mapping[str, Any]) -> str:
    if field["choices"]:
        return str(field["choices"][0][0])
    if field["kind"] == "day":
        return date.today().isoformat()
    if field["kind"] == "number":
        return str(int(field["low"] or 0))
    return "uji"
