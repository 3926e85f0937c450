"""The code lists of each source: what a written code or text means in the one vocabulary of the register.

Numbers mean something only within their source: "3" is the wife in OpenSID and the child in DTSEN. Texts mean
the same everywhere, unless a source uses a text in its own way, which then holds for that source. The office writes
the register's own words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from padan.reference.datafiles import data_file, read_rows

if TYPE_CHECKING:
    import pyarrow as pa

#: In the column ``source``: the row holds for every source.
EVERY_SOURCE = "*"
#: The source that writes the meanings themselves.
OFFICE = "office"
_COLUMNS = ("source", "code", "text", "meaning")
_NUMBER = re.compile(r"0*(\d+)(?:[.,]0+)?")
_NUMBERED_TEXT = re.compile(r"\d+\s*[.)]\s*(\D.*)")


def fold_code(written: str) -> str:
    """The form in which codes and texts are compared.

    Capitals and digits ("Laki-laki" is "LAKILAKI"); whole numbers without leading zeros or ".0". A slash
    stays ("Diploma I / II" is not "Diploma III"), and a plus, a greater-than or a last minus ("> 4", "A-").

    >>> fold_code(" 01 "), fold_code("Tamat SD / Sederajat"), fold_code("AB -")
    ('1', 'TAMATSD/SEDERAJAT', 'AB-')
    """
    plain = unicodedata.normalize("NFKD", written).replace("√", "V").replace("✓", "V").strip().upper()
    number = _NUMBER.fullmatch(plain)
    if number:
        return number[1]
    folded = re.sub(r"[^A-Z0-9+>/]", "", plain)
    return folded + "-" if folded and plain.endswith("-") else folded


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a code list; ``extra`` holds the columns after ``meaning`` (such as ``safe``)."""

    source: str
    code: str
    text: str
    meaning: str
    extra: dict[str, str]


@dataclass(frozen=True)
class CodeList:
    """One code list: a written code or text, by source, to its meaning."""

    name: str
    rows: tuple[Code, ...]
    _own: dict[tuple[str, str], Code] = field(init=False, repr=False, compare=False)
    _shared: dict[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        own = {(row.source, fold_code(key)): row for row in self.rows for key in (row.text, row.code) if key}
        texts: defaultdict[str, list[Code]] = defaultdict(list)
        for row in self.rows:
            if row.text:
                texts[fold_code(row.text)].append(row)
        agreed = {key: rows[0] for key, rows in texts.items() if len({row.meaning for row in rows}) == 1}
        object.__setattr__(self, "_own", own)
        object.__setattr__(self, "_shared", agreed)

    def find(self, source: str, written: str | None) -> Code | None:
        """The row that ``written`` (code or text) stands for in ``source``; ``None`` when it is not known."""
        if written is None:
            return None
        numbered = _NUMBERED_TEXT.fullmatch(written.strip())
        for text in (written, numbered[1]) if numbered else (written,):
            key = fold_code(text)
            found = self._own.get((source, key)) or self._own.get((EVERY_SOURCE, key)) or self._shared.get(key)
            if found:
                return found
        return None

    def meaning(self, source: str, written: str | None) -> str | None:
        """What ``written`` means in the register's vocabulary; ``None`` when it is not known."""
        if source == OFFICE and written in self.meanings:
            return written
        found = self.find(source, written)
        return found.meaning if found else None

    def extra(self, meaning: str | None, column: str) -> str | None:
        """What an extra column says of a meaning (``extra("piped", "safe")`` is ``"yes"``)."""
        found = (row.extra[column] for row in self.rows if row.meaning == meaning and row.extra.get(column))
        return next(found, None)

    @property
    def meanings(self) -> tuple[str, ...]:
        """Every meaning, in the order of the file."""
        return tuple(dict.fromkeys(row.meaning for row in self.rows))

    def arrow(self) -> pa.Table:
        """The list for joins: source, ``key`` (folded), code and text as written, meaning, extra columns.

        One row for each key, as ``meaning`` would find it in its own source.
        """
        import pyarrow as pa  # here, because most users of this module need no tables

        table = [
            {
                "source": source,
                "key": key,
                "code": row.code,
                "text": row.text,
                "meaning": row.meaning,
                **row.extra,
            }
            for (source, key), row in self._own.items()
        ]
        names = ("source", "key", "code", "text", "meaning", *self.rows[0].extra)
        return pa.table({name: pa.array([row[name] for row in table], pa.string()) for name in names})


@cache
def code_list(name: str) -> CodeList:
    """The code list called ``name``; KeyError when there is none (see ``code_list_names``)."""
    if name not in code_list_names():
        raise KeyError(name)
    rows = read_rows("data", "codes", f"{name}.csv")
    return CodeList(
        name,
        tuple(
            Code(
                row["source"],
                row["code"],
                row["text"],
                row["meaning"],
                {column: value for column, value in row.items() if column not in _COLUMNS},
            )
            for row in rows
        ),
    )


@cache
def code_list_names() -> tuple[str, ...]:
    """The names of all code lists, in order."""
    files = (entry.name for entry in data_file("data", "codes").iterdir())
    return tuple(sorted(name.removesuffix(".csv") for name in files if name.endswith(".csv")))
