"""What is answered, as the OpenAPI document describes it: the same declarations make the answers."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field


class Region(Schema):
    """A place. ``code`` is empty for several regions at once."""

    code: str
    name: str


class Release(Schema):
    """A release of the register."""

    name: str
    as_of: date


class Number(Schema):
    """One number. null is not told: it is small, or a small one could be worked out from it."""

    area: str
    place: str
    measure: str
    meaning: str
    number: int | None
    among: int | None = Field(description="Families, or owed facts, that the number is a part of.")
    share: float | None = Field(description="From 0 to 1; more where families have several gaps.")


class Check(Schema):
    """A control total: the parts make the whole, as far as they are told."""

    meaning: str
    whole: int
    parts: int
    hidden: int
    agrees: bool


class Page(Schema):
    """Which part of a long answer this is; ``next`` is the address of the one after it."""

    number: int
    per_page: int
    count: int
    next: str | None


class Regions(Schema):
    """A place, what is around it and what lies in it."""

    area: Region
    names: bool = Field(description="Whether the account may see who is behind the numbers of this place.")
    above: list[Region]
    parts: list[Region]


class Measure(Schema):
    """Something that is counted."""

    code: str
    theme: str
    meaning: str


class Measures(Schema):
    """All that is counted."""

    measures: list[Measure]


class ReleaseInForce(Release):
    """A release that is or was in force."""

    current: bool


class Releases(Schema):
    """Those that are or were in force, the newest first."""

    releases: list[ReleaseInForce]


class Counts(Schema):
    """Numbers of a place and of its parts."""

    release: Release
    area: Region
    held_back: bool
    whole: list[Number]
    parts: list[Number]
    checks: list[Check]
    page: Page


class Owed(Schema):
    """One thing that is owed, and by whom."""

    attribute: str
    meaning: str
    by: str


class Freshness(Counts):
    """How old what is owed is."""

    owed: list[Owed]


class Point(Schema):
    """What one release says."""

    release: Release
    number: int | None
    among: int | None
    share: float | None


class Trend(Schema):
    """One number from release to release, the earliest first."""

    area: Region
    measure: str
    meaning: str
    points: list[Point]


class Tier(Schema):
    """Families of one place: in the release = counted + emptied = in the office."""

    area: str
    place: str
    in_release: int
    counted: int
    emptied: int
    in_office: int
    agrees: bool


class SharedOut(Schema):
    """Two lists: in both + only in either + in neither = all families."""

    pair: str
    meaning: str
    number: int
    agrees: bool


class DifferenceFound(Schema):
    """Two tiers that do not hold the same families; the rows are under /differences."""

    between: str
    one: int
    other: int
    only_one: int
    only_other: int


class ControlTotals(Schema):
    """Whether every tier counts the same families."""

    release: Release
    area: Region
    agrees: bool
    tiers: list[Tier]
    pairs: list[SharedOut]
    differences: list[DifferenceFound]


class Row(Schema):
    """A row that stands in one tier only."""

    only_in: str = Field(description="one or other")
    id: str
    name: str | None


class Differences(Schema):
    """Two tiers, row by row."""

    area: Region
    between: str
    measure: str
    one: int
    other: int
    agrees: bool
    rows: list[Row]
    page: Page


class ProblemSchema(Schema):
    """A refusal (RFC 9457): ``title`` says what is wrong, ``where`` in which part of the request, ``next_step`` what
    to do."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    where: str
    next_step: str
