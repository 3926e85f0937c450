"""Encoded tables as Parquet files: what is published beside the rows, and whether files go together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from padan.kernel.errors import InvalidValueError, Place, UnreadableFileError
from padan.kernel.texts import _
from padan.pipeline.encode.encoding import SCHEMA
from padan.pipeline.encode.keyfile import fingerprint
from padan.pipeline.encode.parameters import Parameters, parameters_of

_META: Final = b"padan.encoded"


@dataclass(frozen=True, slots=True)
class Published:
    """What a file says of itself. ``key``: the key's fingerprint; ``one_row``: each person stands once in a list."""

    parameters: Parameters
    key: str
    one_row: bool


def schema_for(key: bytes, parameters: Parameters, *, one_row: bool) -> pa.Schema:
    """The schema of an encoded file with what is published."""
    told = {"parameters": parameters.published(), "key": fingerprint(key), "one_row": one_row}
    return SCHEMA.with_metadata({_META: json.dumps(told, sort_keys=True).encode()})


def write_encoded(path: Path, chunks: Iterable[pa.Table], schema: pa.Schema) -> int:
    """Write encoded rows as they come; how many there are."""
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=False) as writer:
        path.chmod(0o600)
        for chunk in chunks:
            writer.write_table(chunk.cast(schema))
            rows += chunk.num_rows
    return rows


def is_encoded(path: Path) -> bool:
    """Whether a file is a table that ``padan encode`` wrote. Anything unreadable is not."""
    try:
        return _META in (pq.read_schema(path).metadata or {})
    except (OSError, pa.ArrowException):
        return False


def published(path: Path) -> Published:
    """What an encoded file says of itself; an error in words for any other file."""
    try:
        told: dict[str, Any] = json.loads((pq.read_schema(path).metadata or {})[_META])
        return Published(parameters_of(told["parameters"]), told["key"], told["one_row"])
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise UnreadableFileError(
            _("Berkas ini bukan tabel sandian"),
            where=Place(file=path.name),
            next_step=_("Sandikan tabelnya dengan: padan encode TABEL HASIL.parquet --key-file KUNCI"),
        ) from error


def read_encoded(paths: Sequence[Path]) -> list[tuple[Published, pa.Table]]:
    """Encoded tables that can be compared: one key, the same parameters. Refused in words when they cannot."""
    found = [(path, published(path)) for path in paths]
    for path, told in found[1:]:
        first_path, first = found[0]
        if told.key != first.key:
            raise _apart(_("Tabel-tabel ini disandikan dengan kunci yang berbeda"), first_path, path)
        if told.parameters != first.parameters:
            raise _apart(_("Tabel-tabel ini disandikan dengan parameter yang berbeda"), first_path, path)
    return [(told, pq.read_table(path, schema=SCHEMA)) for path, told in found]


def _apart(what: str, one: Path, other: Path) -> InvalidValueError:
    return InvalidValueError(
        what,
        where=Place(file=f"{one.name}, {other.name}"),
        next_step=_("Semua pengirim harus memakai satu kunci dan versi Padan yang sama; sandikan lagi salah satunya."),
    )
