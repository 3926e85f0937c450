"""What an agency's file may hold: fields, their names as written, their types, and how a row becomes records.

A contract is data. The reader of files, the page for officers and the tests all read the same one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import translate
from functools import cached_property, lru_cache


class FieldType(StrEnum):
    """How a cell is read. Each type has one reading, in ``pipeline.sources.reading``."""

    TEXT = "text"
    NIK = "nik"
    KK = "kk"
    DATE = "date"
    SEX = "sex"
    NUMBER = "number"
    WEIGHT = "weight"
    LENGTH = "length"
    DESIL = "desil"
    FLAG = "flag"
    CODE = "code"
    MARK = "mark"
    PERIOD = "period"
    PLACE_AND_DATE = "place_and_date"


_MEASURED = (FieldType.NUMBER, FieldType.WEIGHT, FieldType.LENGTH)
_REQUIRABLE = (FieldType.TEXT, FieldType.DATE, FieldType.SEX, FieldType.FLAG, FieldType.MARK, FieldType.PERIOD)
_DATE_ORDERS = ("day_first", "unsettled")


@lru_cache(maxsize=4096)
def fold_header(text: str) -> str:
    """A header as compared: capitals and digits only, so that case, spaces and dots do not matter."""
    plain = unicodedata.normalize("NFKD", text).upper()
    plain = plain.replace("≥", ">=").replace("√", "V")
    return re.sub(r"[^A-Z0-9<>=]", "", plain)


@dataclass(frozen=True, slots=True)
class Field:
    """One column that a source may send.

    ``name`` is ours; ``aliases`` are the headers as agencies write them, compared folded, where ``*`` stands
    for anything. ``codes`` names the code list of a ``CODE`` field. ``low`` and ``high`` bound a number
    (inclusive, in ``unit``); a value outside is refused. ``required`` refuses a row without a readable value.
    ``half_yearly`` is for the period of a list that comes twice a year: "2026-1" is its first half, not January.
    ``tally`` is for a mark that may be a number of people instead; the column's own values tell which.
    ``happened`` is for a day of something done: a day after the day of receipt refuses the row.
    """

    name: str
    type: FieldType
    aliases: tuple[str, ...]
    about: str
    required: bool = False
    happened: bool = False
    half_yearly: bool = False
    tally: bool = False
    codes: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    _folded: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if (self.type is FieldType.CODE) != (self.codes is not None):
            raise ValueError(f"field {self.name}: a CODE field, and only that, names its code list")
        if (self.low is None) != (self.high is None):
            raise ValueError(f"field {self.name}: give both bounds or none")
        if self.low is not None and (self.type not in _MEASURED or self.low > (self.high or 0)):
            raise ValueError(f"field {self.name}: bounds belong to numbers, the lower one first")
        if self.required and self.type not in _REQUIRABLE:
            raise ValueError(f"field {self.name}: a {self.type} field cannot be required")
        kinds = ((self.happened, FieldType.DATE), (self.half_yearly, FieldType.PERIOD), (self.tally, FieldType.MARK))
        if any(said and self.type is not kind for said, kind in kinds):
            raise ValueError(f"field {self.name}: a {self.type} field cannot be that")
        # "*" must survive folding: it is the wildcard.
        folded = tuple("*".join(fold_header(part) for part in alias.split("*")) for alias in self.aliases)
        if not folded or not all(folded):
            raise ValueError(f"field {self.name}: needs aliases, each with a letter or a digit")
        object.__setattr__(self, "_folded", folded)

    @property
    def plain_names(self) -> tuple[str, ...]:
        """The folded aliases without wildcards."""
        return tuple(alias for alias in self._folded if "*" not in alias)

    @property
    def patterns(self) -> tuple[str, ...]:
        """The folded aliases with wildcards."""
        return tuple(alias for alias in self._folded if "*" in alias)


@dataclass(frozen=True, slots=True)
class Role:
    """One person that a row tells of. Fields that start with ``prefix`` are that person's own.

    ``present`` names the fields of which at least one must be filled for the row to tell of this person.
    ``sex`` and ``relation`` are what the role itself says of the person, where the file has no such column.
    """

    name: str
    prefix: str = ""
    present: tuple[str, ...] = ("name",)
    sex: str | None = None
    relation: str | None = None


@dataclass(frozen=True, eq=False)
class Layout:
    """One shape in which a source's file comes.

    ``signature``: groups of field names; a header is this layout when each group has at least one of its
    fields. ``together``: pairs ``(any of these filled, this date must be filled)``: a weight needs its day.
    ``date_of_data``: fields of which the first filled one is the day that the row describes.
    ``months_across``: one row holds a year of measurements, each column group under a month's name.
    ``end_marker``: a text that ends the data where a cell of the second column holds it.
    ``date_order``: ``day_first``, or ``unsettled`` where the source is known to write both.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    roles: tuple[Role, ...]
    signature: tuple[tuple[str, ...], ...]
    together: tuple[tuple[tuple[str, ...], str], ...] = ()
    date_of_data: tuple[str, ...] = ()
    needs_village: bool = False
    months_across: bool = False
    end_marker: str | None = None
    date_order: str = "day_first"

    def __post_init__(self) -> None:
        names = [f.name for f in self.fields]
        known = set(names)
        mentioned = {name for group in self.signature for name in group}
        mentioned |= {name for role in self.roles for name in role.present} | set(self.date_of_data)
        mentioned |= {name for some, needed in self.together for name in (*some, needed)}
        dates = {f.name for f in self.fields if f.type is FieldType.DATE}
        if not {needed for _some, needed in self.together} <= dates:
            raise ValueError(f"layout {self.name}: what must stand together with a measure is its date")
        if len(known) != len(names) or mentioned - known:
            raise ValueError(f"layout {self.name}: repeated or unknown fields {sorted(mentioned - known)}")
        if not self.roles or not self.signature or not all(self.signature):
            raise ValueError(f"layout {self.name}: needs roles and a signature")
        roles = [role.name for role in self.roles]
        if len(set(roles)) != len(roles) or not all(role.present for role in self.roles):
            raise ValueError(f"layout {self.name}: roles are distinct and say what makes them present")
        if self.date_order not in _DATE_ORDERS:
            raise ValueError(f"layout {self.name}: no such order of dates: {self.date_order}")

    @cached_property
    def _by_header(self) -> dict[str, str]:
        # The first field that claims a header has it: the order of fields is the order of belief.
        return {alias: f.name for f in reversed(self.fields) for alias in f.plain_names}

    @cached_property
    def _by_pattern(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(translate(pattern)), f.name) for f in self.fields for pattern in f.patterns)

    def field_known_as(self, header: str) -> str | None:
        """The name of the field whose header, folded, is ``header``."""
        return _field_known_as(self, header)

    def field(self, name: str) -> Field:
        """The field called ``name``; KeyError when the layout has none."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)


@lru_cache(maxsize=65_536)
def _field_known_as(layout: Layout, header: str) -> str | None:
    # Kept, because recognising a sheet asks for the same headers in every run of rows that could be the header.
    found = layout._by_header.get(header)
    if found is None:
        found = next((name for pattern, name in layout._by_pattern if pattern.match(header)), None)
    return found


@dataclass(frozen=True, slots=True)
class Source:
    """One agency's list: its kind, its name for people, and the layouts in which it comes."""

    kind: str
    title: str
    agency: str
    layouts: tuple[Layout, ...]
    one_row_per_person: bool = True

    def __post_init__(self) -> None:
        names = [layout.name for layout in self.layouts]
        if not names or len(set(names)) != len(names):
            raise ValueError(f"source {self.kind}: needs layouts of distinct names")
