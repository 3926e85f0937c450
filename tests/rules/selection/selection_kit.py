"""Families of a round as plain rows, as columns, and a boring twin that chooses among them one after another."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from padan.rules.selection import Candidates, Exclusion, Key, Quota, Standing

#: Two villages of Samboja, two of Sebulu, one of another regency; a family known by its kecamatan only, and by nothing.
WONOTIRTO, TANJUNG, SUMBER, TANI, OTHER = (
    "64.02.13.1008", "64.02.13.1009", "64.02.07.2002", "64.02.07.2001", "64.01.01.2001",
)  # fmt: skip
SAMBOJA, SEBULU, KUKAR, KALTIM = "64.02.13", "64.02.07", "64.02", "64"
SEED = "PMT-2026-2"


@dataclass(frozen=True)
class Row:
    """A candidate; ``need`` ranks from the greatest, ``age`` from the smallest; None is unknown."""

    family_id: str
    area: str | None = WONOTIRTO
    need: float | None = 0.0
    age: int = 0
    eligible: int = 1
    reasons: frozenset[Exclusion] = field(default_factory=frozenset)


def candidates(rows: Sequence[Row]) -> Candidates:
    return Candidates(
        family_id=np.array([row.family_id for row in rows], object),
        area=np.array([row.area for row in rows], object),
        eligible=np.array([row.eligible for row in rows], np.int8),
        keys=(
            Key("need", np.array([np.nan if row.need is None else row.need for row in rows], float), descending=True),
            Key("age", np.array([row.age for row in rows], np.int64)),
        ),
        exclusions={reason: np.array([reason in row.reasons for row in rows], bool) for reason in Exclusion},
    )


def lies_in(area: str | None, code: str) -> bool:
    return area is not None and (area == code or area.startswith(f"{code}."))


def quotas_of(row: Row, quotas: Sequence[Quota]) -> list[Quota]:
    """From the smallest area up."""
    return sorted((q for q in quotas if lies_in(row.area, q.area)), key=lambda q: -len(q.area))


def is_admissible(row: Row) -> bool:
    return row.eligible == 1 and not row.reasons


def order_of(row: Row, seed: str, added: Sequence[str]) -> tuple[object, ...]:
    lot = hashlib.sha256(f"{seed}:seri:{row.family_id}".encode()).hexdigest()
    return (row.family_id not in added, row.need is None, -(row.need or 0), row.age, lot)


def twin(rows: Sequence[Row], quotas: Sequence[Quota], seed: str, added: Sequence[str] = ()) -> dict[str, object]:
    """By family: chosen, or (reserve or over quota, area of the line, place in it), or the standing alone."""
    taken = dict.fromkeys((q.area for q in quotas), 0)
    places = {q.area: q.places for q in quotas}
    found: dict[str, object] = {}
    ordered = sorted((row for row in rows if is_admissible(row)), key=lambda row: order_of(row, seed, added))
    waiting = []
    for row in ordered:
        own = [q.area for q in quotas_of(row, quotas)]
        if not own:
            found[row.family_id] = Standing.NO_QUOTA
        elif all(taken[area] < places[area] for area in own):
            found[row.family_id] = Standing.CHOSEN
            for area in own:
                taken[area] += 1
        else:
            waiting.append(row)
    lines: dict[str, int] = {}
    for row in waiting:
        own_quotas = quotas_of(row, quotas)
        line = next(q for q in own_quotas if taken[q.area] >= q.places)
        lines[line.area] = place = lines.get(line.area, 0) + 1
        in_reserve = line.reserve is None or place <= line.reserve
        found[row.family_id] = (Standing.RESERVE if in_reserve else Standing.OVER_QUOTA, line.area, place)
    for row in rows:
        if row.reasons:
            found[row.family_id] = Standing.EXCLUDED
        elif row.eligible != 1:
            found[row.family_id] = Standing.UNKNOWN if row.eligible == -1 else Standing.NOT_ELIGIBLE
    return found


ROWS = st.lists(
    st.builds(
        Row,
        st.integers(0, 60).map(lambda number: f"F{number}"),
        area=st.sampled_from([WONOTIRTO, WONOTIRTO, TANJUNG, SUMBER, TANI, OTHER, SAMBOJA, "", None]),
        need=st.sampled_from([None, 0.0, -0.0, 1.0, 2.5]),
        age=st.integers(0, 2),
        eligible=st.sampled_from([1, 1, 1, 1, 0, -1]),
        reasons=st.one_of(st.just(frozenset()), st.just(frozenset()), st.frozensets(st.sampled_from(Exclusion))),
    ),
    max_size=24,
    unique_by=lambda row: row.family_id,
)


def quota_lists(reserve: st.SearchStrategy[int | None]) -> st.SearchStrategy[list[Quota]]:
    return st.lists(
        st.builds(
            Quota,
            st.sampled_from([WONOTIRTO, TANJUNG, SUMBER, TANI, SAMBOJA, SEBULU, KUKAR, KALTIM]),
            st.integers(0, 5),
            reserve,
        ),
        max_size=7,
        unique_by=lambda quota: quota.area,
    )


def crowded(reserve: st.SearchStrategy[int | None]) -> st.SearchStrategy[tuple[list[Row], list[Quota]]]:
    """Many families of one kecamatan with few places, where quotas of the village and the kecamatan both bind."""
    families = st.lists(st.tuples(st.sampled_from([WONOTIRTO, TANJUNG]), st.sampled_from([0.0, 1.0])), min_size=8)
    places = st.tuples(st.integers(2, 6), st.integers(1, 4), st.integers(1, 4), reserve)
    return st.tuples(
        families.map(lambda all_: [Row(f"F{number}", *each) for number, each in enumerate(all_)]),
        places.map(
            lambda p: [Quota(area, n, p[3]) for area, n in zip((SAMBOJA, WONOTIRTO, TANJUNG), p[:3], strict=True)]
        ),
    )


RESERVES = st.one_of(st.none(), st.integers(0, 3))
QUOTAS = quota_lists(RESERVES)
ENDLESS = st.one_of(st.tuples(ROWS, quota_lists(st.none())), crowded(st.none()))
LIMITED = st.one_of(st.tuples(ROWS, QUOTAS), crowded(RESERVES))


def addable(rows: Sequence[Row], quotas: Sequence[Quota]) -> st.SearchStrategy[list[str]]:
    """One family that may be put first, or nobody."""
    fit = [r.family_id for r in rows if is_admissible(r) and (q := quotas_of(r, quotas)) and all(x.places for x in q)]
    return st.one_of(st.just([]), *([st.sampled_from(fit).map(lambda family: [family])] if fit else []))
