"""Looking up words of names. Written as SQL: ranges of one index, one after the other, which no chain of filters is
planned as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from padan.kernel.scope import Scope
from padan.office.registry.models import Release, Word
from padan.office.registry.spellings import FARTHEST, Vocabulary, vocabulary
from padan.office.registry.states import State

#: People that one search gives at most: who sees as many writes another word.
MOST_FOUND: Final = 1_000

#: Words from the first to the last, in the order of their letters.
Range = tuple[str, str]

_FROM: Final = "SELECT person_id FROM"
#: More than the longest word that is kept (see :class:`Word`).
_AFTER_ALL: Final = "Z" * 41


def ids_of_words(scope: Scope, alternatives: Iterable[Iterable[str]]) -> list[str]:
    """Ids of people in the scope, of the release in force, who have a word that begins so of each group of
    ``alternatives``; at most :data:`MOST_FOUND`."""
    release = _in_force()
    return [] if release is None else _ids(scope, release, [_beginning(group) for group in alternatives])


@dataclass(frozen=True, slots=True)
class Near:
    """People found by near words. ``distances``: for each group the words that are near, and by how many letters."""

    ids: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    distances: tuple[Mapping[str, int], ...] = ()

    def distance(self, name: str) -> int:
        """By how many letters the words of a name differ from those asked for. Where another list's spelling was the
        near one, more than any near word does."""
        own = name.upper().split()
        return sum(_least(own, group, near) for group, near in zip(self.groups, self.distances, strict=True))


def near_words(scope: Scope, alternatives: Iterable[Iterable[str]]) -> Near:
    """As :func:`ids_of_words`, where a word may also be nearly one of its group
    (:meth:`padan.office.registry.spellings.Vocabulary.near`)."""
    release = _in_force()
    if release is None:
        return Near()
    groups = tuple(tuple(group) for group in alternatives)
    near = tuple(map(vocabulary(release).near, groups))
    ranges = [[*_beginning(group), *((word, word) for word in also)] for group, also in zip(groups, near, strict=True)]
    return Near(tuple(_ids(scope, release, ranges)), groups, near)


def _least(own: Iterable[str], group: tuple[str, ...], near: Mapping[str, int]) -> int:
    return min((0 if word.startswith(group) else near.get(word, FARTHEST) for word in own), default=FARTHEST)


def _in_force() -> Release | None:
    return Release.objects.filter(state=State.CURRENT).first()


def _beginning(group: Iterable[str]) -> list[Range]:
    return [(word, word + _AFTER_ALL) for word in group]


def _ids(scope: Scope, release: Release, groups: Sequence[Sequence[Range]]) -> list[str]:
    """Ids of people who have a word in one of the ranges of each group."""
    if not scope or not groups or not all(groups):
        return []
    steps: list[str] = []
    values: list[object] = []
    # The words that fewest bear come first; the next ones are looked up among their bearers. A step names the one
    # before it once: a database copies a step wherever it is named, and copies of copies are soon too many.
    for number, group in enumerate(_rarest_first(vocabulary(release), groups)):
        among, asked = _in_scope(scope) if number == 0 else (f"person_id IN (SELECT person_id FROM g{number - 1})", [])
        source, condition = _in_ranges(len(group))
        bearers = f"{_FROM} {source} WHERE ({condition}) AND release_id = %s AND ({among})"
        steps.append(f"g{number} AS MATERIALIZED ({bearers})")
        values += [*(word for each in group for word in each), release.pk, *asked]
    query = f"WITH {', '.join(steps)} SELECT DISTINCT person_id FROM g{len(groups) - 1} LIMIT {MOST_FOUND}"
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def _in_ranges(many: int) -> tuple[str, str]:
    """Words within one of so many ranges: the tables and the condition. Each database is led to the index in the way
    that it follows: SQLite range by range as rows of a table, PostgreSQL by what it knows of each range."""
    if connection.vendor == "sqlite":
        rows = ", ".join(["(%s, %s)"] * many)
        return f"(VALUES {rows}) CROSS JOIN {_table()}", "word BETWEEN column1 AND column2"
    return _table(), " OR ".join(["word BETWEEN %s AND %s"] * many)


def _rarest_first(words: Vocabulary, groups: Sequence[Sequence[Range]]) -> list[Sequence[Range]]:
    return sorted(groups, key=lambda group: sum(words.bearers(*each) for each in group))


def _in_scope(scope: Scope) -> tuple[str, list[str]]:
    """As :func:`padan.office.scoping.within`, in SQL: the condition and its values."""
    values = [value for code in scope.codes for value in (code, f"{code}.%")]
    return " OR ".join(["area = %s OR area LIKE %s"] * len(scope.codes)), values


def _table() -> str:
    return connection.ops.quote_name(Word._meta.db_table)
