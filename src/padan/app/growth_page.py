"""How a child grows, on its page: its measurements judged one by one, and what they say together."""

from __future__ import annotations

from padan.app.screen import heading, points, say, table
from padan.kernel.texts import _
from padan.kernel.writing import count, day, decimal
from padan.reports.growth_words import class_words, doubt_words, followed_words
from padan.reports.register import Register, Row
from padan.reports.wording import meaning, source_name


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
    last = _("Terakhir ditimbang atau diukur {days} hari sebelum rilis.").format(days=count(state["days_since"]))
    points([*class_words(state), *followed_words(history, state["sex"]), last])


def _doubts(found: list[Row]) -> None:
    told = doubt_words(found)
    if told:
        say("  " + _("Angka yang perlu diperiksa:"))
        points(told)
