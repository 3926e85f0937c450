"""Facts of the families of a release, for rules of eligibility: as columns of all, or of one family.

What each fact means and when it is unknown is told in ``padan.reference.eligibility`` and, by the views that make it,
in ``eligible.sql``. All facts of a release are worked out once, into a copy in the order of the families' ids beside
the other copies of the release; columns and single families are read from it, so that they cannot differ.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
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
from padan.reports.arranged import arranged_for, made_once
from padan.rules.eligibility import Fact, FactKind
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.eligibility.judging import Columns
from padan.rules.risk.answers import UNKNOWN

#: Tables of a release from which facts are worked out.
READ: Final = (
    "family", "person", "growth_state", "welfare", "dwelling", "screening", "risk", "priority", "claim", "gap"
)  # fmt: skip
#: Limits of ``padan.pipeline.assess`` and parameters of the KRS rule that the views take.
_LIMITS: Final = ("under_five_months", "unmeasured_months", "urgent_days", "firm_grounds", "pregnancy_days")
_OF_RULE: Final = (
    "under_two_months", "couple_from", "couple_to", "too_young_below", "too_old_from", "too_old_to", "too_many_from"
)  # fmt: skip
_UNKNOWN_CHOICE: Final = np.int16(-1)
#: What is read to find one family.
_ROW_GROUP: Final = 8_192
_ID, _AREA = "_id", "_area"

Texts = NDArray[np.object_]


def columns(folder: Path, codes: Sequence[str]) -> tuple[Texts, Texts, Columns]:
    """The ids of the families of the release in ``folder`` in which anybody lives, in order; their villages (empty
    where no list says); and the columns of the facts asked. KeyError for a fact that is not known, RegisterError where
    the release is damaged."""
    asked = [known_facts()[code].code for code in dict.fromkeys(codes)]
    found = pq.read_table(facts_copy(folder), columns=[_ID, _AREA, *asked])
    ids, areas = (found[name].to_numpy().astype(object) for name in (_ID, _AREA))
    return ids, areas, {code: found[code].to_numpy() for code in asked}


def family(folder: Path, family_id: str) -> dict[str, bool | float | str | None]:
    """Every fact of one family. KeyError where nobody of that id lives in the release, RegisterError where the release
    is damaged."""
    return next(families(folder, [family_id]))


def families(folder: Path, ids: Iterable[str]) -> Iterator[dict[str, bool | float | str | None]]:
    """The same of several, one after the other."""
    copy = facts_copy(folder)
    for family_id in ids:
        found = pq.read_table(copy, columns=list(known_facts()), filters=[(_ID, "=", family_id)])
        if found.num_rows == 0:
            raise KeyError(family_id)
        yield row({code: found[code].to_numpy() for code in found.column_names}, 0)


def row(found: Columns, place: int) -> dict[str, bool | float | str | None]:
    """The facts of the family at a place of :func:`columns`, as :func:`padan.rules.eligibility.tell` takes them."""
    return {code: _value(values[place], known_facts()[code]) for code, values in found.items()}


def facts_copy(folder: Path) -> Path:
    """The file that holds every fact of a release; made when it is first asked for. RegisterError where the release is
    damaged."""
    file = arranged_for(folder) / f"eligible-{_way()}.parquet"
    return made_once(file, lambda beside: _make(folder, beside / file.name))


def child_signs() -> str:
    """The SQL that makes the view of how each measured child grows; what it needs is told in it."""
    return statements(__package__, "child_signs")


def _way() -> str:
    """Of what the facts are made, in few letters: a copy made in another way is never taken for this one."""
    made_of = child_signs() + statements(__package__, "eligible") + repr(list(known_facts().values()))
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def _make(folder: Path, file: Path) -> None:
    with connect(file.parent) as con:
        for name in READ:
            _open(con, folder, name)
        for name, value in _variables(read_manifest(folder).as_of).items():
            con.execute(f"SET VARIABLE {name} = {value}")
        con.execute(child_signs())
        con.execute(statements(__package__, "eligible"))
        found = _all_facts(con)
    pq.write_table(found, file, compression="zstd", row_group_size=_ROW_GROUP)


def _open(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    file = folder / f"{table(name).name}.parquet"
    try:
        con.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet({quoted(file)})")
    except duckdb.Error as error:
        raise RegisterError(
            _("Rilis {name} rusak: tabel {table} tidak terbaca").format(name=folder.name, table=name),
            next_step=_("Susun rilis lagi."),
        ) from error


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


def _all_facts(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """One view after the other: all joined at once would have to lie in memory at once."""
    made: dict[str, list[str]] = {}
    for code, view in con.execute(
        "SELECT column_name, table_name FROM duckdb_columns() WHERE starts_with(table_name, 'of_')"
    ).fetchall():
        if code in known_facts():
            made.setdefault(view, []).append(code)
    here = f"SELECT family_id AS {_ID}, coalesce(village_code, '') AS {_AREA} FROM here ORDER BY place"
    found = con.execute(here).to_arrow_table()
    for view, codes in sorted(made.items()):
        select = ", ".join(f'{_as_column(f"{view}.{code}", known_facts()[code])} AS "{code}"' for code in codes)
        of_view = f"SELECT {select} FROM here LEFT JOIN {view} USING (family_id) ORDER BY place"
        answered = con.execute(of_view).to_arrow_table()
        for code in codes:
            found = found.append_column(code, answered[code])
    return found


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
