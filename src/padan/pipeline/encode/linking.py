"""Linking encoded tables: rows that share a key, their evidence, their weights, and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline.encode.columns import KEYS
from padan.pipeline.encode.evidence import Pairs, levels
from padan.pipeline.encode.files import read_encoded
from padan.pipeline.encode.model import EncodedModel, shipped
from padan.pipeline.encode.rows import Rows, Words, rows_of
from padan.pipeline.link.clustering import Records, cluster
from padan.pipeline.link.scoring import FLOOR

#: Pairs from this probability on become one person, as in the clear.
THRESHOLD = 0.8

#: A key that more rows share than this is no evidence of anything, as in the clear.
MOST_SHARED = 60

#: Pairs weighed at once.
_CHUNK = 500_000

#: A sound NIK, its first fifteen digits, and the NIK with one digit hidden also bring rows together.
_ALONE = ("nik", "nik15")

#: What the clear clustering takes for a proved NIK: a number of sixteen digits.
_SIXTEEN_DIGITS = 10**16


def link_encoded(paths: Sequence[Path], *, model: EncodedModel | None = None, threshold: float = THRESHOLD) -> pa.Table:
    """People in encoded files: ``record`` (the row's reference), ``list`` (its token), ``person``, ``probability``.

    ``person`` is the first reference of the person's rows in order; ``probability`` that of the strongest pair which
    ties a row to its person, 1 where it stands alone. The order of files and rows changes nothing. Raises in words
    for files that were encoded with different keys or parameters.
    """
    rows = rows_of(read_encoded(paths))
    if not len(rows):
        raise InvalidValueError(_("Tabel ini kosong"), next_step=_("Sebut tabel yang berisi orang."))
    if len(np.unique(rows.refs.to_numpy(zero_copy_only=False))) < len(rows):
        raise InvalidValueError(
            _("Baris yang sama ada dua kali: satu berkas sandian disebut lebih dari sekali"),
            next_step=_("Sebut setiap berkas satu kali saja."),
        )
    return link_rows(rows, model or shipped(), threshold)


def link_rows(rows: Rows, model: EncodedModel, threshold: float) -> pa.Table:
    """People among encoded rows, as :func:`link_encoded` gives them."""
    least = float(np.log2(threshold / (1 - threshold)))
    kept = [_weighed(rows, left, right, model) for left, right in candidates(rows)]
    empty = np.zeros(0)
    left, right, weight, by_name = (
        np.concatenate([part[i] for part in kept] or [empty.astype(np.int64) if i < 2 else empty]) for i in range(4)
    )
    labels = cluster(_records(rows), left, right, weight, by_name, least)
    return pa.table(
        {
            "record": rows.refs,
            "list": pa.array([f"{token:016x}" for token in rows.lists.tolist()], pa.string()),
            "person": rows.refs.take(pa.array(labels)),
            "probability": _probability(labels, left, right, weight),
        }
    )


def _weighed(rows: Rows, left: np.ndarray, right: np.ndarray, model: EncodedModel) -> tuple[np.ndarray, ...]:
    weight, by_name = model.weigh(levels(Pairs(rows, left, right)))
    kept = weight >= FLOOR
    return left[kept], right[kept], weight[kept], by_name[kept]


def _records(rows: Rows) -> Records:
    proved = np.where(rows.agrees == 3, rows.tokens["nik"] % np.uint64(_SIXTEEN_DIGITS), 0).astype(np.int64)
    lists = np.where(rows.one_row, rows.lists, 0).astype(np.uint64)
    return Records(lists, proved, np.zeros(len(rows), np.uint64))


def _probability(labels: np.ndarray, left: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    inside = labels[left] == labels[right]
    best = np.full(len(labels), -np.inf)
    for ends in (left[inside], right[inside]):
        np.maximum.at(best, ends, weight[inside])
    return np.where(np.isinf(best), 1.0, np.round(1 / (1 + np.exp2(-np.clip(best, -60, 60))), 6))


def candidates(rows: Rows) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of rows that share a key, each once, the smaller number left, in pieces."""
    columns = [rows.tokens[name] for name in (*_ALONE, *KEYS)]
    columns += list(rows.wide["nik_slips"].T)
    found = np.unique(np.concatenate([_pairs_of(column, len(rows)) for column in columns]))
    for start in range(0, len(found), _CHUNK):
        piece = found[start : start + _CHUNK]
        yield piece // len(rows), piece % len(rows)


def _pairs_of(keys: Words, count: int) -> np.ndarray:
    """``l * count + r`` for each pair with the same key that few enough rows share; 0 is no key."""
    order = np.argsort(keys, kind="stable")
    order = order[np.searchsorted(keys[order], 1) :]
    _values, start, size = np.unique(keys[order], return_index=True, return_counts=True)
    few = (size >= 2) & (size <= MOST_SHARED)
    made = [np.zeros(0, np.int64)]
    for many in np.unique(size[few]):
        members = order[start[few & (size == many)][:, None] + np.arange(many)]
        one, other = np.triu_indices(many, 1)
        made.append((members[:, one] * count + members[:, other]).ravel())
    return np.concatenate(made)
