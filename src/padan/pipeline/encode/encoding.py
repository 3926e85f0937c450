"""People into rows that can be linked and not read."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from padan.pipeline.encode.columns import (
    KEYS,
    NAMED,
    NEAR,
    OWN,
    SALTED,
    joined,
    salted,
    salts,
    without_one_digit,
)
from padan.pipeline.encode.filters import Names, filters
from padan.pipeline.encode.hashing import Bytes2D, Hasher
from padan.pipeline.encode.parameters import FILTER_BITS, HARDENED, SHORT_BYTES, TOKEN_BYTES, Parameters

#: Rows encoded at once.
CHUNK = 50_000

_NIK_DIGITS = 16
_FILTERED = {"name_filter": "sound", "mother_filter": "mother"}
_WIDTHS = (
    *((name, TOKEN_BYTES) for name in ("salt", *OWN, *SALTED, *KEYS)),
    ("nik_slips", _NIK_DIGITS * SHORT_BYTES),
    ("near", len(NEAR) * SHORT_BYTES),
    ("named", len(NAMED) * SHORT_BYTES),
    *((name, FILTER_BITS // 8) for name in _FILTERED),
)

#: The columns of an encoded table. ``list`` is a token of the list's name, ``nik_agrees`` how many parts of the birth
#: date the NIK repeats, ``birth_vague`` that the day is 1 January or 31 December; noughts are a missing value inside
#: ``nik_slips``, ``near`` and ``named``.
SCHEMA = pa.schema(
    [
        pa.field("ref", pa.string(), nullable=False),
        pa.field("list", pa.string(), nullable=False),
        pa.field("nik_agrees", pa.int8()),
        pa.field("birth_vague", pa.bool_()),
        *(pa.field(name, pa.binary(width)) for name, width in _WIDTHS),
    ]
)


@dataclass(frozen=True, slots=True)
class Encoder:
    """A key and published parameters. ``reference`` gives every row a name that says nothing."""

    key: bytes
    parameters: Parameters = HARDENED
    reference: Callable[[], str] = field(default=lambda: secrets.token_hex(16))

    def chunks(self, people: pa.Table) -> Iterator[tuple[pa.Table, pa.Table]]:
        """Encoded rows (:data:`SCHEMA`) and beside them which row is which (``ref``, ``list``, ``record``).

        ``people``: of :func:`padan.pipeline.encode.people.standard_people`. The rows come in a random order: the
        order of a list often follows names or houses.
        """
        shuffled = people.take(_shuffled(people.num_rows))
        for start in range(0, shuffled.num_rows, CHUNK):
            piece = shuffled.slice(start, CHUNK).combine_chunks()
            refs = pa.array([self.reference() for _row in range(piece.num_rows)], pa.string())
            told = pa.table({"ref": refs, "list": piece.column("list"), "record": piece.column("record")})
            yield self._encoded(piece, refs), told

    def _encoded(self, people: pa.Table, refs: pa.Array) -> pa.Table:
        hasher = Hasher(self.key)
        salt = salts(people, self.parameters.salt)
        tokens = {"salt": hasher.tokens("salt", salt)}
        people = people.append_column("nik12", pc.utf8_slice_codeunits(people.column("nik"), 0, 12))
        tokens |= {name: hasher.tokens(name, joined(people, parts)) for name, parts in (OWN | KEYS).items()}
        tokens |= {name: hasher.tokens(name, salted(people, parts, salt)) for name, parts in SALTED.items()}
        tokens |= {"near": _short(hasher, "near", people, NEAR), "named": _short(hasher, "named", people, NAMED)}
        tokens |= {"nik_slips": _slips(hasher, people.column("nik").combine_chunks())}
        rows = joined(people, ("list", "record"))
        for name, of in _FILTERED.items():
            names = Names(people.column(of).combine_chunks(), rows, salt)
            tokens[name] = filters(hasher, of, names, self.parameters)
        columns = {
            "ref": refs,
            "list": _hex(hasher.tokens("list", people.column("list").combine_chunks(), SHORT_BYTES)),
            "nik_agrees": people.column("nik_agrees").cast(pa.int8()),
            "birth_vague": people.column("birth_vague"),
        }
        return pa.table(columns | {name: _binary(value) for name, value in tokens.items()}, SCHEMA)


def _shuffled(count: int) -> pa.Array:
    return pa.array(np.random.default_rng(secrets.randbits(128)).permutation(count))


def _short(hasher: Hasher, label: str, people: pa.Table, places: tuple[tuple[str, ...], ...]) -> Bytes2D:
    """Short tokens side by side, each place with a label of its own."""
    made = [hasher.tokens(f"{label} {'+'.join(parts)}", joined(people, parts), SHORT_BYTES) for parts in places]
    return np.hstack(made)


def _slips(hasher: Hasher, niks: pa.Array) -> Bytes2D:
    """For each digit the NIK without it: two NIKs with one digit mistyped agree in one place."""
    places = range(_NIK_DIGITS)
    made = [hasher.tokens(f"nik slip {p}", without_one_digit(niks, p), SHORT_BYTES) for p in places]
    return np.hstack(made)


def _binary(rows: Bytes2D) -> pa.Array:
    """Rows of bytes as a column, null where all are 0."""
    rows = np.ascontiguousarray(rows)
    known = np.packbits(rows.any(axis=1), bitorder="little")
    return pa.Array.from_buffers(
        pa.binary(rows.shape[1]), len(rows), [pa.py_buffer(known.tobytes()), pa.py_buffer(rows)]
    )


def _hex(rows: Bytes2D) -> pa.Array:
    return pa.array([row.tobytes().hex() for row in rows], pa.string())
