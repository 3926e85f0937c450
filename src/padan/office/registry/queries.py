"""The people and families of the release in force, each asked for within a scope: no scope, no rows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from padan.kernel.scope import Scope
from padan.office.registry.models import Family, Person, Release, Word
from padan.office.registry.states import State
from padan.office.scoping import within

#: More than the longest word that is kept (see :class:`Word`).
_AFTER_ALL = "Z" * 41
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
    return Person.objects.filter(within(scope, "area"), release__state=State.CURRENT)


def families(scope: Scope) -> QuerySet[Family]:
    """All families in the scope."""
    return Family.objects.filter(within(scope, "area"), release__state=State.CURRENT)


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
    families_of = families(scope).filter(kk_index=digits).values("family_id")
    return people(scope).filter(Q(nik_index=digits) | Q(family_id__in=families_of)).order_by("name", "person_id")


def by_words(scope: Scope, alternatives: Iterable[Iterable[str]]) -> QuerySet[Person]:
    """People whose names have words that begin so: one of each group of ``alternatives`` (a word as typed, and as it
    sounds). Nobody, when there is no group."""
    found, asked = people(scope), False
    for group in alternatives:
        begins = Q(pk__in=())
        for word in group:
            begins |= Q(word__gte=word, word__lte=word + _AFTER_ALL)
        words = Word.objects.filter(begins, within(scope, "area"), release__state=State.CURRENT)
        found, asked = found.filter(person_id__in=words.values("person_id")), True
    return (found if asked else found.none()).order_by("name", "person_id")
