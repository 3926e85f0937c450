"""Programmes and rounds that a request names, and who may open pages about them."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.kernel.texts import _
from padan.office.accounts.roles import Role
from padan.office.aid import queries
from padan.office.registry import queries as registry
from padan.reference import regions
from padan.rules import eligibility
from padan.rules.eligibility.catalogue import known_facts
from padan.web.asking import one_of, reader, refused

#: Who makes programmes and rounds; who reads them beside; and who says what a village says of a list.
MAKERS: Final = (Role.DATA_OFFICER,)
READERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR, Role.INSPECTOR)
OF_LISTS: Final = (*READERS, Role.VILLAGE_OPERATOR)
MOVERS: Final = (Role.DATA_OFFICER, Role.COORDINATOR)


def programme_of(request: HttpRequest, programme_id: int) -> queries.Programme:
    """The programme, of a region that the reader's area lies in or holds."""
    rows = queries.programmes_over(reader(request).scope).filter(pk=programme_id)
    found: queries.Programme = one_of(request, rows, f"programme:{programme_id}")
    return found


def village_in(request: HttpRequest, code: str) -> Scope:
    """The village as a scope; one outside the reader's is answered as one that does not exist."""
    if len(code) != VILLAGE_LETTERS or regions.region(code) is None or not reader(request).scope.covers(code):
        refused(request, f"area:{code[:VILLAGE_LETTERS]}")
        raise Http404(code)
    return Scope((code,))


def version_of(request: HttpRequest, programme: queries.Programme, number: int) -> queries.Rule:
    """A version of its rule."""
    found: queries.Rule = one_of(request, programme.rules.filter(number=number), f"rule:{programme.pk}.{number}")
    return found


def aid_of(request: HttpRequest, aid_id: int) -> queries.Round:
    """The round, of a region that the reader's area lies in or holds."""
    rows = queries.rounds_over(reader(request).scope).filter(pk=aid_id)
    found: queries.Round = one_of(request, rows, f"aid:{aid_id}")
    return found


def said_by(rule: queries.Rule) -> eligibility.Rule:
    """What a version says. InvalidValueError where it asks for a fact that there is no more."""
    return queries.conditions_of(rule, known_facts())


def said_or_none(rule: queries.Rule | None) -> eligibility.Rule | None:
    """The same; None for no version, and for one that asks for a fact that there is no more."""
    try:
        return said_by(rule) if rule else None
    except InvalidValueError:
        return None


def release() -> registry.Release:
    """The release in force. InvalidValueError where there is none."""
    found = registry.current()
    if found is None:
        raise no_release()
    return found


def no_release() -> InvalidValueError:
    """What is said where no release is in force."""
    return InvalidValueError(_("Belum ada rilis yang berlaku"), next_step=_("Sahkan sebuah rilis dahulu."))
