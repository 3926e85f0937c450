"""Nearest spelling of a region's name: always a guess, so it is kept apart from equality.

Neighbouring villages are often told apart by one word ("Loa Duri Ulu", "Loa Duri Ilir") or one stroke ("Kota
Bangun I", "II", "III"), so a direction or a number must be the same on both sides before letters are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from padan.reference.folding import region_words

_TELLING = {
    "BARAT", "TIMUR", "UTARA", "SELATAN", "TENGAH", "TENGGARA", "ULU", "ILIR", "DARAT", "LAUT",
    "BARU", "LAMA", "SEBERANG", "DALAM", "LUAR", "ATAS", "BAWAH", "BESAR", "KECIL",
}  # fmt: skip
_SAME = {"HULU": "ULU", "HILIR": "ILIR"}
_NUMBER = re.compile(r"[IVXLC]+|\d+|[A-Z]")
#: A second candidate this near to the best one makes the best one no clear answer.
_MARGIN = 2


def allowed_errors(length: int) -> int:
    """How many letters may be wrong in a name of ``length`` letters: short names are too alike to guess."""
    if length < 5:
        return 0
    return 1 if length < 8 else 2 if length < 13 else 3


def edits(left: str, right: str, limit: int) -> int:
    """Letters changed, added, left out or swapped with a neighbour; ``limit + 1`` for any more than that."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if older and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _split(text: str) -> tuple[str, frozenset[str]]:
    """The plain letters of a name, and its telling words."""
    words = [_SAME.get(word, word) for word in region_words(text)]
    telling = frozenset(w for i, w in enumerate(words) if w in _TELLING or (i and _NUMBER.fullmatch(w)))
    return "".join(words), telling


def nearest(text: str, named: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Keys of ``named`` (key, name) whose name is nearest to ``text``.

    One key is a clear answer; several are as near as each other, or nearly; none is near enough.
    """
    plain, telling = _split(text)
    limit = allowed_errors(len(plain))
    if not limit:
        return ()
    best: dict[str, int] = {}
    for key, name in named:
        other, other_telling = _split(name)
        if telling == other_telling:
            distance = edits(plain, other, limit + _MARGIN)
            best[key] = min(distance, best.get(key, distance))
    least = min(best.values(), default=limit + 1)
    if least > limit:
        return ()
    return tuple(sorted(key for key, distance in best.items() if distance < least + _MARGIN))
