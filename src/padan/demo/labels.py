"""Scores any labelling of a release's records, so that a rival is judged on the very same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from padan.demo.answers import Answers, answers, codes
from padan.demo.chance import Flags, Whole
from padan.demo.counting import Pairs, mixed, pairs, pairs_across
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _


@dataclass(frozen=True, slots=True)
class Found:
    """One labelling of some records. ``children`` are records of the role child; ``across`` in different files.

    ``wrong_merges`` counts labels of several true people, ``wrong_splits`` people of several labels.
    """

    records: int
    everybody: Pairs
    children: Pairs
    children_across: Pairs
    wrong_merges: int
    wrong_splits: int


@dataclass(frozen=True, slots=True)
class LabelScore:
    """``everybody``: all records that the release holds. ``rows``: without the parents whom rows only name."""

    everybody: Found
    rows: Found


def score_labels(record_ids: Sequence[str], labels: Sequence[Any], release: Path, truth: Path) -> LabelScore:
    """Score ``labels`` of the records ``record_ids`` of ``release`` against the answer key in ``truth``.

    Records with equal labels are one person; a record without a label (None, or not named) is alone. Records that
    the release or the answer key does not hold are left out. Raises :class:`InvalidValueError` when the columns
    differ in length or a record is named twice.
    """
    if len(record_ids) != len(labels) or len(set(record_ids)) != len(record_ids):
        raise InvalidValueError(_("Tiap catatan harus mempunyai tepat satu label"))
    told = {record: None if label is None else str(label) for record, label in zip(record_ids, labels, strict=True)}
    found = answers(release, truth)
    column = [told.get(record) for record in found.table["record_id"].to_pylist()]
    return _scored(found, codes(pa.chunked_array([pa.array(column, pa.string())])))


def score_release(release: Path, truth: Path) -> LabelScore:
    """The release's own persons, on the same records and by the same sums as :func:`score_labels`."""
    found = answers(release, truth)
    return _scored(found, codes(found.table["person_id"]))


def _scored(found: Answers, cluster: Whole) -> LabelScore:
    held = found.flags("held")
    return LabelScore(_of(found, cluster, held), _of(found, cluster, held & ~found.named_only))


def _of(found: Answers, cluster: Whole, kept: Flags) -> Found:
    person, label, file = found.person[kept], cluster[kept], codes(found.table["file"])[kept]
    child = found.role[kept] == "child"
    return Found(
        records=int(kept.sum()),
        everybody=pairs(person, label),
        children=pairs(person[child], label[child]),
        children_across=pairs_across(person[child], label[child], file[child]),
        wrong_merges=len(mixed(label, person)),
        wrong_splits=len(mixed(person, label)),
    )
