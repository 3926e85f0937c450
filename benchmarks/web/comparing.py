"""What is clever held against the plain way, on the same database in the same run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from padan.kernel.scope import Scope


def compare(folder: Path) -> None:
    """Searching and looking back, each beside the plain way; ``folder`` is that of the release in force."""
    _search()
    _search_nearly(folder)
    _look_back(folder)


def slip(text: str, drawn: random.Random) -> str:
    """A word or number without one of its letters."""
    place = drawn.randrange(1, max(2, len(text)))
    return text[:place] + text[place + 1 :]


def _search() -> None:
    """By words, against ``LIKE`` over all rows."""
    from padan.office.registry import queries
    from padan.reports.finding import words_of

    everybody, names = queries.people(everywhere()), _names(20)
    ours = _seconds(lambda name: list(queries.by_words(everywhere(), words_of(name))[:31]), names)
    plain = _seconds(lambda name: list(everybody.filter(name__icontains=name).order_by("name")[:31]), names)
    _tell("search by name", ours, "by LIKE over all rows", plain)


def _search_nearly(folder: Path) -> None:
    """By nearly the words, against counting letters in everybody's name."""
    from padan.office.registry import queries
    from padan.reports.finding import words_of
    from padan.reports.holdings import holdings

    drawn = random.Random(2)
    slips = [" ".join(slip(word, drawn) for word in name.split()) for name in _names(10)]
    list(queries.by_near_words(everywhere(), words_of(slips[0])))  # the words are read once
    ours = _seconds(lambda name: list(queries.by_near_words(everywhere(), words_of(name))[:31]), slips)
    nearly = "SELECT person_id FROM person WHERE damerau_levenshtein(upper(name), upper(?)) <= 2"
    plain = _seconds(lambda name: holdings(folder).rows(nearly, [name]), slips)
    _tell("search nearly by name", ours, "by the letters of everybody", plain)


def _look_back(folder: Path) -> None:
    """What was known of a family on a day, against reading the release's own tables."""
    from padan.reports.history import Question, Then, claims_then
    from padan.reports.holdings import holdings

    held, then = holdings(folder), Then(Question.KNEW, date(2026, 6, 15))
    families = [row["family_id"] for row in held.rows("SELECT family_id FROM family ORDER BY ALL LIMIT 10 OFFSET 1000")]
    whole = "SELECT * FROM claim WHERE subject_id = ?"
    ours = _seconds(lambda family: claims_then(held.claims(family), then, {}), families)
    plain = _seconds(lambda family: claims_then(held.rows(whole, [family]), then, {}), families)
    _tell("values of a family on a day", ours, "from the whole table", plain)


def everywhere() -> Scope:
    """The whole regency."""
    return Scope(("64.02",))


def _names(count: int) -> list[str]:
    from padan.office.registry import queries

    named = queries.people(everywhere()).exclude(name=None).order_by("pk")
    return [each.name or "" for each in named[1000 : 1000 + count]]


def _seconds(ask: Callable[[str], object], asked: Sequence[str]) -> float:
    start = time.perf_counter()
    for each in asked:
        ask(each)
    return (time.perf_counter() - start) / len(asked)


def _tell(what: str, ours: float, how: str, plain: float) -> None:
    print(f"{what}: {1000 * ours:.1f} ms, {how} {1000 * plain:.1f} ms: {plain / ours:.0f} ×", flush=True)
