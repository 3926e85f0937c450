"""Many rows at once, without an object for each: what a release of a million people is loaded with.

Sealed columns are sealed and their indexes filled, as :mod:`padan.office.fields` does for single rows. Nothing else
of a model is asked: values must be as the database takes them, dates as ISO texts.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from padan.office.fields import SealedField, SealedIndexField

#: SQLite has one writer, and one who waits for it looks again after a tenth of a second at most.
_TURN = 0.1


@contextmanager
def in_turn() -> Iterator[None]:
    """One transaction of many that follow each other, leaving others time to write between two of them."""
    began = time.monotonic()
    with transaction.atomic():
        yield
    if connection.vendor == "sqlite":
        time.sleep(min(_TURN, time.monotonic() - began))


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of ``names`` (fields of the model), in the caller's transaction."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    sealed = [(place, field) for place, field in enumerate(fields) if isinstance(field, SealedField)]
    indexes = [_index_of(model, field) for _place, field in sealed]
    prepared = _sealed(rows, [(*each, index) for each, index in zip(sealed, indexes, strict=True)]) if sealed else rows
    columns = ", ".join(connection.ops.quote_name(field.column) for field in (*fields, *indexes))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * (len(fields) + len(indexes)))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", prepared)


def take_stock(*tables: type[models.Model]) -> None:
    """Let PostgreSQL count anew what tables hold: until it does, it plans its ways by what they held before. Outside a
    transaction it also marks their pages as whole, so that indexes answer by themselves."""
    if connection.vendor != "postgresql":
        return
    how = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"{how} {connection.ops.quote_name(model._meta.db_table)}")


def _sealed(
    rows: Iterable[Sequence[Any]], columns: Sequence[tuple[int, SealedField, SealedIndexField]]
) -> Iterable[Sequence[Any]]:
    for row in rows:
        values = list(row)
        for place, field, index in columns:
            text = values[place]
            values[place] = field.get_prep_value(text) if text is not None else None
            values.append(index.get_prep_value(text))
        yield values


def _index_of(model: type[models.Model], field: SealedField) -> SealedIndexField:
    return next(
        each for each in model._meta.concrete_fields if isinstance(each, SealedIndexField) and each.of == field.name
    )
