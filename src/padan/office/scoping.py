"""Scopes as conditions of queries: rows, counts, search and exports all ask here."""

from __future__ import annotations

from django.db.models import Q

from padan.kernel.scope import VILLAGE_LETTERS, Scope

#: A condition that no row meets, on every table.
_NOTHING = Q(pk__in=())


def within(scope: Scope, field: str) -> Q:
    """The condition that the region code in ``field`` lies in the scope; nothing does in an empty one."""
    found = _NOTHING
    for code in scope.codes:
        found |= Q(**{field: code})
        # In a village there is no other region: an index on the column then answers alone.
        if len(code) < VILLAGE_LETTERS:
            found |= Q(**{f"{field}__startswith": f"{code}."})
    return found
