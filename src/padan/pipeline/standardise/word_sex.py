"""Whether men or women bear a word of a name: a fixed table, so that no other record bears on the answer.

``word_sex.csv`` has for each word the share of women among those who bear it; ``place`` is ``whole`` for a whole word
and ``end`` for the last letters of words that the table does not hold ("-WATI", "-UDDIN"). It was made thus:

- the words of men's and women's names in :mod:`padan.demo.words`, each weighed by one over its place in its list and by
  the share of its people; the share of women is what the women's lists have of that weight, kept within 0.03 to 0.97;
- some 750 words that are common in Indonesian names and known to be a man's or a woman's: 0.03 or 0.97;
- endings that tell a man's name from a woman's: 0.1 or 0.9, for they are less sure than a word;
- words that sound alike are one word; a word between 0.35 and 0.65 (NUR, EKA) tells nothing and is left out.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib import resources

from padan.pipeline.standardise.names import sound_of


@cache
def _odds(place: str) -> dict[str, float]:
    """For each sound the log odds that a woman bears it."""
    text = resources.files(__package__).joinpath("word_sex.csv").read_text("utf-8")
    shares = {sound_of(r["word"]): float(r["women"]) for r in csv.DictReader(text.splitlines()) if r["place"] == place}
    return {sound: math.log(women / (1 - women)) for sound, women in shares.items()}


@cache
def _longest_ending() -> int:
    return max(map(len, _odds("end")))


def odds_of_woman(sound: str) -> float | None:
    """The log odds that a woman bears the word of this sound (:func:`sound_of`); ``None`` when nobody knows."""
    if sound in _odds("whole"):
        return _odds("whole")[sound]
    endings = (sound[-length:] for length in range(min(_longest_ending(), len(sound)), 0, -1))
    return next((_odds("end")[ending] for ending in endings if ending in _odds("end")), None)
