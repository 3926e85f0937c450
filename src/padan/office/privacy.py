"""How much a value tells of a person: every field of every table says so, and a test fails where one does not.

UU 27/2022 (personal data protection), article 4: health, children's and financial data are *specific*, the rest of
what makes a person known is *general*; here that is PERSONAL.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.db.models import Field


class Kind(StrEnum):
    """What a field holds."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIFIC = "specific"


#: Tables that Django brings.
_BROUGHT: Final[Mapping[str, Kind]] = {
    "auth.Group": Kind.INTERNAL,
    "auth.Permission": Kind.INTERNAL,
    "contenttypes.ContentType": Kind.INTERNAL,
    "sessions.Session": Kind.PERSONAL,
    "account.EmailAddress": Kind.PERSONAL,
    "account.EmailConfirmation": Kind.PERSONAL,
    "mfa.Authenticator": Kind.PERSONAL,
    "usersessions.UserSession": Kind.PERSONAL,
    "socialaccount.SocialAccount": Kind.PERSONAL,
    "socialaccount.SocialApp": Kind.INTERNAL,
    "socialaccount.SocialToken": Kind.PERSONAL,
}


def kind_of(field: Field) -> Kind | None:
    """What a field of a table holds, as its model's ``PRIVACY`` says; None where nobody said it."""
    model = field.model
    said: Mapping[str, Kind] = getattr(model, "PRIVACY", {})
    return said.get(field.name, _BROUGHT.get(model._meta.label))
