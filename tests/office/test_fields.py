"""Sealed columns: what is written and read is the text, what lies in the database is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps

from padan.office.fields import SealedField, SealedIndexField, ring
from padan.office.sealing import SealError, add_key, make_keys

NIK, OTHER = "6402131203850001", "6402135508880002"


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: Any) -> Path:
    settings.PADAN_KEY_FILE = tmp_path / "office.keys"
    make_keys(settings.PADAN_KEY_FILE)
    return settings.PADAN_KEY_FILE


@pytest.fixture
def numbered(db: None) -> Iterator[Any]:
    """A table of its own, gone with the test."""
    with isolate_apps("padan.office.audit"):

        class Numbered(models.Model):
            nik = SealedField(null=True)
            nik_index = SealedIndexField(of="nik", null=True)

            class Meta:
                app_label = "audit"

        # In the test's transaction, where SQLite's editor of tables does not work.
        kinds = {"sqlite": ("integer PRIMARY KEY", "blob"), "postgresql": ("bigserial PRIMARY KEY", "bytea")}
        number, binary = kinds[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE audit_numbered (id {number}, nik {binary}, nik_index {binary})")
        yield Numbered


def lies_there(numbered: Any) -> list[bytes | None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nik FROM {numbered._meta.db_table} ORDER BY id")
        return [None if row[0] is None else bytes(row[0]) for row in cursor.fetchall()]


@pytest.mark.parametrize("bulk", [False, True])
def test_a_value_is_read_as_it_was_written_and_found(numbered: Any, bulk: bool) -> None:
    rows = [numbered(nik=text) for text in (NIK, OTHER, None, NIK)]
    if bulk:
        numbered.objects.bulk_create(rows)
    else:
        for row in rows:
            row.save()

    assert [row.nik for row in numbered.objects.order_by("id")] == [NIK, OTHER, None, NIK]
    assert numbered.objects.filter(nik_index=NIK).count() == 2
    assert numbered.objects.filter(nik_index__in=[NIK, OTHER]).count() == 3
    assert numbered.objects.filter(nik__isnull=True).count() == numbered.objects.filter(nik_index=None).count() == 1
    assert not numbered.objects.filter(nik_index="6402131203850009").exists()
    first, _second, nothing, again = lies_there(numbered)
    assert nothing is None
    assert first != again
    assert NIK.encode() not in first


@pytest.mark.parametrize("asked", ["nik", "nik__contains", "nik__gt", "nik_index__startswith", "nik_index__gt"])
def test_nothing_else_can_be_asked(numbered: Any, asked: str) -> None:
    with pytest.raises(FieldError):
        list(numbered.objects.filter(**{asked: NIK}))


def test_a_value_put_into_another_row_is_its_own_still_but_not_an_altered_one(numbered: Any) -> None:
    row = numbered.objects.create(nik=NIK)
    (sealed,) = lies_there(numbered)
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {numbered._meta.db_table} SET nik = %s", [connection.Database.Binary(altered)])
    with pytest.raises(SealError):
        numbered.objects.get(pk=row.pk)


def test_an_index_follows_its_value(numbered: Any) -> None:
    row = numbered.objects.create(nik=NIK)
    row.nik = OTHER
    row.save()
    assert numbered.objects.filter(nik_index=OTHER).exists()
    assert not numbered.objects.filter(nik_index=NIK).exists()
    assert numbered.objects.get().nik_index == row.nik_index


def test_a_new_secret_is_used_at_once_and_old_values_open(numbered: Any, keys: Path) -> None:
    numbered.objects.create(nik=NIK)
    (before,) = lies_there(numbered)
    add_key(keys)
    numbered.objects.create(nik=NIK)
    assert not ring().is_current(before)
    assert [row.nik for row in numbered.objects.filter(nik_index=NIK)] == [NIK, NIK]


def test_without_keys_nothing_is_written(numbered: Any, keys: Path) -> None:
    keys.unlink()
    with pytest.raises(SealError, match="tidak terbaca"):
        numbered.objects.create(nik=NIK)


def test_a_migration_can_write_the_fields_down() -> None:
    field = SealedIndexField(of="nik", null=True)
    _name, path, args, kwargs = field.deconstruct()
    assert path == "padan.office.fields.SealedIndexField"
    assert SealedIndexField(*args, **kwargs).of == "nik"
