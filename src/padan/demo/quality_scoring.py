"""How well a look at the figures found the posyandu that make theirs up: accused keys against the answer key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from padan.demo.posyandu import INVENTED
from padan.demo.truth import POSYANDU
from padan.kernel.texts import _

#: Village code (digits only) and name (small letters, without the word posyandu).
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class QualityScore:
    """Posyandu found, missed and falsely accused, each in key order, and how many of each kind there are.

    ``found_by_kind`` counts the accused among ``by_kind``, honest kinds too; ``unknown`` were accused and are
    not in the answer key: they count as falsely accused as well.
    """

    found: tuple[Key, ...]
    missed: tuple[Key, ...]
    falsely: tuple[Key, ...]
    unknown: tuple[Key, ...]
    by_kind: dict[str, int]
    found_by_kind: dict[str, int]

    @property
    def precision(self) -> float:
        """Share of the accused that make figures up; 1 when nobody is accused."""
        accused = len(self.found) + len(self.falsely)
        return len(self.found) / accused if accused else 1.0

    @property
    def recall(self) -> float:
        """Share of those who make figures up that were found; 1 when there are none."""
        planted = len(self.found) + len(self.missed)
        return len(self.found) / planted if planted else 1.0

    def __str__(self) -> str:
        told = _("{found} dari {planted} posyandu berdata rekaan ditemukan; {falsely} dituduh keliru").format(
            found=len(self.found), planted=len(self.found) + len(self.missed), falsely=len(self.falsely)
        )
        kinds = (f"{kind} {self.found_by_kind[kind]}/{count}" for kind, count in self.by_kind.items())
        return f"{told} ({', '.join(kinds)})"


def key_of(village: str, posyandu: str) -> Key:
    """The key of a posyandu as files write it: any code with or without dots, any case, with or without the word."""
    words = [word for word in posyandu.casefold().split() if word != "posyandu"]
    return "".join(sign for sign in village if sign.isdigit()), " ".join(words)


def kinds(truth: Path) -> dict[Key, str]:
    """The kind of each posyandu by the answer key in folder ``truth``."""
    rows = pq.read_table(truth / POSYANDU, columns=["village", "posyandu", "kind"]).to_pylist()
    return {key_of(row["village"], row["posyandu"]): row["kind"] for row in rows}


def score_quality(kinds: Mapping[Key, str], accused: Iterable[Key]) -> QualityScore:
    """Hold the accused keys against the kinds of all posyandu."""
    told = set(accused)
    planted = {key for key, kind in kinds.items() if kind in INVENTED}
    count, hit = Counter(kinds.values()), Counter(kinds[key] for key in told if key in kinds)
    return QualityScore(
        found=tuple(sorted(told & planted)),
        missed=tuple(sorted(planted - told)),
        falsely=tuple(sorted(told - planted)),
        unknown=tuple(sorted(told - set(kinds))),
        by_kind={kind: count[kind] for kind in sorted(count)},
        found_by_kind={kind: hit[kind] for kind in sorted(count)},
    )
