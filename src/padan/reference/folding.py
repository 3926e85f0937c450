"""One way of comparing written names of regions.

Two spellings of a region are *equal* when their folded forms are: capitals, no kind in front ("Kel."),
no blanks or punctuation, and a number at the end written in one way ("Kota Bangun 3" is "Kota Bangun III").
Folding never changes a letter: nearness is a guess and is kept apart (``padan.reference.nearness``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KINDS = {
    "DESA", "DS", "DSA", "KELURAHAN", "KEL", "KLRHN", "DESAKEL", "DESAKELURAHAN",
    "KECAMATAN", "KEC", "KABUPATEN", "KAB", "PROVINSI", "PROPINSI", "PROV", "PROP",
}  # fmt: skip
_ROMAN = {
    "1": "I", "2": "II", "3": "III", "4": "IV", "5": "V",
    "6": "VI", "7": "VII", "8": "VIII", "9": "IX", "10": "X",
}  # fmt: skip
_NOT_WORD = re.compile(r"[^A-Z0-9]+")

#: What people write in a cell that holds no name.
EMPTY_WORDS = frozenset({"", "NULL", "NONE", "NAN", "NA", "TIDAKADA", "TIDAKDIKETAHUI", "KOSONG", "0"})


@lru_cache(maxsize=65536)
def region_words(text: str) -> tuple[str, ...]:
    """The words of a region's name in capitals, without the kind in front; a last number is Roman.

    >>> region_words("Kel. Tanjung-Harapan")
    ('TANJUNG', 'HARAPAN')
    """
    plain = unicodedata.normalize("NFKD", text).upper().replace("'", "").replace("’", "").replace("`", "")
    words = [word for word in _NOT_WORD.split(plain) if word]
    while len(words) > 1 and words[0] in _KINDS:
        del words[0]
    if len(words) > 1 and words[-1].lstrip("0") in _ROMAN:
        words[-1] = _ROMAN[words[-1].lstrip("0")]
    return tuple(words)


def fold_region(text: str) -> str:
    """The form in which region names are compared.

    >>> fold_region("DESA Kota Bangun 3")
    'KOTABANGUNIII'
    """
    return "".join(region_words(text))


def written(text: str | None) -> str | None:
    """``text`` when it holds a name, else ``None`` ("-", "NULL" and the like hold none)."""
    if text is None:
        return None
    return None if fold_region(text) in EMPTY_WORDS else text.strip()
