"""The children that a prevalence is of: from a scored table, or from any columns such as a release's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.pipeline import engine
from padan.pipeline.cells import install
from padan.pipeline.children.columns import codes, floats, text_column
from padan.pipeline.children.scoring import Scored
from padan.pipeline.receive.lookup import in_order
from padan.rules.growth.ages import DAYS_PER_MONTH, rounded_half_up
from padan.rules.growth.children import BOY, GIRL, MAIN, Bools, Floats
from padan.rules.growth.prevalence import Coded
from padan.rules.growth.standards import LAST_DAY

#: How other programs write that they know nothing.
_NOTHING = ("", "NA", "N/A", "NaN", "NULL", "-")


@dataclass(frozen=True, slots=True)
class Population:
    """Columns of n children: z and flags by indicator, sex (1 boy, 2 girl, 0 unknown), ages (NaN unknown), oedema."""

    z: Mapping[str, Floats]
    flag: Mapping[str, Bools]
    sex: NDArray[np.int8]
    age_days: Floats
    age_months: Floats
    oedema: Bools

    def __len__(self) -> int:
        return len(self.sex)


def population_of_scored(scored: Scored) -> Population:
    """The children of a scored table."""
    children = scored.children
    days, months = children.age(slice(None))
    oedema = np.zeros(len(children), np.bool_) if children.oedema is None else children.oedema
    return _population(
        {name: scored.scores.z[name] for name in MAIN},
        {name: scored.scores.flag[name] for name in MAIN},
        np.asarray(children.sex, np.int8),
        days,
        months,
        oedema,
    )


def population_of_columns(table: pa.Table) -> Population:
    """The children of a table with the columns of a release's ``growth_state``.

    ``sex`` ('L', 'P'), ``age_days``, the four main indicators, ``<indicator>_flag`` and ``oedema`` (null is none).
    """
    days = floats(table.column("age_days"))
    return _population(
        {name: floats(table.column(name)) for name in MAIN},
        {name: _bools(table.column(f"{name}_flag")) for name in MAIN},
        codes(table.column("sex"), {"L": BOY, "P": GIRL}),
        days,
        days / DAYS_PER_MONTH,
        _bools(table.column("oedema")),
    )


def _population(
    z: dict[str, Floats], flag: dict[str, Bools], sex: NDArray[np.int8], days: Floats, months: Floats, oedema: Bools
) -> Population:
    with np.errstate(invalid="ignore"):
        old = rounded_half_up(days) > LAST_DAY
    return Population(z, flag, sex, days, months, oedema & ~old)


def _bools(column: pa.ChunkedArray) -> Bools:
    return np.asarray(pc.fill_null(column, False).to_numpy(), dtype=np.bool_)


def coded_column(column: pa.ChunkedArray) -> Coded:
    """A column of groups, clusters or strata as codes; numbers are ordered by size, texts by their letters."""
    texts = pc.utf8_trim_whitespace(text_column(column))
    texts = pc.if_else(pc.is_in(texts, pa.array(_NOTHING)), pa.scalar(None, pa.string()), texts)
    encoded = texts.combine_chunks().dictionary_encode()
    written: list[str] = encoded.dictionary.to_pylist()
    numbers = _all_numbers(written)
    if numbers is None:
        labels = sorted(written)
        place = {label: code for code, label in enumerate(labels)}
        at = [place[text] for text in written]
    else:
        # 1, 1.0 and 01 are one number.
        values, inverse = np.unique(np.array(numbers, np.float64), return_inverse=True)
        labels, at = [f"{value:.15g}" for value in values.tolist()], inverse.tolist()
    found = pc.fill_null(encoded.indices, len(written)).to_numpy()
    return Coded(np.array([*at, -1], np.int64)[found], tuple(labels), numeric=numbers is not None)


def _all_numbers(texts: list[str]) -> list[float] | None:
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return None
    return numbers if numbers and all(map(np.isfinite, numbers)) else None


def number_column(column: pa.ChunkedArray) -> tuple[Floats, int]:
    """Numbers such as sampling weights, NaN where there is none; and how many cells hold something else."""
    if not pa.types.is_string(column.type):
        return floats(column), 0
    with engine.connect() as con:
        install(con)
        con.register("given", pa.table({"row": pa.array(np.arange(len(column))), "cell": column}))
        found = in_order(con.execute("SELECT row, read_number(cell) AS number FROM given").to_arrow_table(), "row")
    read = floats(found.column("number"))
    empty = pc.is_in(pc.utf8_trim_whitespace(pc.fill_null(column, "")), pa.array(_NOTHING)).to_numpy()
    return read, int((np.isnan(read) & ~empty).sum())
