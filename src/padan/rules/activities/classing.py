"""What a reported activity does for stunting, told from its words; and whether it is filed under something else.

An activity is of the first of these that its words say:

1. a *specific* intervention, where its phrase says so by itself or beside the word of a target group;
2. a *sensitive* one for a target group or for poor families;
3. something else that the words set it in: a mosque's well is the mosque's, a flood's food parcels are the flood's;
4. a sensitive one for anybody; 5. what supports such a service.

Words that say nothing leave it unknown: it is never put among the others for want of words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from padan.reference.activities import Class, Degree, Filing, Sector, Term, activity_kinds, sectors, targets, terms
from padan.rules.activities.words import phrases_in, words_of

#: Fields of a report that tell what is done, in the order in which they are believed.
FIELDS: Final = ("title", "description", "beneficiaries")


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says of an activity, as written; empty where nothing is said."""

    title: str
    description: str = ""
    beneficiaries: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase and the field in which it stands; ``kind`` is what it says is done, empty for whom it is done for."""

    phrase: str
    field: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Classed:
    """The class and kind of an activity, None and empty where its words do not say.

    ``because``: the phrases that say so; ``targets``: words for whom it is; ``also``: other kinds that are mentioned.
    ``filed``: what the field says under which it was filed, None where that is not known. ``misfiled``: whether it is
    filed under what it is not; None where one of both is unknown.
    """

    of: Class | None
    kind: str
    because: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    also: tuple[str, ...]
    filed: Sector | None
    misfiled: bool | None


# The same activities are looked at again and again, and a class depends on nothing but their words.
@lru_cache(maxsize=65536)
def classed(said: Said) -> Classed:
    """Class a reported activity."""
    texts = {field: words_of(getattr(said, field)) for field in FIELDS}
    aimed = tuple(Mention(phrase, field) for field in FIELDS for phrase in phrases_in(texts[field], targets()))
    degrees = {targets()[mention.phrase] for mention in aimed}
    found = _mentions(texts, degrees)
    kind = _chosen(found, degrees)
    filed = _filed(said.sector)
    of = activity_kinds()[kind].of if kind else None
    return Classed(
        of, kind, tuple(each for each in found if each.kind == kind), aimed,
        tuple(dict.fromkeys(each.kind for each in found if each.kind != kind)), filed, _misfiled(of, filed, found),
    )  # fmt: skip


@cache
def _by_phrase() -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in terms():
        found.setdefault(term.phrase, []).append(term)
    return {phrase: tuple(several) for phrase, several in found.items()}


def _mentions(texts: Mapping[str, Sequence[str]], degrees: set[Degree]) -> list[Mention]:
    """What is done, by every phrase that says so for such people."""
    return [
        Mention(term.phrase, field, term.kind)
        for field, words in texts.items()
        for phrase in phrases_in(words, _by_phrase())
        for term in _by_phrase()[phrase]
        if term.needs is None or term.needs in degrees
    ]


def _chosen(found: Sequence[Mention], degrees: set[Degree]) -> str:
    """The kind that counts, by the order of the module; of one class the field that is believed first, then the first
    phrase."""
    order: list[Class] = [Class.SPECIFIC, Class.OTHER, Class.SENSITIVE, Class.ENABLING]
    if degrees:
        order = [Class.SPECIFIC, Class.SENSITIVE, Class.OTHER, Class.ENABLING]
    kinds = activity_kinds()
    return next((each.kind for of in order for each in found if kinds[each.kind].of is of), "")


def _filed(sector: str) -> Sector | None:
    """What a field of reports means: the narrowest that its words name."""
    named = [sectors()[phrase] for phrase in phrases_in(words_of(sector), sectors())]
    return min(named, key=lambda each: each.filing is Filing.WIDE, default=None)


def _misfiled(of: Class | None, filed: Sector | None, found: Sequence[Mention]) -> bool | None:
    """Whether the field says something else than the words do; not where the words speak of the field's matter too."""
    if of is None or filed is None:
        return None
    if filed.filing is Filing.OTHER:
        return of is not Class.OTHER and all(each.kind != filed.kind for each in found)
    return filed.filing is Filing.STUNTING and of is Class.OTHER
