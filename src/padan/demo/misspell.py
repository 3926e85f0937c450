"""Names as list-makers write them: abbreviated, shortened, respelled, mistyped, with titles."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from padan.demo.chance import Flags, Texts, aside, chosen, picker
from padan.demo.rates import ListRates

_LETTERS = "ABCDEFGHIJKLMNOPRSTUWYZ"
_SHORT = {
    "MUHAMMAD": ("MUH", "MOH", "M.", "MUH.", "MHD", "MOHAMMAD", "MUHAMAD", "MOCHAMMAD", "MUHD"),
    "AHMAD": ("ACHMAD", "A.", "AHMD"),
    "ABDUL": ("ABD", "ABD.", "ABDOEL"),
    "SITI": ("ST", "ST.", "SITTI", "STI"),
    "NUR": ("NOER", "NOOR", "NOR"),
    "NURUL": ("NOERUL", "NRL"),
    "SRI": ("SRIE", "SR."),
    "YUSUF": ("YUSUP", "JUSUF"),
    "RIZKY": ("RISKY", "RIZKI", "RISKI"),
    "IBRAHIM": ("IBERAHIM", "IBRAHEM"),
    "AISYAH": ("AISAH", "AISYA", "AISJAH"),
    "DEWI": ("DEWIE", "DW."),
    "DAENG": ("DG", "DG."),
    "GUSTI": ("GT", "GT."),
    "RADEN": ("R.",),
    "AGUS": ("AGS",),
}
_SOUNDS = (
    ("U", "OE"), ("J", "DJ"), ("Y", "J"), ("F", "P"), ("V", "F"), ("KH", "H"), ("SY", "S"), ("Z", "S"),
    ("Q", "K"), ("AH", "A"), ("NN", "N"), ("I", "Y"), ("TH", "T"), ("DH", "D"), ("D", "DH"), ("HA", "A"),
    ("C", "TJ"),
)  # fmt: skip
_MENS_TITLES = ("H. ", "BPK. ", "UST. ", "DRS. ", "H ")
_WOMENS_TITLES = ("HJ. ", "IBU ", "NY. ", "HJ ")
_SUFFIXES = (", S.PD", ", SE", " S.SOS", " (ALM)", ", A.MD")

Change = Callable[[list[str], bool, random.Random], list[str]]


def _abbreviate(words: list[str], female: bool, pick: random.Random) -> list[str]:
    """The first word in a customary short form; without one, the middle words as initials."""
    for place, word in enumerate(words):
        if word in _SHORT:
            return [*words[:place], pick.choice(_SHORT[word]), *words[place + 1 :]]
    return [words[0], *(word[0] for word in words[1:-1]), words[-1]] if len(words) > 2 else words


def _drop(words: list[str], female: bool, pick: random.Random) -> list[str]:
    """One word less, seldom the first."""
    if len(words) < 2:
        return words
    gone = pick.randrange(1, len(words)) if pick.random() < 0.85 else 0
    return words[:gone] + words[gone + 1 :]


def _initial(words: list[str], female: bool, pick: random.Random) -> list[str]:
    return [*words[:-1], words[-1][0]] if len(words) > 1 else words


def _swap(words: list[str], female: bool, pick: random.Random) -> list[str]:
    return [words[1], words[0], *words[2:]] if len(words) > 1 else words


def _nick(words: list[str], female: bool, pick: random.Random) -> list[str]:
    """A call name: the end or the beginning of a longer first word."""
    long = max(words, key=len)
    return [long[-4:] if pick.random() < 0.4 else long[:4]] if len(long) > 5 else words


def _respell(words: list[str], female: bool, pick: random.Random) -> list[str]:
    name = " ".join(words)
    usable = [(a, b) for a, b in _SOUNDS if a in name]
    if not usable:
        return words
    a, b = pick.choice(usable)
    return name.replace(a, b, 1).split(" ")


def _mistype(words: list[str], female: bool, pick: random.Random) -> list[str]:
    name = " ".join(words)
    at = pick.randrange(len(name))
    kind = pick.randrange(4)
    letter = pick.choice(_LETTERS)
    if kind == 0 and len(name) > 3:
        name = name[:at] + name[at + 1 :]
    elif kind == 1:
        name = name[:at] + letter + name[at:]
    elif kind == 2:
        name = name[:at] + letter + name[at + 1 :]
    else:
        name = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return name.split(" ")


def _title(words: list[str], female: bool, pick: random.Random) -> list[str]:
    name = " ".join(words)
    if pick.random() < 0.25:
        return [name + pick.choice(_SUFFIXES)]
    return [pick.choice(_WOMENS_TITLES if female else _MENS_TITLES) + name]


#: Each change with the rate that it happens at, in the order in which they are made.
_CHANGES: tuple[tuple[str, Change], ...] = (
    ("name_abbreviated", _abbreviate),
    ("name_word_dropped", _drop),
    ("name_initial", _initial),
    ("name_swapped", _swap),
    ("name_nick", _nick),
    ("name_respelled", _respell),
    ("name_typo", _mistype),
)


def with_fathers(rng: np.random.Generator, names: Texts, female: Flags, fathers: Texts, share: float) -> Texts:
    """Names with a word of the father's behind them, some with bin or binti between; "" is no father known."""
    out = names.copy()
    for place in np.flatnonzero(chosen(rng, share, len(names)) & (fathers != "")):
        between = ("BINTI " if female[place] else "BIN ") if rng.random() < 0.5 else ""
        words = fathers[place].split(" ")
        out[place] = f"{names[place]} {between}{words[-1] if rng.random() < 0.4 else words[0]}"
    return out


def squeezed(rng: np.random.Generator, names: Texts, rates: ListRates) -> Texts:
    """Names with two words written as one, and names cut to the width of a narrow column."""
    out = names.copy()
    for place in np.flatnonzero(chosen(rng, rates.name_joined, len(names))):
        out[place] = out[place].replace(" ", "", 1)
    for place in np.flatnonzero(chosen(rng, rates.name_cut, len(names))):
        out[place] = out[place][: int(rates.name_width)].strip() or out[place]
    return out


def misspelt(
    rng: np.random.Generator, names: Texts, female: Flags, grown: Flags, rates: ListRates, fathers: Texts | None = None
) -> Texts:
    """The names as one list writes them, in capitals; titles only go to grown people."""
    apart = aside(rng)
    out = names.copy() if fathers is None else with_fathers(apart, names, female, fathers, rates.name_with_father)
    pick = picker(rng)
    hits = [chosen(rng, getattr(rates, field), len(names)) for field, _ in _CHANGES]
    titled = chosen(rng, rates.name_titled, len(names)) & grown
    for place in np.flatnonzero(np.logical_or.reduce([*hits, titled])):
        words = out[place].split(" ")
        for hit, (_, change) in zip(hits, _CHANGES, strict=True):
            if hit[place]:
                words = change(words, bool(female[place]), pick)
        if titled[place]:
            words = _title(words, bool(female[place]), pick)
        out[place] = " ".join(word for word in words if word) or names[place]
    return squeezed(apart, out, rates)


#: Spellings of districts and villages that differ between public data sets of the regency.
_PLACES = {
    "Samboja": "Semboja", "Amborawang": "Ambarawang", "Salok": "Salo", "Sallo Cela": "Salo Cella",
    "Rapak": "Rampak", "Tuboq": "Tubo", "Bhuana": "Buana", "Moderen": "Modern", "Sanga Sanga": "Sanga-Sanga",
    "Tani Bhakti": "Tani Bakti",
}  # fmt: skip


def respelt_places(rng: np.random.Generator, names: Texts, share: float) -> Texts:
    """Village and district names with known misspellings, capitals, "Desa ..." and small slips."""
    out = names.copy()
    pick = picker(rng)
    for place in np.flatnonzero(chosen(rng, share, len(names))):
        name = out[place]
        known = [(a, b) for a, b in _PLACES.items() if a in name]
        kind = pick.randrange(4)
        if known and kind < 3:
            out[place] = name.replace(*known[0])
        elif kind < 2:
            out[place] = name.upper()
        elif kind == 2:
            out[place] = name.replace(" ", "") if " " in name else name + " "
        else:
            at = pick.randrange(1, len(name))
            out[place] = name[:at] + name[at + 1 :]
    return out
