"""What is encoded of a person, as the texts that become tokens: which facts are put together, and why.

A token of one fact alone, such as the village, shows how often each value occurs, and that is known of villages; the
family card alone shows who lives with whom. So a fact that many share is encoded only together with others that make it
rare: with the salt (the birth date, or its year), or with the family card, the NIK, or name and village, all of
which few share. What remains to be seen is which rows could be one person.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from padan.pipeline.encode.parameters import Salt

#: Between the parts of a text: never in a value.
_BETWEEN: Final = "\x1f"

#: Tokens that nearly every person has to himself; they need no salt.
OWN: Final[dict[str, tuple[str, ...]]] = {
    "nik": ("nik",),
    "nik15": ("nik15",),
    "nik12": ("nik12",),
    "birth": ("year", "month", "day"),
}

#: Tokens that are compared only between rows of one salt.
SALTED: Final[dict[str, tuple[str, ...]]] = {
    "kk": ("kk",),
    "kin": ("kin_nik",),
    "name": ("name",),
    "sound": ("sound",),
    "first": ("first",),
    "mother": ("mother",),
    "mother_first": ("mother_first",),
    "village": ("village",),
    "sex": ("sex",),
}

#: Keys that bring rows together, as ``padan.pipeline.link.keys`` has them, each with at least two facts.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "kk_birth": ("kk", "year", "month_day"),
    "kk_first": ("kk", "first"),
    "kk_year_sex": ("kk", "year", "sex"),
    "birth_first": ("year", "month_day", "first"),
    "birth_mother": ("year", "month_day", "mother_first"),
    "name_village": ("sound", "village"),
    "mother_name": ("mother", "first"),
    "mother_year_village": ("mother", "year", "sex", "village"),
    "kin_year": ("kin_nik", "year"),
    "kin_first": ("kin_nik", "first"),
    "birth_village_sex": ("year", "month", "day", "village", "sex"),
}

#: What makes a part of a date or of a name rare, for rows whose salts differ.
_RARE: Final = (("kk",), ("nik15",), ("sound", "village"))
#: Two of the three parts of a date; last the year alone, for the first of January of an unknown day.
_PARTS: Final = (("year", "month"), ("year", "day"), ("month", "day"), ("year",))

#: Short tokens, place by place: a date that is nearly the same, a name that is the same, seen across salts.
NEAR: Final = tuple((*parts, *rare) for rare in _RARE for parts in _PARTS)
NAMED: Final = (("sound", "kk"), ("sound", "nik15"), ("first", "nik15"))

#: Places of ``NEAR`` that hold a year alone.
YEAR_ALONE: Final = tuple(place for place, parts in enumerate(NEAR) if parts[:2] not in _PARTS)


def joined(people: pa.Table, columns: tuple[str, ...]) -> pa.Array:
    """The columns as one text a row; null where any of them is."""
    texts = [pc.cast(people.column(name), pa.string()).combine_chunks() for name in columns]
    return pc.binary_join_element_wise(*texts, _BETWEEN, null_handling="emit_null")


def salts(people: pa.Table, salt: Salt) -> pa.Array:
    """What each row's tokens and filters are salted with. Without a birth date it is the family card; without both
    there is no salt and nothing of the row is salted."""
    if salt == "none":
        return pa.array([""] * people.num_rows, pa.string())
    parts = ("year",) if salt == "year" else ("year", "month", "day")
    card = pc.binary_join_element_wise("KK", people.column("kk"), _BETWEEN).combine_chunks()
    return joined(people, parts).fill_null(card)


def salted(people: pa.Table, columns: tuple[str, ...], with_salt: pa.Array) -> pa.Array:
    """The columns and the salt as one text a row."""
    return pc.binary_join_element_wise(joined(people, columns), with_salt, _BETWEEN, null_handling="emit_null")


def without_one_digit(numbers: pa.Array, place: int) -> pa.Array:
    """A number with one digit hidden: equal for two numbers that differ in that digit at most."""
    return pc.utf8_replace_slice(numbers, place, place + 1, "*")
