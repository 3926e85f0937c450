"""Names of regions arranged for looking up: the pages that ``padan.reference.villages`` turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from padan.reference.folding import fold_region, region_words
from padan.reference.nearness import nearest
from padan.reference.regions import codes_under, name_of, region, renumberings
from padan.reference.spelling import known_spellings, spell_out

_Index = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """The regions in one place, by name today, by listed spelling, and by the place they were split from."""

    exact: _Index
    listed: _Index
    former: _Index
    named: tuple[tuple[str, str], ...]
    former_named: tuple[tuple[str, str], ...]

    def find(self, text: str) -> tuple[str, tuple[str, ...]]:
        """How a written name was found here, and the codes; ``("unknown", ())`` when it was not.

        A name today comes before a listed spelling, that before a village that has left, a guess comes last.
        """
        how, codes = self.find_known(text)
        if codes:
            return how, codes
        for key in (fold_region(text), spell_out(text)):
            if key in self.former:
                return "former", self.former[key]
        near = nearest(text, self.named + self.former_named)
        return ("similar", near) if near else ("unknown", ())

    def find_known(self, text: str) -> tuple[str, tuple[str, ...]]:
        """As ``find``, by the names today and the listed spellings only: no guess, nothing that has left."""
        folded = fold_region(text)
        if folded in self.exact:
            return "exact", self.exact[folded]
        for key in (folded, spell_out(text)):
            if key in self.listed:
                return "misspelling", self.listed[key]
        return "unknown", ()


def _index(pairs: Iterable[tuple[str, str]]) -> _Index:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, code in pairs:
        found[key].add(code)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def _spellings(code: str) -> Iterable[str]:
    """Keys of a region apart from its name today."""
    yield spell_out(name_of(code))
    for known in known_spellings().get(code, ()):
        yield fold_region(known)
        yield spell_out(known)


@cache
def _left() -> Mapping[str, tuple[str, ...]]:
    """Kecamatan to the villages that a split took from it."""
    pairs = ((change.old_code[:8], change.new_code) for change in renumberings())
    return _index((old, new) for old, new in pairs if old != new[:8])


@cache
def former_villages(kecamatan: str) -> tuple[str, ...]:
    """Codes today of the villages that once belonged to ``kecamatan``."""
    return _left().get(kecamatan, ())


def _page(here: tuple[str, ...], gone: tuple[str, ...]) -> Page:
    return Page(
        exact=_index((fold_region(name_of(code)), code) for code in here),
        listed=_index((key, code) for code in here for key in _spellings(code)),
        former=_index((key, code) for code in gone for key in (fold_region(name_of(code)), *_spellings(code))),
        named=tuple((code, name_of(code)) for code in here),
        former_named=tuple((code, name_of(code)) for code in gone),
    )


@cache
def villages_page(kecamatan: str) -> Page:
    """The villages of one kecamatan."""
    return _page(codes_under(kecamatan, 13), former_villages(kecamatan))


@cache
def kecamatan_page(place: str) -> Page:
    """The kecamatan of a regency, a province, or (``""``) of all Indonesia."""
    return _page(codes_under(place, 8), ())


@cache
def province_page() -> Page:
    """The provinces."""
    return _page(codes_under("", 2), ())


def _regency_words(text: str) -> tuple[str | None, str, str]:
    """The kind that is written ("kabupaten", "kota" or none), the name without it, and the whole, folded."""
    words = region_words(text)
    kabupaten = text.strip().upper().startswith(("KAB", "KABUPATEN"))
    if words[0] in ("KOTA", "KOTAMADYA", "KODYA") and len(words) > 1:
        return "kota", "".join(words[1:]), "".join(words)
    return ("kabupaten" if kabupaten else None), "".join(words), "".join(words)


@cache
def _regencies() -> tuple[Mapping[tuple[str, str], str], _Index]:
    """Regencies by kind and bare name, and by bare name or listed spelling alone."""
    by_kind: dict[tuple[str, str], str] = {}
    loose: list[tuple[str, str]] = []
    for code in codes_under("", 5):
        kind, bare, _ = _regency_words(name_of(code))
        by_kind[kind or "kabupaten", bare] = code
        loose += [(bare, code), *((key, code) for key in _spellings(code))]
    return by_kind, _index(loose)


@cache
def find_regencies(text: str, province: str | None) -> tuple[str, ...]:
    """Codes that a written regency can mean, inside ``province`` when that is known; several for "Bogor"."""
    kind, bare, whole = _regency_words(text)
    by_kind, loose = _regencies()
    typed = by_kind.get((kind, bare)) if kind else None
    if typed and typed.startswith(province or ""):
        return (typed,)
    for key in (bare, whole, spell_out(text)):
        inside = tuple(code for code in loose.get(key, ()) if code.startswith(province or ""))
        if inside:
            return inside
    inside = codes_under(province or "", 5)
    found = nearest(bare, ((code, _regency_words(name_of(code))[1]) for code in inside))
    return found if len(found) == 1 else ()


@cache
def find_province(text: str) -> str | None:
    """The code of a written province, or ``None``."""
    codes = province_page().find(text)[1]
    return codes[0] if len(codes) == 1 else None


def is_kind(code: str, kind: str | None) -> bool:
    """Whether the village is of that kind; always when no kind was written."""
    found = region(code)
    return kind is None or (found is not None and found.kind == kind)
