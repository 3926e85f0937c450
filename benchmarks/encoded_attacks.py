"""The simplest attacks on encoded rows, and an invented town whose names and villages are as uneven as real ones."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from padan.pipeline.encode.encoding import Encoder
from padan.pipeline.encode.evidence import SOUNDS_SAME
from padan.pipeline.encode.files import Published
from padan.pipeline.encode.filters import dice
from padan.pipeline.encode.parameters import Parameters
from padan.pipeline.encode.people import standard_people
from padan.pipeline.encode.rows import Rows, rows_of

KEY = bytes(range(32))
TODAY = date(2026, 11, 22)

#: Common words of names; which is how common is drawn by Zipf's law, the share of the n-th being 1/n.
# fmt: off
WORDS = [
    "SITI", "NUR", "SRI", "MUHAMMAD", "AHMAD", "AGUS", "BUDI", "DEWI", "ANI", "WATI", "SLAMET", "EKO", "DWI",
    "TRI", "YANTO", "RINI", "HADI", "JOKO", "LESTARI", "RAHMAT", "HASAN", "YUSUF", "RATNA", "INDAH", "FITRI",
    "WAHYU", "BAMBANG", "SUTRISNO", "MULYADI", "HALIMAH", "KARTINI", "RUSLI", "JUNAIDI", "ASRI", "MARLINA",
    "DARMAN",
]
# fmt: on
VILLAGES = 40


@dataclass(frozen=True, slots=True)
class Sent:
    """An encoded table with its truth: who each row is, and the plain values that an attacker is after."""

    rows: Rows
    person: np.ndarray
    sound: np.ndarray
    village: np.ndarray
    seconds: float


def town(records: int, seed: int) -> pa.Table:
    """People in standard forms, each once: names of one word or two, villages from large to small, by Zipf's law."""
    draw = np.random.default_rng(seed)
    share = 1 / np.arange(1, len(WORDS) + 1)
    first, second = draw.choice(len(WORDS), (2, records), p=share / share.sum())
    single = draw.random(records) < 0.4
    size = 1 / np.arange(1, VILLAGES + 1)
    village = draw.choice(VILLAGES, records, p=size / size.sum())
    born = np.datetime64("1950-01-01") + draw.integers(0, 27_000, records).astype("timedelta64[D]")
    days = [str(day) for day in born]
    names = [WORDS[a] if one else f"{WORDS[a]} {WORDS[b]}" for a, b, one in zip(first, second, single, strict=True)]
    columns = {
        "record": [str(n) for n in range(records)],
        "nik": [f"640213{d[8:10]}{d[5:7]}{d[2:4]}{1 + n % 9999:04}" for n, d in enumerate(days)],
        "name": names,
        "birth": days,
        "village": [f"640213{2001 + v}" for v in village.tolist()],
    }
    return standard_people(pa.table(columns), today=TODAY)


def sent(person: np.ndarray, people: pa.Table, parameters: Parameters, key: bytes = KEY) -> Sent:
    """The table as the linkage unit gets it."""
    begun = time.process_time()
    encoded, told = zip(*Encoder(key, parameters).chunks(people), strict=True)
    seconds = time.process_time() - begun
    rows = rows_of([(Published(parameters, "", False), pa.concat_tables(encoded))])
    kept = pa.concat_tables(told)
    place = dict(zip(kept["ref"].to_pylist(), map(int, kept["record"].to_pylist()), strict=True))
    at = np.array([place[ref] for ref in rows.refs.to_pylist()])
    plain = {name: people.column(name).to_numpy(zero_copy_only=False)[at] for name in ("sound", "village")}
    return Sent(rows, person[at], plain["sound"], plain["village"], seconds)


def by_frequency(seen: np.ndarray, truth: np.ndarray, public: list[str], most: int) -> float:
    """Share of rows whose value is read by laying the most frequent codes beside the most frequent public values.

    ``seen``: a code for each row, 0 where missing; ``truth``: the value behind it; ``public``: values, most frequent
    first; the ``most`` first are tried.
    """
    there = seen != 0
    codes = [code for code, _times in Counter(seen[there].tolist()).most_common(most)]
    guess = dict(zip(codes, public, strict=False))
    right = sum(guess.get(code) == value for code, value in zip(seen[there].tolist(), truth[there], strict=True))
    return right / max(int(there.sum()), 1)


def by_groups(table: Sent, most_common: str) -> float:
    """Share of rows named by a stronger attack: inside each salt, filters that are alike are one name, and the largest
    group of two or more must be the most common name."""
    salt, filters = table.rows.tokens["salt"], table.rows.wide["name_filter"]
    there = np.flatnonzero(filters.any(axis=1) & (salt != 0))
    there = there[np.argsort(salt[there], kind="stable")]
    right = 0
    for rows in np.split(there, np.flatnonzero(np.diff(salt[there])) + 1):
        rows = rows[:2000]
        alike = np.array([(dice(filters[[r]], filters[rows]) >= SOUNDS_SAME) for r in rows])
        largest = alike[alike.sum(axis=1).argmax()] if len(rows) else np.zeros(0, bool)
        if largest.sum() >= 2:
            right += int((table.sound[rows[largest]] == most_common).sum())
    return right / max(len(there), 1)


def codes_of(filters: np.ndarray) -> np.ndarray:
    """A code for each filter: equal filters have equal codes, 0 where there is none."""
    code = np.unique(filters, axis=0, return_inverse=True)[1].ravel() + 1
    return np.where(filters.any(axis=1), code, 0)


def public_list(values: pa.ChunkedArray) -> list[str]:
    """Values, the most frequent first."""
    return [value for value, _times in Counter(v for v in values.to_pylist() if v is not None).most_common()]


def attacks(table: Sent, names: list[str], villages: list[str]) -> dict[str, float]:
    """The share of rows that each attack reads, and what guessing the most common value for everybody would read."""
    return {
        "names by frequency": by_frequency(codes_of(table.rows.wide["name_filter"]), table.sound, names, 100),
        "names by groups": by_groups(table, names[0]),
        "villages by frequency": by_frequency(table.rows.tokens["village"], table.village, villages, len(villages)),
        "guess: commonest name": float((table.sound == names[0]).mean()),
        "guess: commonest village": float((table.village == villages[0]).mean()),
    }


def attacked(records: int, ways: Mapping[str, Parameters]) -> dict[str, dict[str, float]]:
    """What each attack reads of each way of encoding; the attacker knows the frequencies of another town."""
    people, public = town(records, 1), town(records, 2)
    names, villages = public_list(public["sound"]), public_list(public["village"])
    nobody = np.arange(records)
    return {name: attacks(sent(nobody, people, way), names, villages) for name, way in ways.items()}
