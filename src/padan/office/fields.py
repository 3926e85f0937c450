"""Columns of sealed values and of their indexes.

    nik = SealedField(null=True)
    nik_index = SealedIndexField(of="nik", null=True)

``Person.objects.filter(nik_index="6402…")`` finds an exact value; nothing else can be asked of either column. Both are
filled by ``save`` and ``bulk_create``; ``update`` must be given both.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

from padan.office.sealing import KeyRing, read_keys


def ring() -> KeyRing:
    """The office's keys (``PADAN_KEY_FILE``), read again when the file changes."""
    file = Path(settings.PADAN_KEY_FILE)
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _ring(file, changed)


@lru_cache(maxsize=2)
def _ring(file: Path, _changed: int) -> KeyRing:
    return read_keys(file)


class _Binary(models.Field):
    """A column of bytes that refuses what cannot be asked of it."""

    asked: tuple[str, ...] = ("isnull",)

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in self.asked:
            raise FieldError(f"{self} cannot be asked for {lookup_name}: it holds sealed values")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self} cannot be asked for {lookup_name}: it holds sealed values")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return None if value is None else connection.Database.Binary(value)


class SealedField(_Binary):
    """A text that lies sealed in the database and is read as what it was."""

    @property
    def place(self) -> str:
        """The column that its values are bound to."""
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> str | None:
        """What lies there, opened. SealError as :meth:`padan.office.sealing.KeyRing.open`."""
        return None if value is None else ring().open(bytes(value), self.place)

    def get_prep_value(self, value: Any) -> bytes | None:
        """The text, sealed."""
        return None if value is None else ring().seal(str(value), self.place)


class SealedIndexField(_Binary):
    """The index of the sealed field ``of``, by which an exact value is found."""

    asked = ("exact", "in", "isnull")

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"db_index": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        """The index of what the sealed field holds."""
        found = self.get_prep_value(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, found)
        return found

    def get_prep_value(self, value: Any) -> bytes | None:
        """The index of a text; an index stays what it is."""
        if value is None or isinstance(value, bytes | memoryview):
            return None if value is None else bytes(value)
        sealed: Any = self.model._meta.get_field(self.of)
        return ring().index(str(value), sealed.place)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> bytes | None:
        """The index as bytes, whatever the driver gives."""
        return None if value is None else bytes(value)
