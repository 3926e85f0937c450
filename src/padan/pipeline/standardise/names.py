"""Names in one writing: titles dropped, abbreviations written out, spelling variants brought to one sound.

Work is done once for each distinct word, not for each row: a regency of a million rows has some ten thousand
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from padan.reference import names as known

#: Spellings that sound alike in Indonesian names: Van Ophuijsen's and Soewandi's spellings, Arabic letters
#: written in several ways, and letters that clerks exchange. Sources: PUEBI's table of old spellings; the
#: pairs seen in ``docs/reference/layouts.md``.
_SOUNDS = (
    ("OE", "U"), ("TJ", "C"), ("DJ", "J"), ("NJ", "NY"), ("SJ", "SY"), ("CH", "H"), ("KH", "H"), ("SY", "S"),
    ("DH", "D"), ("TH", "T"), ("PH", "F"), ("GH", "G"), ("DZ", "Z"), ("TS", "S"),
)  # fmt: skip
_LETTERS = str.maketrans("VPZQYOX", "FFSKIUS")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class StandardNames:
    """Standard forms of a column of names, row by row (null where there is no name)."""

    name: pa.Array
    sound: pa.Array
    infant: pa.Array
    mother_of_infant: pa.Array
    father_hint: pa.Array


def sound_of(word: str) -> str:
    """How a word of a name sounds, letters only: ``MOECHAMMAD`` and ``MUHAMAD`` give the same."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word.translate(_LETTERS))


def standard_names(written: pa.ChunkedArray | pa.Array) -> StandardNames:
    """The standard forms of names as written."""
    column = written.combine_chunks() if isinstance(written, pa.ChunkedArray) else written
    encoded = column.dictionary_encode()
    plain = _plain(encoded.dictionary)
    infant, rest = _without_infant_prefix(plain)
    own, father = _without_patronymic(rest)
    name, sound = _by_word(own)
    nameless = pc.if_else(infant, pa.scalar(None, pa.string()), name)
    silent = pc.if_else(infant, pa.scalar(None, pa.string()), sound)
    of_infant = pc.if_else(infant, own, pa.scalar(None, pa.string()))

    def spread(values: pa.Array) -> pa.Array:
        return values.take(encoded.indices)

    return StandardNames(
        name=spread(nameless),
        sound=spread(silent),
        infant=pc.fill_null(spread(infant), False),
        mother_of_infant=spread(of_infant),
        father_hint=spread(father),
    )


def _plain(names: pa.Array) -> pa.Array:
    """Capitals and single blanks; what follows a comma or stands in brackets is a title or a note."""
    upper = pc.utf8_upper(names)
    upper = pc.replace_substring_regex(upper, r"(?s)[,(/].*$", "")
    upper = pc.replace_substring_regex(upper, r"['`’‘´]", "")
    upper = pc.replace_substring_regex(upper, r"[^A-Z]+", " ")
    return pc.utf8_trim_whitespace(upper)


def _without_infant_prefix(names: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Whether the row is of an unnamed infant, and the name without the words that say so.

    "An. Budi" is Budi himself; after "By. Ny." stands the mother; "Bayi Siti" may be either and is read as
    the mother, because a child who has a name is seldom listed as a baby.
    """
    infant = pa.array([False] * len(names), pa.bool_())
    for kind in ("nothing", "mother", "unclear", "child"):
        pattern = _alternatives(p.prefix for p in known.infant_prefixes() if p.follows == kind)
        whole = rf"^{pattern}(?: |$)"
        if kind != "child":
            infant = pc.or_kleene(infant, pc.match_substring_regex(names, whole))
        names = pc.utf8_trim_whitespace(pc.replace_substring_regex(names, whole, ""))
    return infant, pc.if_else(pc.equal(names, ""), pa.scalar(None, pa.string()), names)


def _alternatives(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def _titles(position: str) -> str:
    # Without its dots "S.Pd.I" has become "S PD I": a blank may stand between any two letters.
    written = [t.title for t in known.name_titles() if t.position == position]
    return _alternatives(" ?".join(t) if position == "back" else t for t in written)


def _without_patronymic(names: pa.Array) -> tuple[pa.Array, pa.Array]:
    """``AHMAD BIN SALIM``: the name and, apart from it, the father's."""
    found = pc.extract_regex(names, rf"^(?P<own>.+?) {_titles('lineage')} (?P<father>.+)$")
    own = pc.coalesce(pc.struct_field(found, "own"), names)
    return own, pc.struct_field(found, "father")


def _by_word(names: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The name with titles dropped and short forms written out, and how it sounds."""
    bare = pc.replace_substring_regex(names, rf"^(?:{_titles('front')} )+", "")
    bare = pc.replace_substring_regex(bare, rf"(?: {_titles('back')})+$", "")
    for short in known.name_abbreviations():
        if short.position == "front":
            bare = pc.replace_substring_regex(bare, f"^{short.short} ", f"{short.long} ")
    words = pc.split_pattern(bare, " ")
    encoded = words.flatten().dictionary_encode()
    written_out = {a.short: a.long for a in known.name_abbreviations() if a.position == "any"}
    plain = [written_out.get(word, word) for word in encoded.dictionary.to_pylist()]
    return _joined(words, encoded, plain), _joined(words, encoded, [sound_of(word) for word in plain])


def _joined(words: pa.ListArray, encoded: pa.DictionaryArray, meanings: list[str]) -> pa.Array:
    flat = pa.array(meanings, pa.string()).take(encoded.indices)
    lists = pa.ListArray.from_arrays(words.offsets, flat, mask=words.is_null())
    text = pc.utf8_trim_whitespace(pc.binary_join(lists, " "))
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
