"""Every field of every table says how much it tells of a person."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field

from padan.office.accounts.models import Account
from padan.office.audit.models import Entry
from padan.office.privacy import Kind, kind_of


def fields() -> list[Field]:
    models = apps.get_models(include_auto_created=True)
    return [field for model in models if not model._meta.auto_created for field in model._meta.concrete_fields]


def test_every_field_is_classified() -> None:
    assert len(fields()) > 20
    assert [str(field) for field in fields() if kind_of(field) is None] == []


def test_nothing_is_classified_that_is_not_there() -> None:
    for model in apps.get_models():
        said = getattr(model, "PRIVACY", {})
        assert set(said) <= {field.name for field in model._meta.concrete_fields}, model


def test_what_is_told_of_people_is_never_public() -> None:
    assert kind_of(Account._meta.get_field("email")) is Kind.PERSONAL
    # What an entry tells before and after can be a child's weight.
    assert kind_of(Entry._meta.get_field("after")) is Kind.SPECIFIC
