"""Family card, parents, husband or wife and village, one comparison: all of them say "same household"."""

from __future__ import annotations

import numpy as np

from padan.pipeline.link.evidence.identity import digits_apart
from padan.pipeline.link.evidence.ladder import Comparison, Flags, Level, Levels, first_of
from padan.pipeline.link.likeness import Distinct, jaro_winkler
from padan.pipeline.link.people import People
from padan.pipeline.link.words import LIKELY, shared_words, side_by_side

#: Names of parents as alike as this are one name misspelt.
ALIKE = 0.88

_PARENTS = ("mother", "father", "mate")

HOUSEHOLD = Comparison(
    "household",
    "kartu keluarga, orang tua, pasangan dan desa",
    ("kk", "kin_nik", "mother", "father", "mate", "village", "district"),
    (
        Level("nothing", "keluarga dan desa tidak dapat dibandingkan", null=True),
        Level("same_kk_kin", "nomor KK sama dan orang tua atau pasangan sama"),
        Level("same_kk", "nomor KK sama"),
        Level("both_parents", "ayah dan ibu sama"),
        Level("same_kin_village", "orang tua atau pasangan sama, desa sama"),
        Level("like_kk", "nomor KK berbeda satu dua angka, desa sama"),
        Level("like_kin_village", "nama orang tua atau pasangan mirip, desa sama"),
        Level("same_kin", "orang tua atau pasangan sama, desa lain"),
        Level("like_kin", "nama orang tua atau pasangan mirip, desa lain"),
        Level("no_kin_village", "orang tua tidak diketahui, desa sama"),
        Level("other_kin_village", "orang tua atau pasangan lain, desa sama"),
        Level("no_kin_district", "orang tua tidak diketahui, desa lain di kecamatan yang sama"),
        Level("no_kin", "orang tua tidak diketahui, desa lain"),
        Level("other_kin_district", "orang tua atau pasangan lain, desa lain di kecamatan yang sama"),
        Level("other_kin", "orang tua atau pasangan lain, desa tidak diketahui"),
        Level("else", "orang tua atau pasangan lain, desa lain"),
    ),
)


#: What a level becomes where a parent's or the spouse's name is alike: these levels are worth the likeness of names.
LIKENED = np.arange(len(HOUSEHOLD.levels), dtype=np.int8)
LIKENED[HOUSEHOLD.number("other_kin_village")] = HOUSEHOLD.number("like_kin_village")
for _code in ("other_kin_district", "other_kin", "else"):
    LIKENED[HOUSEHOLD.number(_code)] = HOUSEHOLD.number("like_kin")


def household_levels(a: People, b: People) -> Levels:
    """The level of each pair of records standing side by side."""
    return likened(a, b, household_levels_by_equality(a, b))


def household_levels_by_equality(a: People, b: People) -> Levels:
    """The levels as far as equal values tell them; :data:`LIKENED` says which may become others by likeness."""
    cards = (a.kk > 0) & (b.kk > 0)
    kin_numbers = (a.kin_nik > 0) & (b.kin_nik > 0)
    village = (a.village > 0) & (a.village == b.village)
    placed = (a.village > 0) & (b.village > 0)
    district = (a.district > 0) & (a.district == b.district)
    no_kin = ~np.logical_or.reduce([_both(a, b, p, p) for p in _PARENTS])
    same_card = (cards & (a.kk == b.kk)) | (kin_numbers & (a.kin_nik == b.kin_nik))
    mothers, fathers = _same(a, b, "mother", "mother"), _same(a, b, "father", "father")
    # Lists write mother and father in either order, so each is also held against the other.
    crossed = _same(a, b, "mother", "father") | _same(a, b, "father", "mother")
    same_kin = mothers | fathers | _same(a, b, "mate", "mate") | crossed
    like_card = cards & village & ~same_card
    like_card[like_card] = digits_apart(a.kk[like_card], b.kk[like_card]) <= 2
    nobody = np.zeros(len(a), dtype=bool)
    return first_of(
        ~same_card & no_kin & ~placed,
        same_card & same_kin,
        same_card,
        mothers & fathers,
        same_kin & village,
        like_card,
        nobody,
        same_kin,
        nobody,
        no_kin & village,
        village,
        no_kin & district,
        no_kin,
        district,
        ~placed,
    )


def likened(a: People, b: People, levels: Levels) -> Levels:
    """The levels with the likeness of parents' and spouses' names."""
    alike = _alike(a, b, LIKENED[levels] != levels)
    return np.where(alike, LIKENED[levels], levels)


def _both(a: People, b: People, of_a: str, of_b: str) -> Flags:
    return (getattr(a, of_a) > 0) & (getattr(b, of_b) > 0)


def _same(a: People, b: People, of_a: str, of_b: str) -> Flags:
    left = getattr(a, of_a)
    return (left > 0) & (left == getattr(b, of_b))


def _alike(a: People, b: People, ask: Flags) -> Flags:
    """Whether a parent's or the spouse's name is alike, where asked: misspelt, shortened, or in another order."""
    out = np.zeros(len(ask), dtype=bool)
    for parent in _PARENTS:
        rows = np.flatnonzero(ask & ~out & _both(a, b, parent, parent))
        distinct = Distinct(getattr(a, parent)[rows], getattr(b, parent)[rows])
        one, other = (p.texts.of(parent, rows[distinct.first]) for p in (a, b))
        likeness = jaro_winkler(one, other)
        shared = shared_words(side_by_side(one, other), likeness >= LIKELY)
        near = (likeness >= ALIKE) | shared.all_words | shared.near_words
        out[rows[near[distinct.of]]] = True
    return out
