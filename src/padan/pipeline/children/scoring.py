"""A table of children with its z-scores, flags and classes beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from padan.kernel.errors import PadanError, Place
from padan.pipeline.children.columns import children_of, labelled, scores_table
from padan.pipeline.children.given import Given, read_given
from padan.pipeline.children.headers import Found, find
from padan.pipeline.children.reading import Read, read_columns
from padan.reference.growth_classes import growth_classes
from padan.rules.growth.children import (
    ALL,
    ARM_FOR_AGE,
    HEAD_FOR_AGE,
    MAIN,
    SUBSCAPULAR_FOR_AGE,
    TRICEPS_FOR_AGE,
    Children,
    Compat,
    Scores,
)
from padan.rules.growth.classes import PERMENKES_0_5, permenkes
from padan.rules.growth.zscores import zscores

#: The indicators computed only where their measure is there.
_OTHERS = {
    "head": HEAD_FOR_AGE, "arm": ARM_FOR_AGE, "triceps": TRICEPS_FOR_AGE, "subscapular": SUBSCAPULAR_FOR_AGE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """A table as given, what was read of it, and the answers, row by row."""

    given: Given
    found: Found
    read: Read
    children: Children
    scores: Scores


def score_file(
    path: Path,
    *,
    named: Mapping[str, str],
    today: date,
    sheet: str | None = None,
    by_who: bool = False,
    compat: Compat = Compat.NONE,
) -> Scored:
    """Read a table of children and score it.

    ``named``: columns by field, as a person said. ``by_who``: the file has the names and ways of WHO's R package, and
    all eight indicators are given. Raises :class:`~padan.kernel.errors.PadanError` with the file's name in it.
    """
    given = read_given(path, sheet)
    try:
        found = find(given.headers, named, by_who=by_who)
        return score(given, found, today=today, by_who=by_who, compat=compat)
    except PadanError as error:
        if error.where is None:
            error.where = Place(file=path.name, sheet=given.sheet)
        elif error.where.row is not None and error.where.file is None:
            row = int(given.rows[error.where.row - 1])
            error.where = Place(file=path.name, sheet=given.sheet, row=row)
        raise


def score(given: Given, found: Found, *, today: date, by_who: bool = False, compat: Compat = Compat.NONE) -> Scored:
    """The scores of a table whose columns are found."""
    read = read_columns(given, found, as_written=by_who, today=today)
    children = children_of(read.columns)
    extra = tuple(indicator for measure, indicator in _OTHERS.items() if measure in found.columns)
    return Scored(given, found, read, children, zscores(children, ALL if by_who else (*MAIN, *extra), compat))


def growth_of(table: pa.Table) -> pa.Table:
    """Columns of children (see :func:`children_of`) to z, flag and class of the four main indicators.

    Columns: ``<indicator>``, ``<indicator>_flag``, ``<indicator>_class`` (the keys of Permenkes 2/2020) and ``length``.
    """
    children = children_of(table)
    scores = zscores(children)
    made = scores_table(scores)
    for index, classes in permenkes(scores, children).items():
        keys = [each.key for each in growth_classes(PERMENKES_0_5)[index]]
        made = made.append_column(f"{index}_class", labelled(classes.code, keys))
    return made
