"""Standard records written by hand: what linking starts from."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from hypothesis import strategies as st
from tests.pipeline.register_kit import DAY, SEBULU, TANJUNG_HARAPAN, WONOTIRTO

from padan.contracts.stages import STANDARD
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.link.linking import Edges
from padan.pipeline.link.model import Model
from padan.pipeline.link.people import People, people_of
from padan.pipeline.link.scoring import Scored, score
from padan.pipeline.standardise.names import sound_of

Standard = dict[str, Any]


def person(name: str | None = "BUDI SANTOSO", **values: Any) -> Standard:
    """A standard record; what follows from other columns is filled in as standardising would."""
    out: Standard = dict.fromkeys(STANDARD.names)
    out |= {"source": "dtsen", "role": "person", "infant": name is None, "name": name, "true_at": DAY}
    out |= {"village": WONOTIRTO, **values}
    out["sound"] = values.get("sound", " ".join(map(sound_of, name.split())) if name else None)
    out["first"] = (out["sound"] or "").split(" ")[0] or None
    for parent in ("mother", "father", "mate"):
        out[f"{parent}_first"] = out[parent].split(" ")[0] if out[parent] else None
    if out["village"]:
        out["district"] = out["village"][:8]
    if out["nik"]:
        out["nik15"] = out["nik15"] or out["nik"][:15]
    if out["birth"]:
        out |= _dated(out["birth"], out["nik"])
    return out


def _dated(birth: int, nik: str | None) -> Standard:
    year, month, day = birth // 10000, birth // 100 % 100, birth % 100
    dated: Standard = {
        "birth_sorted": year * 10000 + min(month, day) * 100 + max(month, day),
        "birth_vague": birth % 10000 in (101, 1231),
    }
    if nik and len(nik) == 16:
        parts = (int(nik[6:8]) % 40 == day, int(nik[8:10]) == month, int(nik[10:12]) == year % 100)
        dated["nik_agrees"] = sum(parts)
    return dated


def table(people: Iterable[Standard]) -> pa.Table:
    """These people as the table ``standard``, numbered in their order; a ``record_id`` of their own is kept."""
    rows = [
        {
            **each,
            "n": n,
            "record_id": each["record_id"] or f"r{n:04d}",
            "receipt_id": each["receipt_id"] or "r",
        }
        for n, each in enumerate(people)
    ]
    return pa.Table.from_pylist(rows, schema=STANDARD.schema)


def columns(people: Iterable[Standard]) -> People:
    """These people as columns."""
    return people_of(table(people))


def put(con: duckdb.DuckDBPyConnection, people: Iterable[Standard]) -> None:
    """Make the table ``standard`` of these people in an engine."""
    con.register("standard_by_hand", table(people))
    con.execute("CREATE OR REPLACE TABLE standard AS SELECT * FROM standard_by_hand ORDER BY n")
    con.unregister("standard_by_hand")


def plain_model(
    *, lists: Mapping[str, float] | None = None, prior: float = -10.0, frequencies: Frequencies | None = None
) -> Model:
    """A model that nobody trained: weights fall evenly down each ladder, so that tests do not hang on training."""
    weights, shares = {}, {}
    for comparison in COMPARISONS:
        rungs = [level for level in comparison.levels if not level.null]
        down = np.linspace(14.0, -9.0, len(rungs)) if len(rungs) > 2 else np.array([1.0, -5.0])
        weights[comparison.name] = {level.code: 0.0 for level in comparison.levels if level.null}
        weights[comparison.name] |= {level.code: float(w) for level, w in zip(rungs, down, strict=True)}
        falling = np.geomspace(1.0, 0.001, len(rungs))
        shares[comparison.name] = {
            level.code: float(s) for level, s in zip(rungs, falling / falling.sum(), strict=True)
        }
    return Model("by hand", prior, weights, shares, lists or {}, frequencies or Frequencies({}, {}, 0))


def side_by_side(pairs: Sequence[tuple[Standard, Standard]], model: Model | None = None) -> Scored:
    """What comes of comparing each pair, every name looked at."""
    return score(
        columns(one for one, _other in pairs), columns(other for _one, other in pairs), model or plain_model(),
        everything=True,
    )  # fmt: skip


def level_codes(scored: Scored, place: int = 0) -> dict[str, str]:
    """The levels of one pair by their names."""
    return {c.name: c.levels[scored.levels[c.name][place]].code for c in COMPARISONS}


def edge_rows(edges: Edges) -> list[tuple[int, int, float, float]]:
    """Edges as rows."""
    return list(zip(edges.l.tolist(), edges.r.tolist(), edges.weight.tolist(), edges.by_name.tolist(), strict=True))


def with_lists(model: Model, **lists: float) -> Model:
    """The same model with other words on pairs of lists; ``dtsen_krs=2`` for ``"dtsen|krs"``."""
    return replace(model, lists={name.replace("_", "|"): bits for name, bits in lists.items()})


_WOMAN, _TWIN, _SLIP, _OTHER = "6402135203900001", "6402135203900002", "6402185203900001", "3578152507850044"
#: Few values, so that drawn people often have something in common; what a bad file holds is among them.
_NAMES = (
    None, "BUDI", "BUDI SANTOSO", "SANTOSO BUDI", "BUDI SANTOSA", "SITI", "SITI AMINAH", "S AMINAH", "AMINAH SITI",
    "SITI AMINA HASANAH", "SITIAMINAH", "AGUS", "AGUSTINA", "TINA", "M RIZKI MAULANA", "MUHAMMAD RIZKI",
    "MUHAMMAD M", "M MAULANA", "MAULANA MUHAMMAD", "A", "NI MADE AYU PUTRI LESTARI WULANDARI",
)  # fmt: skip
_PARENTS = (None, None, "SITI", "SITI AMINAH", "SITI AMINA", "AMINAH SITI", "AGUS", "BUDI SANTOSO", "RATNA DEWI")
_FIELDS = {
    "name": st.sampled_from(_NAMES),
    "nik": st.sampled_from((None, None, _WOMAN, _TWIN, _SLIP, _OTHER, "6402131203900001")),
    "nik15": st.sampled_from((None, None, _WOMAN[:15], _OTHER[:15])),
    "birth": st.sampled_from((None, 19900312, 19900313, 19901203, 19900101, 19850725, 19930312, 20230725)),
    "kk": st.sampled_from((None, None, "6402130101200001", "6402130101200002", "6402139901200077")),
    "kin_nik": st.sampled_from((None, None, None, "6402135203650001", _WOMAN)),
    "mother": st.sampled_from(_PARENTS),
    "father": st.sampled_from(_PARENTS),
    "mate": st.sampled_from(_PARENTS),
    "village": st.sampled_from((None, WONOTIRTO, WONOTIRTO, TANJUNG_HARAPAN, SEBULU)),
    "sex": st.sampled_from((None, "L", "P")),
    "source": st.sampled_from(("dtsen", "krs", "eppgbm")),
}


def people(*, least: int = 0, most: int = 12) -> st.SearchStrategy[list[Standard]]:
    """Draws people who have much in common by chance."""
    return st.lists(
        st.builds(lambda values: person(**values), st.fixed_dictionaries(_FIELDS)), min_size=least, max_size=most
    )


_FIRSTS = [
    "SITI",
    "AGUS",
    "DEWI",
    "RATNA",
    "JOKO",
    "WATI",
    "HENDRA",
    "LINA",
    "TONO",
    "RARA",
    "DINA",
    "MUHAMAD",
    "NUR",
    "BUDI",
    "SRI",
    "TENRI",
    "ANDI",
    "MARIA",
]
_LASTS = [
    "AMINAH",
    "SALIM",
    "LESTARI",
    "KUSUMA",
    "WIJAYA",
    "HARTONO",
    "SANTOSO",
    "ROHANI",
    "HIDAYAT",
    "MAULANA",
    "PUTRI",
    "RAMADANI",
    "SULASTRI",
]
_SOURCES = ("dtsen", "opensid", "eppgbm")


def invented(families: int = 60, seed: int = 1) -> list[Standard]:
    """Records of invented families of four in three lists, with slips; ``receipt_id`` tells who each really is."""
    chance = random.Random(seed)
    out = []
    for family in range(families):
        father, mother = (f"{chance.choice(_FIRSTS)} {chance.choice(_LASTS)}" for _ in range(2))
        card = f"640213{chance.randrange(10**6):06d}{family + 1:04d}"
        village = chance.choice((WONOTIRTO, TANJUNG_HARAPAN, SEBULU))
        for member, (name, sex) in enumerate(((father, "L"), (mother, "P"), (None, "L"), (None, "P"))):
            born = (chance.randint(1965, 1995) if name else chance.randint(2012, 2025), *_day(chance))
            nik = f"640213{born[2] + 40 * (sex == 'P'):02d}{born[1]:02d}{born[0] % 100:02d}{chance.randint(1, 99):04d}"
            own: Standard = {
                "name": name or f"{chance.choice(_FIRSTS)} {chance.choice(_LASTS)}",
                "sex": sex,
                "kk": card,
            }
            own |= {"nik": nik, "birth": born[0] * 10000 + born[1] * 100 + born[2], "village": village}
            own |= {} if name else {"mother": mother, "father": father}
            who = f"{family}.{member}"
            out += [
                person(**_slipped(chance, own), source=s, receipt_id=who) for s in _SOURCES if chance.random() < 0.8
            ]
    return out


def _day(chance: random.Random) -> tuple[int, int]:
    return chance.randint(1, 12), chance.randint(1, 28)


def _slipped(chance: random.Random, own: Standard) -> Standard:
    out = {**own, "sex": own["sex"] if chance.random() < 0.98 else None}
    year, month, day = own["birth"] // 10000, own["birth"] // 100 % 100, own["birth"] % 100
    if chance.random() < 0.1:
        out["name"] = chance.choice((own["name"].split(" ")[0], own["name"].replace("A", "E", 1)))
    if chance.random() < 0.1:
        out["birth"] = chance.choice((None, year * 10000 + 101, year * 10000 + month * 100 + day % 28 + 1))
    if chance.random() < 0.3:
        digit = chance.randrange(16)
        out["nik"] = chance.choice((None, own["nik"][:digit] + "7" + own["nik"][digit + 1 :]))
    if chance.random() < 0.2:
        out["kk"] = None
    return out
