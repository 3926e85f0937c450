"""A phone without a network, in few words: exactly what the scripts in ``web/static/web/phone`` do with cards, answers
and results, on a clock that may be wrong by days."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

#: Answers in one request.
AT_ONCE = 200
_SERIAL = count(1)


@dataclass(frozen=True)
class Card:
    """A task as it was listed."""

    task: int
    version: int


@dataclass(frozen=True)
class Entry:
    """An answer in the queue. ``tried``: it may have reached the office, so its key and its words stay as they are."""

    key: str
    account: int
    task: int
    seen: int
    proposal: str
    said_at: datetime
    tried: bool = False
    refused: bool = False


@dataclass
class Phone:
    """``offset``: how much its clock is ahead. ``account``: who is signed in; answers of others stay, unsent."""

    account: int
    offset: timedelta
    cards: dict[int, Card] = field(default_factory=dict)
    queue: list[Entry] = field(default_factory=list)
    results: dict[str, bool] = field(default_factory=dict)
    last_said: datetime | None = None

    def clock(self, now: datetime) -> datetime:
        """The moment by the phone."""
        return now + self.offset

    def refresh(self, cards: list[Card]) -> None:
        """The list came: it takes the place of the one before."""
        self.cards = {card.task: card for card in cards}

    def write(self, task: int, proposal: str, now: datetime) -> Entry:
        """Answer a card. What was never sent is replaced; what may have reached the office is followed by another."""
        said_at = self.clock(now)
        if self.last_said is not None:
            said_at = max(said_at, self.last_said + timedelta(milliseconds=1))
        self.last_said = said_at
        key = f"{said_at.timestamp():015.3f}".replace(".", "") + f"-{next(_SERIAL):06}"
        new = Entry(key, self.account, task, self.cards[task].version, proposal, said_at)
        self.queue = [
            each
            for each in self.queue
            if (each.account, each.task) != (self.account, task) or (each.tried and not each.refused)
        ]
        self.queue.append(new)
        return new

    def request(self) -> list[Entry]:
        """What is sent now; from here on it may have reached the office."""
        mine = [each for each in self.queue if each.account == self.account and not each.refused]
        sent = [replace(each, tried=True) for each in sorted(mine, key=lambda each: each.key)[:AT_ONCE]]
        by_key = {each.key: each for each in sent}
        self.queue = [by_key.get(each.key, each) for each in self.queue]
        return sent

    def told(self, results: dict[str, bool]) -> None:
        """The reply came: what the office keeps leaves the queue; what it refused stays, to be mended."""
        self.results |= results
        self.queue = [
            replace(each, refused=each.refused or each.key in results)
            for each in self.queue
            if not results.get(each.key, False)
        ]
