"""Growth over time a second time: one child, one visit after another, plain Python, every look back a loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor, inf, isnan, log, nan, sqrt, tanh

from padan.reference.datafiles import read_rows
from padan.reference.weight_gain import thresholds
from padan.reference.who import Velocity, velocity_tables

FOLDER = ("data", "growth_following")
MONTH = 30.4375
LIMIT = thresholds()
LINES = [float(row["line"]) for row in read_rows(*FOLDER, "lines.csv")]
MINIMUM = {
    (int(row["sex"]), month): float(row["grams"])
    for row in read_rows(*FOLDER, "minimum_gain.csv")
    for month in range(int(row["first_month"]), int(row["last_month"]) + 1)
}
CORRELATION = {(row["measure"], row["name"]): float(row["value"]) for row in read_rows(*FOLDER, "correlation.csv")}


@dataclass(frozen=True)
class Visit:
    day: int
    age: float
    sex: int
    weight: float
    length: float
    waz: float
    haz: float
    whz: float
    waz_flag: bool
    haz_flag: bool
    whz_flag: bool

    @property
    def month(self) -> int:
        on = date.fromordinal(self.day)
        return on.year * 12 + on.month

    @property
    def weighed(self) -> bool:
        return self.weight > 0

    @property
    def weight_counts(self) -> bool:
        return self.weighed and not self.waz_flag

    @property
    def length_counts(self) -> bool:
        return self.length > 0 and not self.haz_flag

    def z(self, name: str) -> float:
        return nan if getattr(self, f"{name}_flag") else float(getattr(self, name))


def gain(past: Sequence[Visit], now: Visit) -> tuple[str, str]:
    """The letter by KBM, or the reason; and the letter by the growth line."""
    if not now.weighed:
        return "not_measured", "?"
    if now.waz_flag:
        return "flagged", "?"
    weighings = [v for v in past if v.weighed and v.month < now.month]
    if not weighings:
        return "B", "B"
    if weighings[-1].month < now.month - 1:
        return "O", "O"
    credible = [v for v in weighings if v.weight_counts and v.month == now.month - 1]
    if not credible:
        return "earlier_flagged", "?"
    credible = [v for v in credible if now.day - v.day >= LIMIT.gain_shortest_days]
    if not credible:
        return "too_close", "?"
    return _judged(credible[-1], now)


def _judged(then: Visit, now: Visit) -> tuple[str, str]:
    grams, days = round(now.weight * 1000) - round(then.weight * 1000), now.day - then.day
    least = _least(now, days)
    by_minimum = least if isinstance(least, str) else "N" if grams >= least else "T"
    unknown = "?" if isinstance(least, str) else by_minimum
    if grams <= 0:
        return by_minimum, "T"
    if isnan(then.z("waz")) or isnan(now.z("waz")):
        return by_minimum, unknown
    crossed = sum(line <= now.waz for line in LINES) < sum(line <= then.waz for line in LINES)
    far = round(then.waz * 100) - round(now.waz * 100) > round(LIMIT.line_tolerance * 100)
    return by_minimum, {(True, True): "T", (False, False): "N"}.get((crossed, far), unknown)


def _least(now: Visit, days: int) -> float | str:
    if isnan(now.age):
        return "age"
    months, born = -1, date.fromordinal(now.day) - timedelta(days=floor(now.age + 0.5))
    while _birthday(born, months + 1) <= now.day:
        months += 1
    if months < 0:
        return "age"
    figures = [MINIMUM.get((sex, months)) for sex in ((1, 2) if now.sex == 0 else (now.sex,))]
    if figures[0] is None:
        return "no_standard"
    if len(set(figures)) > 1:
        return "sex"
    if LIMIT.whole_shortest_days <= days <= LIMIT.whole_longest_days:
        return figures[0]
    return round(figures[0] * days / MONTH)


def _birthday(born: date, months: int) -> int:
    year, month = divmod(born.year * 12 + born.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(first.toordinal() + born.day - 1, after.toordinal())


def failures(visits: Sequence[Visit]) -> list[int]:
    """T in so many months in a row, for each visit."""
    out = []
    runs: dict[int, int] = {}
    for at, now in enumerate(visits):
        failed = gain(visits[:at], now)[0] == "T"
        run = 1 + runs.get(now.month - 1, 0) if failed else 0
        if now.weight_counts:
            runs[now.month] = run
        out.append(run)
    return out


def pace(past: Sequence[Visit], now: Visit, measure: str) -> tuple[str, float]:
    """The method, or the reason, and z."""
    name = "waz" if measure == "weight" else "haz"
    counts = f"{measure}_counts"
    if not getattr(now, measure) > 0:
        return "not_measured", nan
    if not getattr(now, counts):
        return "flagged", nan
    for (which, months), table in sorted(velocity_tables().items()):
        if which == measure:
            z = _velocity([v for v in past if getattr(v, counts)], now, measure, months, table)
            if not isnan(z):
                return f"velocity_{months}", z
    earlier = [v for v in past if v.day < now.day and getattr(v, measure) > 0]
    if not earlier:
        return "first", nan
    earlier = [v for v in earlier if getattr(v, counts)]
    if not earlier:
        return "earlier_flagged", nan
    shortest = LIMIT.weight_shortest_days if measure == "weight" else LIMIT.length_shortest_days
    earlier = [v for v in earlier if now.day - v.day >= shortest]
    if not earlier:
        return "too_close", nan
    then = earlier[-1]
    if now.day - then.day > LIMIT.conditional_longest_days:
        return "too_long_ago", nan
    z = _conditional(then, now, measure, name)
    if not isnan(z):
        return ("conditional_extrapolated" if _beyond(then, now, measure) else "conditional"), z
    return ("sex" if now.sex == 0 else "age" if isnan(now.age) else "no_standard"), nan


def _size(visit: Visit, measure: str) -> float:
    if measure == "weight":
        return round(visit.weight * 1000)
    return visit.length + (LIMIT.standing_loss_cm if visit.age >= LIMIT.standing_from_days else 0)


def _velocity(past: Sequence[Visit], now: Visit, measure: str, months: int, table: Velocity) -> float:
    tolerance = LIMIT.velocity_tolerance_1_month_days if months == 1 else LIMIT.velocity_tolerance_days
    then, off = None, inf
    for v in past:
        if abs(now.day - v.day - months * MONTH) <= min(tolerance, off):
            then, off = v, abs(now.day - v.day - months * MONTH)
    if then is None or now.sex == 0 or isnan(now.age):
        return nan
    days = now.day - then.day
    begun = now.age - days
    start, interval = begun / MONTH, months * MONTH
    first, second = LIMIT.first_month_days, 2 * MONTH - LIMIT.first_month_days
    if months == 1 and 0 <= begun < 2 * MONTH:
        start = begun / first if begun <= first else 1 + (begun - first) / second
        interval = first + start * (second - first) if start <= 1 else second + (start - 1) * (MONTH - second)
    figures, row = table.figures, now.sex - 1
    if start < figures.first or start > figures.last + LIMIT.start_tolerance_months:
        return nan
    low = min(floor(start), figures.last - 1)
    part = min(start, figures.last) - low
    left, middle, spread = (
        float((1 - part) * of[row, low - figures.first] + part * of[row, low + 1 - figures.first])
        for of in (figures.l, figures.m, figures.s)
    )
    value = (_size(now, measure) - _size(then, measure)) * interval / days + float(table.delta[row])
    return _lms(value, left, middle, spread)


def _lms(value: float, left: float, middle: float, spread: float) -> float:
    def sd(k: float) -> float:
        return float(middle * (1 + k * left * spread) ** (1 / left))

    lowest = -3 if 3 * left * spread < 1 else -2
    if value < sd(lowest):
        return lowest + (value - sd(lowest)) / (sd(lowest + 1) - sd(lowest))
    if value > sd(3):
        return 3 + (value - sd(3)) / (sd(3) - sd(2))
    return ((value / middle) ** left - 1) / (left * spread)


def _conditional(then: Visit, now: Visit, measure: str, name: str) -> float:
    if isnan(now.age):
        return nan
    interval = (now.day - then.day) / MONTH
    a, b, c = (CORRELATION[measure, part] for part in ("intercept", "age", "interval"))
    r = tanh(a + b * log(1 + max(now.age / MONTH - interval, 0)) + c * log(interval))
    return (now.z(name) - r * then.z(name)) / sqrt(1 - r * r)


def _beyond(then: Visit, now: Visit, measure: str) -> bool:
    days, spare = now.day - then.day, LIMIT.velocity_tolerance_days
    shortest, longest, last = (CORRELATION[measure, part] for part in ("shortest", "longest", "last_age"))
    inside = shortest * MONTH - spare <= days <= longest * MONTH + spare
    return not inside or now.age / MONTH > last + LIMIT.start_tolerance_months


def crossings(past: Sequence[Visit], now: Visit, name: str) -> tuple[int, int, int, float]:
    """Lines down and up since the visit before, down since the best, and the best."""
    z = now.z(name)
    earlier = [v for v in past if v.day < now.day and not isnan(v.z(name))]
    if isnan(z) or not earlier:
        return 0, 0, 0, nan

    def above(value: float) -> int:
        return sum(line <= value for line in LINES)

    change = above(z) - above(earlier[-1].z(name))
    best = max((v.z(name) for v in earlier if now.day - v.day <= LIMIT.window_days), default=nan)
    return max(-change, 0), max(change, 0), 0 if isnan(best) else max(above(best) - above(z), 0), best


def slope(past: Sequence[Visit], now: Visit, name: str) -> tuple[float, float, int]:
    """Slope a month, its standard error, and the number of visits."""
    if isnan(now.z(name)):
        return nan, nan, 0
    points = [
        ((v.day - now.day) / MONTH, v.z(name))
        for v in (*past, now)
        if now.day - v.day <= LIMIT.window_days and not isnan(v.z(name))
    ]
    n = len(points)
    x0, y0 = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    xx = sum((x - x0) ** 2 for x, _ in points)
    if n < LIMIT.slope_fewest_visits or len({x for x, _ in points}) == 1:
        return nan, nan, n
    b = sum((x - x0) * (y - y0) for x, y in points) / xx
    left = sum((y - y0 - b * (x - x0)) ** 2 for x, y in points)
    return b, sqrt(left / (n - 2) / xx), n


def spell(visits: Sequence[Visit], name: str) -> tuple[int, int, float, int, int]:
    """State at the last of the visits, since when, days, days seen, recovery."""
    told = [(v.day, v.z(name) < -2) for v in visits if not isnan(v.z(name))]
    if not told:
        return 0, 0, 0, 0, 0
    days, seen = 0.0, 0
    for (a, one), (b, two) in pairwise(told):
        if b - a <= LIMIT.seen_longest_days:
            seen += b - a
            days += (b - a) * (one + two) / 2
    run = 1
    while run < len(told) and told[-run - 1][1] == told[-1][1]:
        run += 1
    once = any(yes for _, yes in told)
    recovery = 0 if told[-1][1] or not once else 2 if run >= LIMIT.recovered_visits else 1
    return 2 if told[-1][1] else 1, told[-run][0], days, seen, recovery


def grounds(visits: Sequence[Visit]) -> tuple[int, int]:
    """Grounds at the last of the visits, and whether it is before stunting."""
    *past, now = visits
    fell = [v for v in past if not isnan(v.z("haz")) and now.day - v.day >= LIMIT.length_fall_shortest_days][-1:]
    fell = [v for v in fell if now.day - v.day <= LIMIT.length_fall_longest_days]
    held = [
        bool(fell) and not isnan(now.z("haz")) and round((fell[0].haz - now.haz) * 100) >= 50,
        pace(past, now, "length")[1] < LIMIT.slow_below,
        pace(past, now, "weight")[1] < LIMIT.slow_below,
        failures(visits)[-1] >= LIMIT.failures_in_a_row,
        crossings(past, now, "waz")[2] >= LIMIT.lines_fallen,
    ]
    bits = sum(2**at for at, holds in enumerate(held) if holds)
    known = [v for v in visits if not isnan(v.z("haz"))]
    if not bits:
        return 0, 1
    if not known or now.day - known[-1].day > LIMIT.length_known_days:
        return bits, 0
    return bits, 1 if known[-1].haz < LIMIT.stunted_below else 2
