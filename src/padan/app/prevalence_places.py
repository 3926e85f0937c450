"""Kecamatan and desa of a file's children: settled to the official ones, so that two spellings are one place."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from padan.contracts.source import fold_header
from padan.kernel.texts import _
from padan.pipeline.children.columns import text_column
from padan.pipeline.children.given import Given
from padan.pipeline.receive.origin import regency
from padan.pipeline.sources.eppgbm.nutrition_status import NUTRITION_STATUS
from padan.reference import regions
from padan.reference.folding import written
from padan.reference.villages import find_village
from padan.reports.wording import village_name
from padan.rules.growth.prevalence import Coded

#: The columns that say where a child lives, from the widest to the narrowest.
_FIELDS = ("province_written", "regency_written", "district_written", "village_written", "village_code_written")

Namer = Callable[[str | None], str]


def district_name(village: str | None) -> str:
    """ "Kec. Loa Kulu" of a village's code."""
    code = regions.parent_of(village) if village else None
    found = regions.region(code) if code else None
    return _("Kec. {name}").format(name=found.name) if found else village_name(village)


def places_of_file(given: Given, name: Namer) -> Coded | None:
    """The places by ``name`` (:func:`district_name` or :func:`village_name`); None in a file that names no village.

    A village that cannot be settled without a guess stands as it is written, with its kecamatan.
    """
    columns = {field: column for field in _FIELDS if (column := column_of(given, field)) is not None}
    if not {"village_written", "village_code_written"} & set(columns):
        return None
    encoded = [text_column(column).combine_chunks().dictionary_encode() for column in columns.values()]
    key = np.zeros(len(given.table), np.int64)
    for part in encoded:
        key = key * (len(part.dictionary) + 1) + part.indices.fill_null(len(part.dictionary)).to_numpy()
    _keys, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    settled = []
    for row in first.tolist():
        cells = {field: column[row].as_py() for field, column in zip(columns, encoded, strict=True)}
        settled.append(_settled({field: None if text is None else str(text) for field, text in cells.items()}, name))
    return ordered(settled, inverse.ravel().astype(np.int64))


def ordered(places: list[tuple[str, str]], rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Coded:
    """Places as (what they are sorted by, label) and each row's place, as codes; one label is one group."""
    labels = list(dict.fromkeys(label for _key, label in sorted(places)))
    at = np.array([labels.index(label) for _key, label in places], np.int64)
    return Coded(at[rows] if len(rows) else rows, tuple(labels))


def column_of(given: Given, field: str) -> pa.ChunkedArray | None:
    """The column of a place, by any of its usual names; None when there is none."""
    folded = [fold_header(header) for header in given.headers]
    for name in NUTRITION_STATUS.field(field).plain_names:
        if name in folded:
            return given.table.column(folded.index(name))
    return None


def unknown() -> tuple[str, str]:
    """The group of those whose place is not known; the last of all."""
    return "~", village_name(None)


def _settled(cells: dict[str, str | None], name: Namer) -> tuple[str, str]:
    village, district = written(cells.get("village_written")), written(cells.get("district_written"))
    found = find_village(
        village=village, district=district, regency=cells.get("regency_written"),
        province=cells.get("province_written"), code=cells.get("village_code_written"), within=regency(),
    )  # fmt: skip
    if found.code is not None and not found.is_guess:
        return found.code, name(found.code)
    if name is district_name:
        village = None
    label = ", ".join(part for part in (village, _("Kec. {name}").format(name=district) if district else None) if part)
    return (f"x{label}", label) if label else unknown()
