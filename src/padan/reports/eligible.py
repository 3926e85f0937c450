"""Facts of the families of a release, for rules of eligibility: as columns of all, or of one family by the same query.

What each fact means and when it is unknown is told in ``padan.reference.eligibility`` and, by the views that make it,
in ``eligible.sql``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from padan.contracts.release import table
from padan.kernel.errors import RegisterError
from padan.kernel.sql import quoted
from padan.kernel.texts import _
from padan.pipeline.assess.limits import LIMITS
from padan.pipeline.assess.tables.family_risk import rule_in_force
from padan.pipeline.engine import connect, statements
from padan.pipeline.release import read_manifest
from padan.reference.cycles import cycles
from padan.reference.krs import KrsRule, safety
from padan.rules.eligibility import Fact, FactKind
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.eligibility.judging import Columns
from padan.rules.risk.answers import UNKNOWN

#: Tables of a release, by the condition that holds of the rows of the one family that is asked about.
_BY_FAMILY: Final = "family_id = getvariable('family')"
_OF_ONE: Final = {
    **dict.fromkeys(
        ("family", "person", "growth_state", "welfare", "dwelling", "screening", "risk", "priority"), _BY_FAMILY
    ),
    "claim": "subject_id = getvariable('family')",
    # The family may be one of several that a gap of another's names.
    "gap": f"{_BY_FAMILY} OR contains(evidence, getvariable('family'))",
}
#: Tables that are asked about a whole village or list, also where one family is told of.
_WHOLE: Final = ("family", "growth_state", "welfare")
#: Limits of ``padan.pipeline.assess`` and parameters of the KRS rule that the views take.
_LIMITS: Final = ("under_five_months", "unmeasured_months", "urgent_days", "firm_grounds", "pregnancy_days")
_OF_RULE: Final = (
    "under_two_months", "couple_from", "couple_to", "too_young_below", "too_old_from", "too_old_to", "too_many_from"
)  # fmt: skip
_UNKNOWN_CHOICE: Final = np.int16(-1)

Texts = NDArray[np.object_]


def columns(folder: Path, codes: Sequence[str]) -> tuple[Texts, Texts, Columns]:
    """The ids of the families of the release in ``folder`` in which anybody lives, in order; their villages (empty
    where no list says); and the columns of the facts asked. KeyError for a fact that is not known, RegisterError where
    the release is damaged."""
    asked = {code: known_facts()[code] for code in dict.fromkeys(codes)}
    with _opened(folder) as con:
        return _read(con, asked)


def family(folder: Path, family_id: str) -> dict[str, bool | float | str | None]:
    """Every fact of one family, by the query of :func:`columns`. KeyError where nobody of that id lives in the
    release, RegisterError where the release is damaged."""
    return next(families(folder, [family_id]))


def families(folder: Path, ids: Iterable[str]) -> Iterator[dict[str, bool | float | str | None]]:
    """The same of several, one after the other: the release is opened once."""
    facts = known_facts()
    with _opened(folder) as con:
        for family_id in ids:
            con.execute(f"SET VARIABLE family = {quoted(family_id)}")
            found_ids, _areas, found = _read(con, facts)
            if len(found_ids) == 0:
                raise KeyError(family_id)
            yield row(found, 0)


def row(found: Columns, place: int) -> dict[str, bool | float | str | None]:
    """The facts of the family at a place of :func:`columns`, as :func:`padan.rules.eligibility.tell` takes them."""
    return {code: _value(values[place], known_facts()[code]) for code, values in found.items()}


@contextmanager
def _opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    as_of = read_manifest(folder).as_of
    work = folder.resolve().parents[1] / "work"
    work.mkdir(mode=0o700, exist_ok=True)
    with TemporaryDirectory(prefix="eligible-", dir=work) as spill, connect(Path(spill)) as con:
        for name, condition in _OF_ONE.items():
            file = quoted(_checked(folder, name))
            rows = f"SELECT * FROM read_parquet({file}) WHERE getvariable('family') IS NULL OR {condition}"
            con.execute(f"CREATE TEMP VIEW {name} AS {rows}")
        for name in _WHOLE:
            file = quoted(_checked(folder, name))
            con.execute(f"CREATE TEMP VIEW every_{name} AS SELECT * FROM read_parquet({file})")
        for name, value in _variables(as_of).items():
            con.execute(f"SET VARIABLE {name} = {value}")
        con.execute(statements(__package__, "eligible"))
        yield con


def _checked(folder: Path, name: str) -> Path:
    file = folder / f"{table(name).name}.parquet"
    if not file.is_file():
        raise RegisterError(
            _("Rilis {name} rusak: tabel {table} tidak terbaca").format(name=folder.name, table=name),
            next_step=_("Susun rilis lagi."),
        )
    return file


def _variables(as_of: date) -> Mapping[str, str]:
    """The variables of the views, as SQL."""
    rule = rule_in_force(as_of)
    limits = {limit.name: limit.value for limit in LIMITS}
    return {
        "as_of": f"DATE '{as_of}'",
        "screening_days": str(cycles()["krs"].stale_after_days),
        **{name: str(limits[name]) for name in _LIMITS},
        **{name: str(getattr(rule, name)) for name in _OF_RULE},
        **{f"safe_{name}": _safe(name, rule) for name in ("water", "latrine", "disposal")},
    }


def _safe(name: str, rule: KrsRule) -> str:
    """The words of the register that are safe, as an SQL list."""
    also = rule.also_safe_water if name == "water" else ()
    words = {word for word, safe in safety(name).items() if safe == "yes"} | set(also)
    return f"[{', '.join(quoted(word) for word in sorted(words))}]"


def _read(con: duckdb.DuckDBPyConnection, asked: Mapping[str, Fact]) -> tuple[Texts, Texts, Columns]:
    # Only views with an asked fact are joined, and only their asked columns: DuckDB reads nothing else.
    made = dict(con.execute(
        "SELECT column_name, table_name FROM duckdb_columns() WHERE starts_with(table_name, 'of_')"
    ).fetchall())  # fmt: skip
    views = sorted({made[code] for code in asked})
    select = [f'{_as_column(f"{made[code]}.{code}", fact)} AS "{code}"' for code, fact in asked.items()]
    columns_ = ", ".join(["here.family_id AS _id", "coalesce(here.village_code, '') AS _area", *select])
    joined = " ".join(f"LEFT JOIN {view} USING (family_id)" for view in views)
    found = con.execute(f"SELECT {columns_} FROM here {joined} ORDER BY _id").fetchnumpy()
    plain = {name: np.ma.getdata(values) for name, values in found.items()}
    return plain["_id"], plain["_area"], {code: plain[code] for code in asked}


def _as_column(sql: str, fact: Fact) -> str:
    """The value as columns of its kind hold it."""
    match fact.kind:
        case FactKind.YES_NO:
            return f"coalesce({sql}::TINYINT, {UNKNOWN})::TINYINT"
        case FactKind.NUMBER:
            return f"coalesce({sql}::DOUBLE, 'NaN'::DOUBLE)"
    words = ", ".join(quoted(each.code) for each in fact.choices)
    return f"(coalesce(list_position([{words}], {sql}), 0) + {_UNKNOWN_CHOICE})::SMALLINT"


def _value(value: Any, fact: Fact) -> bool | float | str | None:
    if fact.kind is FactKind.NUMBER:
        return None if math.isnan(value) else float(value)
    if value < 0:
        return None
    return bool(value) if fact.kind is FactKind.YES_NO else fact.choices[int(value)].code
