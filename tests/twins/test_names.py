"""Standard names again, by regular expressions on whole names, held against the way by words and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.standardise.names import _LETTERS, _SOUNDS, StandardNames, sound_of, standard_names
from padan.pipeline.standardise.wordlists import ROWS
from padan.reference import names as known


def plain_sound(word: str) -> str:
    """How a word sounds, one word at a time."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", word.translate(_LETTERS))


def standard_names_plain(written: pa.ChunkedArray | pa.Array) -> StandardNames:
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

    def spread(values: pa.Array) -> pa.ChunkedArray:
        return pa.chunked_array([values.take(encoded.indices)])

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
    return _joined(words, encoded, plain), _joined(words, encoded, [plain_sound(word) for word in plain])


def _joined(words: pa.ListArray, encoded: pa.DictionaryArray, meanings: list[str]) -> pa.Array:
    flat = pa.array(meanings, pa.string()).take(encoded.indices)
    lists = pa.ListArray.from_arrays(words.offsets, flat, mask=words.is_null())
    text = pc.utf8_trim_whitespace(pc.binary_join(lists, " "))
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def assert_alike(written: pa.Array | pa.ChunkedArray) -> None:
    found, expected = standard_names(written), standard_names_plain(written)
    for form in StandardNames.__slots__:
        one, other = getattr(found, form), getattr(expected, form)
        one.validate(full=True)
        assert one.type == other.type
        if not one.equals(other):
            differing = [
                row
                for row in zip(written.to_pylist(), one.to_pylist(), other.to_pylist(), strict=True)
                if row[1] != row[2]
            ]
            assert not differing, form


TITLES = [title.title for title in known.name_titles()]
SHORT = [a.short for a in known.name_abbreviations()]
PREFIXES = [p.prefix for p in known.infant_prefixes()]
NAMES = ["BUDI", "Siti", "AMINAH", "ahmad", "Salim", "NUR", "X", "AI", "KEB", "PD", "KES", "MUHAMMAD", "DESS"]
SIGNS = [
    " ",
    " ",
    " ",
    " ",
    "  ",
    ".",
    ". ",
    "-",
    ",",
    ", ",
    "/",
    "(",
    ")",
    "'",
    "`",
    "\u2019",
    "\u00a0",
    "\n",
    "1",
    "",
    "\0",
]
ODD = ["\u00df", "\u0131", "\u017f", "\u00e9", "\u01c6", "\ufb01", "\U0001f476", "\u00b4", "@", "[", "{", "\x7f", "_"]


@st.composite
def dotted(draw: st.DrawFn) -> str:
    """A title in pieces: ``S.Pd.I``."""
    title = draw(st.sampled_from(TITLES))
    return "".join(letter + draw(st.sampled_from(["", "", ".", " "])) for letter in title)


words = st.sampled_from(NAMES) | st.sampled_from(TITLES + SHORT + PREFIXES) | dotted() | st.text(max_size=4)
parts = st.one_of(words, words, words, st.sampled_from(ODD)).flatmap(
    lambda word: st.sampled_from([word, word.lower(), word.title()])
)


@st.composite
def names(draw: st.DrawFn) -> str:
    """What the tables know and what they do not, in any order and with any signs between."""
    return "".join(word + draw(st.sampled_from(SIGNS)) for word in draw(st.lists(parts, max_size=8)))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.none() | names(), max_size=12))
def test_names_of_known_words_in_any_order(written: list[str | None]):
    assert_alike(pa.array(written, pa.string()))


@settings(deadline=None)
@given(st.lists(st.none() | names(), max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_a_part_of_a_column_is_read_like_a_whole_one(written: list[str | None], start: int, length: int):
    column = pa.array(written, pa.string())

    assert_alike(column.slice(start, length))
    assert_alike(pa.chunked_array([column.slice(start), column.slice(0, start)], pa.string()))


def test_text_beneath_a_missing_name_is_not_read():
    text = pa.array(["BUDI", "SITI SH", "H. M. YUSUF, SE"])
    bitmap, (_valid, *rest) = pa.py_buffer(bytes([0b010])), text.buffers()

    assert_alike(pa.Array.from_buffers(pa.string(), 3, [bitmap, *rest]))


def test_more_rows_than_are_done_at_a_time():
    some = ["Hj. Siti, S.Pd", None, "Muh. Yusuf", "By. Ny. Ani", "Ahmad bin Salim", "Budi S Sos"]

    assert_alike(pa.array(some * (ROWS // len(some) + 2)))


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12), min_size=1))
def test_words_in_lines_sound_like_each_alone(some: list[str]):
    assert sound_of("\n".join(some)).split("\n") == [plain_sound(word) for word in some]


def test_the_names_of_an_invented_regency(sixty_families: duckdb.DuckDBPyConnection):
    for column in ("name", "mother_name", "father_name", "parents_written"):
        assert_alike(sixty_families.sql(f"SELECT {column} FROM intake").to_arrow_table().column(0))
