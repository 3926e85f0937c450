"""Looking up words of names. Written as SQL: ranges of one index, one after the other, which no chain of filters is
planned as."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import connection

from padan.kernel.scope import Scope
from padan.office.registry.models import Release, Word
from padan.office.registry.states import State

#: People that one search gives at most: who sees as many writes another word.
MOST_FOUND: Final = 1_000

_FROM: Final = "SELECT person_id FROM"
_BEGINS: Final = "release_id = %s AND word BETWEEN %s AND %s"
#: More than the longest word that is kept (see :class:`Word`).
_AFTER_ALL: Final = "Z" * 41


def ids_of_words(scope: Scope, alternatives: Iterable[Iterable[str]]) -> list[str]:
    """Ids of people in the scope, of the release in force, who have a word that begins so of each group of
    ``alternatives``; at most :data:`MOST_FOUND`."""
    release = Release.objects.filter(state=State.CURRENT).values_list("pk", flat=True).first()
    groups = [tuple(group) for group in alternatives]
    if release is None or not scope or not groups or not all(groups):
        return []
    steps, values = [], []
    # The longest words first: they are borne by fewest, and the next words are looked up among their bearers.
    for number, group in enumerate(sorted(groups, key=lambda words: -min(map(len, words)))):
        among, asked = _in_scope(scope) if number == 0 else (f"person_id IN (SELECT person_id FROM g{number - 1})", [])
        ranges = " UNION ALL ".join([f"{_FROM} {_table()} WHERE {_BEGINS} AND ({among})"] * len(group))
        for word in group:
            values += [release, word, word + _AFTER_ALL, *asked]
        steps.append(f"g{number} AS MATERIALIZED ({ranges})")
    *before, last = steps
    named = f"WITH {', '.join(before)} " if before else ""
    query = f"{named}SELECT DISTINCT person_id FROM ({last.partition('(')[2]} AS found LIMIT {MOST_FOUND}"
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def _in_scope(scope: Scope) -> tuple[str, list[str]]:
    """As :func:`padan.office.scoping.within`, in SQL: the condition and its values."""
    values = [value for code in scope.codes for value in (code, f"{code}.%")]
    return " OR ".join(["area = %s OR area LIKE %s"] * len(scope.codes)), values


def _table() -> str:
    return connection.ops.quote_name(Word._meta.db_table)
