"""The kernel's readings of cells, for columns of millions: DuckDB macros.

Each macro takes the text of a cell, as file readers hand it on, and says what it does not understand by a
quality or a NULL, never by a guess. What ``read_nik``, ``read_kk`` and ``read_date`` answer is, value by
value, what :mod:`padan.kernel` answers; the usual clean value takes a short way, the rest a long one.

======================================== ===============================================================
``read_nik(t)``, ``read_kk(t)``          STRUCT(value VARCHAR, digits VARCHAR, quality VARCHAR)
``read_date(t, date_order[, reference])`` STRUCT(value DATE, quality VARCHAR)
``date_order_hint(t)``                   'day_first', 'month_first' or NULL
``read_sex(t)``                          'L', 'P' or NULL
``read_number(t)``                       DOUBLE
``read_weight_kg(t)``                    STRUCT(value DOUBLE, note VARCHAR): 'time', 'gram'
``read_length_cm(t)``                    STRUCT(value DOUBLE, note VARCHAR): 'time', 'metre', 'millimetre'
``age_days_text(t)``                     STRUCT(years INTEGER, months INTEGER, days INTEGER)
``read_desil(t)``                        STRUCT(low TINYINT, high TINYINT, quality VARCHAR)
``read_flag(t)``                         BOOLEAN
``read_code(t)``, ``clean_text(t)``      VARCHAR
======================================== ===============================================================
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final

from padan.kernel.cells import DASHES, INVISIBLE, NOTHING, QUOTES, SPACES
from padan.kernel.dates import MONTHS

if TYPE_CHECKING:
    import duckdb

#: In this order: a later file uses the macros of an earlier one.
_FILES: Final = ("text.sql", "numbers.sql", "dates.sql", "measures.sql", "codes.sql")


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macros in the connection's current schema; doing it again changes nothing."""
    con.execute(_words_of_the_kernel())
    for name in _FILES:
        con.execute(resources.files(__package__).joinpath("sql", name).read_text(encoding="utf-8"))


def _words_of_the_kernel() -> str:
    """What the kernel and the macros must agree on, said once in the kernel: characters, words, months."""
    nothing = ", ".join(f"'{word}'" for word in sorted(NOTHING))
    months = ", ".join(f"'{word}': {number}" for word, number in MONTHS.items())
    constants = {
        "cell_invisible": f"'{INVISIBLE}'",
        "cell_spaces": f"'{SPACES}'",
        "cell_quotes": f"'{QUOTES}'",
        "cell_dashes": f"'{DASHES}'",
        "cell_nothing": f"[{nothing}]",
        "cell_months": f"MAP {{{months}}}",
    }
    return ";".join(f"CREATE OR REPLACE MACRO {name}() AS {value}" for name, value in constants.items())
