"""The people and families of the release in force, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet, Subquery

from padan.kernel.scope import Scope
from padan.office.audit.models import Entry
from padan.office.registry.models import Family, Person, Release
from padan.office.registry.numbers import near_numbers
from padan.office.registry.searching import MOST_FOUND, ids_of_words, near_words
from padan.office.registry.states import State
from padan.office.scoping import within

_NUMBER = re.compile(r"[\d\s.\-']{15,}")


def current() -> Release | None:
    """The release in force."""
    return Release.objects.filter(state=State.CURRENT).first()


def in_force_at(moment: datetime) -> Release | None:
    """The release that was in force at a moment, by the trail; None before there was one."""
    taken = Entry.objects.filter(action="registry.taken_in", at__lt=moment).order_by("-number").first()
    return None if taken is None else Release.objects.filter(name=taken.subject.partition(":")[2]).first()


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
    return _by_numbers(scope, [_digits(asked)])


def by_near_number(scope: Scope, asked: str) -> QuerySet[Person]:
    """Whose NIK, or whose family's card number, this would be with one digit wrong, left out, doubled or two
    swapped."""
    return _by_numbers(scope, near_numbers(_digits(asked)))


def _digits(asked: str) -> str:
    return re.sub(r"\D", "", asked)


def _by_numbers(scope: Scope, numbers: Collection[str]) -> QuerySet[Person]:
    bearers = people(scope).filter(nik_index__in=numbers).values_list("pk", flat=True)
    homes = list(families(scope).filter(kk_index__in=numbers).values_list("family_id", flat=True))
    # Asked apart: each has an index, their "or" has none.
    kin = people(scope).filter(family_id__in=homes).values_list("pk", flat=True) if homes else ()
    return Person.objects.filter(pk__in={*bearers, *kin}).order_by("name", "person_id")


def by_words(scope: Scope, alternatives: Iterable[Iterable[str]]) -> QuerySet[Person]:
    """People whose names have words that begin so: one of each group of ``alternatives`` (a word as typed, and as it
    sounds). Nobody, when there is no group; some :data:`padan.office.registry.searching.MOST_FOUND`, where more fit."""
    return _by_ids(scope, ids_of_words(scope, alternatives))


def by_near_words(scope: Scope, alternatives: Iterable[Iterable[str]], most: int = MOST_FOUND) -> list[Person]:
    """The same, where words may also be nearly so: at most so many, the nearest first."""
    found = near_words(scope, alternatives)
    named = people(scope).filter(person_id__in=found.ids).values_list("person_id", "name")
    ordered = sorted(named, key=lambda each: (found.distance(each[1] or ""), each[1] or "", each[0]))
    place = {person: number for number, (person, _name) in enumerate(ordered[:most])}
    return sorted(people(scope).filter(person_id__in=place), key=lambda row: place[row.person_id])


def _by_ids(scope: Scope, ids: Collection[str]) -> QuerySet[Person]:
    return people(scope).filter(person_id__in=ids).order_by("name", "person_id")
