"""How a child grows, for the pages: in words, on WHO's curves, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from padan.kernel.texts import _, language
from padan.kernel.writing import count, day, decimal
from padan.reference.growth_classes import growth_classes
from padan.reports.growth_charts import SEXES, charts_from
from padan.reports.growth_words import class_words, doubt_words, followed_words
from padan.reports.history import counting
from padan.reports.holdings import SCORES
from padan.reports.register import Row
from padan.reports.wording import source_name
from padan.rules.growth import classes
from padan.rules.growth.chart import Child, Lines, draw, title
from padan.rules.growth.children import LENGTH_FOR_AGE, WEIGHT_FOR_LENGTH
from padan.web.people.sight import Sight

#: Whose growth is followed, in days of age.
_UNTIL: Final = 5 * 366
#: After so many days without a weighing the child is to be weighed: it is weighed every month.
_TOO_LONG: Final = 60
_DRAWN: Final = (LENGTH_FOR_AGE, WEIGHT_FOR_LENGTH)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, which says in words what it shows."""

    title: str
    picture: Markup


@dataclass(frozen=True, slots=True)
class Mark:
    """How a child is, in two words; ``look``: bad, doubt, good or plain."""

    text: str
    look: str


@dataclass(frozen=True, slots=True)
class Growth:
    """A child's growth: what its history says, what to do, what is hard to believe, its charts (none where its sex is
    not known), and its weighings, the newest first."""

    marks: tuple[Mark, ...]
    told: tuple[str, ...]
    to_do: tuple[str, ...]
    doubts: tuple[str, ...]
    charts: tuple[Drawn, ...]
    rows: tuple[tuple[str, ...], ...]


def growth_of(sight: Sight, person_id: str, sex: str | None, on: date) -> Growth | None:
    """The growth of a person on a day, by what the sight shows; None for who was never measured."""
    found = sight.growth(person_id)
    if not found:
        return None
    history = counting(found)
    followed = history[-1]["age_days"] is not None and _age_on(history[-1], on) < _UNTIL
    state = _state(history)
    return Growth(
        child_marks(state) if followed else (),
        tuple(_told(state, history, sex, on)) if followed else (),
        tuple(to_do(state, on)) if followed else (),
        tuple(doubt_words(found)),
        _charts(person_id, sex, found, on),
        tuple(_row(row) for row in reversed(found)),
    )


def _age_on(row: Row, on: date) -> int:
    return int(row["age_days"]) + (on - row["measured_on"]).days


def _state(history: Sequence[Row]) -> Row:
    """The last measurement that tells length for age, else the last; with what the last one says of the course."""
    last = history[-1]
    judged = next((row for row in reversed(history) if row["length_for_age"] is not None), last)
    course = {name: last[name] for name in ("faltering", "gain", "twice_not_gained", "doubt", "arm_class")}
    return {**judged, **course, "last_measured": last["measured_on"]}


def _told(state: Row, history: Sequence[Row], sex: str | None, on: date) -> list[str]:
    last = _("Terakhir ditimbang atau diukur {day}, {days} hari sebelumnya.").format(
        day=day(state["last_measured"]), days=count((on - state["last_measured"]).days)
    )
    return [*class_words(state), *followed_words(history, sex), last]


def child_marks(state: Row) -> tuple[Mark, ...]:
    """How a child is, from a row of ``growth_state`` or what :func:`growth_of` makes of a history."""
    found = []
    for column, axis in (("stunted", "stunting"), ("wasted", "wasting"), ("overweight", "overweight")):
        kind = next((kind for kind in growth_classes(classes.AXES)[axis] if kind.key == state[column]), None)
        if kind is not None and kind.key != "none":
            found.append(Mark(kind.name(language()), "bad" if kind.key == "severe" else "doubt"))
    if state["faltering"]:
        found.append(Mark(_("pertumbuhan melambat"), "bad" if state["stunted"] == "none" else "doubt"))
    if found:
        return tuple(found)
    well = state["stunted"] == state["wasted"] == "none"
    return (Mark(_("tumbuh baik"), "good") if well else Mark(_("belum dapat dinilai"), "plain"),)


def to_do(state: Row, on: date) -> Iterable[str]:
    """What to do for a child that stands so: the most pressing first."""
    if state["doubt"]:
        yield _("Ukur ulang dulu: angka terakhirnya sulit dipercaya.")
    if state["wasted"] == "severe":
        yield _("Rujuk ke Puskesmas hari ini: gizi buruk.")
    if state["wasted"] == "moderate" or state["stunted"] in ("moderate", "severe") or state["faltering"]:
        yield _("Perlu diperiksa petugas gizi atau dokter Puskesmas untuk dicari sebabnya.")
    if state["wasted"] == "moderate" or state["faltering"]:
        yield _("Timbang lagi dalam dua minggu dan lihat apakah beratnya naik.")
    if state["stunted"] == "unknown":
        yield _("Ukur panjang atau tinggi badannya.")
    if (on - state["last_measured"]).days > _TOO_LONG:
        yield _("Kunjungi: sudah lebih dari dua bulan tidak ditimbang.")


def _charts(person_id: str, sex: str | None, found: Sequence[Row], on: date) -> tuple[Drawn, ...]:
    aged = [row for row in found if row["age_days"] is not None]
    if sex not in SEXES or not aged:
        return ()
    made = charts_from(Child(person_id, SEXES[sex]), aged, _DRAWN, Lines.Z, on)
    return tuple(Drawn(title(chart), Markup(draw(chart, sized=False))) for chart in made)


def _row(row: Row) -> tuple[str, ...]:
    return (
        day(row["measured_on"]), _with_unit(row["weight"], "kg"), _with_unit(row["height"], "cm"),
        *("" if row[name] is None else decimal(row[name], 2) for name in SCORES),
        row["posyandu"] or "", source_name(row["source"]),
    )  # fmt: skip


def _with_unit(value: float | None, unit: str) -> str:
    return "" if value is None else f"{decimal(value)} {unit}"
