"""How a child grows, on its page: its measurements judged one by one, and what they say together."""

from __future__ import annotations

import numpy as np

from padan.app.screen import heading, points, say, table
from padan.kernel.texts import _
from padan.kernel.writing import count, day, decimal
from padan.pipeline.release.velocity import velocity_in_force
from padan.reports.growth_words import class_words
from padan.reports.register import Register, Row
from padan.reports.wording import meaning, source_name
from padan.rules.growth import credibility
from padan.rules.growth.credibility import Cause
from padan.rules.growth.following import Following, Visits, follow
from padan.rules.growth.following.codes import LINED
from padan.rules.growth.following.wording import visit_words

_NAN = float("nan")


def show_growth(register: Register, person_id: str) -> None:
    """Print the child's measurements with their z-scores and what they mean; nothing for who was never measured."""
    found = register.rows(
        """
        SELECT m.*, g.* EXCLUDE (measurement_id, person_id, measured_on, age_days)
        FROM measurement m LEFT JOIN growth g USING (measurement_id)
        WHERE m.person_id = ? ORDER BY m.measured_on, m.measurement_id
        """,
        [person_id],
    )
    if not found:
        return
    heading(_("Pengukuran"))
    _table(found)
    _state(register, person_id, [row for row in found if row["counts"]])
    _doubts(found)


def _table(found: list[Row]) -> None:
    arms = any(m["muac"] is not None for m in found)
    headers = [
        _("Tanggal"), _("Bulan"), _("Kg"), _("Cm"), *([_("LiLA")] if arms else []), "PB/U", "BB/U", "BB/PB", "N/T",
        _("Cara"), _("Menurut"),
    ]  # fmt: skip
    rows = [
        (
            day(m["measured_on"]),
            "" if m["age_months"] is None else count(m["age_months"]),
            _number(m["weight"], 2),
            _number(m["height"]),
            *([_number(m["muac"])] if arms else []),
            *(_z(m, indicator) for indicator in ("length_for_age", "weight_for_age", "weight_for_length")),
            m["gain"] or "",
            meaning("position", m["position"]),
            source_name(m["source"]),
        )
        for m in found
    ]
    table(headers, rows, right=range(1, 8 if arms else 7), whole=[0])


def _number(found: float | None, places: int = 1) -> str:
    return "" if found is None else decimal(found, places)


def _z(row: Row, indicator: str) -> str:
    """A z-score; in brackets when it is so far out that it is taken for a mistake."""
    z = row[indicator]
    if z is None:
        return ""
    return f"({decimal(z, 2)})" if indicator in (row["flagged"] or []) else decimal(z, 2)


def _state(register: Register, person_id: str, history: list[Row]) -> None:
    state = register.one("SELECT * FROM growth_state WHERE person_id = ?", [person_id])
    if state is None or not history:
        return
    heading(_("Pertumbuhan"))
    points([*class_words(state), *_followed(state, history)])


def _followed(state: Row, history: list[Row]) -> list[str]:
    last = len(history) - 1
    told = list(visit_words(_following(state, history), last))
    told.append(_("Terakhir ditimbang atau diukur {days} hari sebelum rilis.").format(days=count(state["days_since"])))
    return told


def _following(state: Row, history: list[Row]) -> Following:
    """The child's history by the same rule as down the release's columns, so that every word can be given."""

    def numbers(name: str) -> np.ndarray:
        return np.array([_NAN if row[name] is None else row[name] for row in history], np.float64)

    sex = {"L": 1, "P": 2}.get(state["sex"] or "", 0)
    visits = Visits(
        child=np.zeros(len(history), np.int64),
        day=np.array([row["measured_on"].toordinal() for row in history], np.int64),
        age_days=numbers("age_days"),
        sex=np.full(len(history), sex, np.int8),
        weight=numbers("weight"),
        length=numbers("length"),
        z={name: numbers(name) for name in LINED},
        flag={name: np.array([name in row["flagged"] for row in history]) for name in LINED},
    )
    return follow(visits, velocity_in_force())


def _doubts(found: list[Row]) -> None:
    doubtful = [row for row in found if row["doubt"]]
    if not doubtful:
        return
    say("  " + _("Angka yang perlu diperiksa:"))
    points(
        f"{day(row['measured_on'])}: "
        + credibility.sentence(
            Cause[row["doubt"].upper()],
            _NAN if row["doubt_weight"] is None else row["doubt_weight"],
            _NAN if row["doubt_length"] is None else row["doubt_length"],
        )
        for row in doubtful
    )
