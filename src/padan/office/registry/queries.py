"""The people and families of the release in force, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet, Subquery

from padan.kernel.scope import Scope
from padan.office.registry.models import Family, Person, Release
from padan.office.registry.searching import ids_of_words
from padan.office.registry.states import State
from padan.office.scoping import within

_NUMBER = re.compile(r"[\d\s.\-']{15,}")


def current() -> Release | None:
    """The release in force."""
    return Release.objects.filter(state=State.CURRENT).first()


def releases() -> QuerySet[Release]:
    """All releases that the office was offered, the newest first."""
    return Release.objects.order_by("-offered_at", "-id")


def releases_of(scope: Scope) -> QuerySet[Release]:
    """The same for somebody's scope. A release is of the whole regency: none is there for who sees a part of it."""
    return releases() if scope.covers(settings.PADAN_REGENCY) else Release.objects.none()


def people(scope: Scope) -> QuerySet[Person]:
    """Everybody in the scope."""
    return Person.objects.filter(within(scope, "area"), release_id=_in_force())


def families(scope: Scope) -> QuerySet[Family]:
    """All families in the scope."""
    return Family.objects.filter(within(scope, "area"), release_id=_in_force())


def _in_force() -> Subquery:
    """The number of the release in force, as a value: a join would keep databases from using their indexes."""
    return Subquery(Release.objects.filter(state=State.CURRENT).values("pk")[:1])


def members(scope: Scope, family_id: str) -> QuerySet[Person]:
    """The people of a family that is in the scope; of those, the ones who are in it themselves."""
    found = families(scope).filter(family_id=family_id).values("family_id")
    return people(scope).filter(family_id__in=found).order_by("birth_date", "person_id")


def is_number(asked: str) -> bool:
    """Whether what is asked for can be a NIK or the number of a family card."""
    return bool(_NUMBER.fullmatch(asked.strip()))


def by_number(scope: Scope, asked: str) -> QuerySet[Person]:
    """Whose NIK, or whose family's card number, this is."""
    digits = re.sub(r"\D", "", asked)
    bearers = people(scope).filter(nik_index=digits).values_list("pk", flat=True)
    homes = list(families(scope).filter(kk_index=digits).values_list("family_id", flat=True))
    # Asked apart: each has an index, their "or" has none.
    kin = people(scope).filter(family_id__in=homes).values_list("pk", flat=True) if homes else ()
    return Person.objects.filter(pk__in={*bearers, *kin}).order_by("name", "person_id")


def by_words(scope: Scope, alternatives: Iterable[Iterable[str]]) -> QuerySet[Person]:
    """People whose names have words that begin so: one of each group of ``alternatives`` (a word as typed, and as it
    sounds). Nobody, when there is no group; some :data:`padan.office.registry.searching.MOST_FOUND`, where more fit."""
    found = ids_of_words(scope, alternatives)
    return people(scope).filter(person_id__in=found).order_by("name", "person_id")
