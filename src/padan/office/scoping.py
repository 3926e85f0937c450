"""Scopes as conditions of queries: rows, counts, search and exports all ask here."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import CharField, Lookup, Q

from padan.kernel.scope import VILLAGE_LETTERS, Scope

#: Letters of a kecamatan's code: a larger region holds too many rows for an index to be worth its while.
_DISTRICT_LETTERS: Final = 8
#: A condition that no row meets, on every table.
_NOTHING = Q(pk__in=())


def within(scope: Scope, field: str) -> Q:
    """The condition that the region code in ``field`` lies in the scope; nothing does in an empty one."""
    found = _NOTHING
    for code in scope.codes:
        found |= Q(**{field: code})
        # In a village there is no other region: an index on the column then answers alone.
        if len(code) < VILLAGE_LETTERS:
            found |= Q(**{f"{field}__lies_in": code})
    return found


@CharField.register_lookup
class _LiesIn(Lookup):
    """A code that lies in a region and is not the region itself, in the way that an index of the database answers."""

    lookup_name = "lies_in"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Where ``LIKE`` uses an index, as on PostgreSQL; codes hold no letter that ``LIKE`` reads otherwise."""
        column, asked = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*asked, f"{self.rhs}.%"]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """SQLite's ``LIKE`` reads every row; a range ("/" comes after ".") reads those of a kecamatan alone."""
        if len(self.rhs) < _DISTRICT_LETTERS:
            return self.as_sql(compiler, connection)
        column, asked = self.process_lhs(compiler, connection)
        return f"{column} >= %s AND {column} < %s", [*asked, f"{self.rhs}.", *asked, f"{self.rhs}/"]
