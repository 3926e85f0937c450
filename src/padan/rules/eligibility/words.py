"""The words of rules as text, in Indonesian and in English, and how a text falls into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from padan.kernel.errors import PadanError, Place
from padan.kernel.texts import _


class RuleTextError(PadanError):
    """A text that is no rule: what is wrong, in which line and at which letter, and what to do."""

    def __init__(self, what: str, line: int, letter: int, next_step: str) -> None:
        super().__init__(what, where=Place(row=line, column=str(letter)), next_step=next_step)
        self.line, self.letter = line, letter


class Word(Enum):
    """What a word of a text means by itself."""

    ALL = auto()
    ANY = auto()
    NOT = auto()
    BETWEEN = auto()
    ONE_OF = auto()
    KNOWN = auto()
    UNKNOWN = auto()
    ORDER = auto()
    GREATEST = auto()
    LEAST = auto()


#: How each language writes them; a text of one language is read by its own words only.
SPELLED: Final[Mapping[str, Mapping[Word, str]]] = MappingProxyType({
    "id": {
        Word.ALL: "dan", Word.ANY: "atau", Word.NOT: "bukan", Word.BETWEEN: "antara",
        Word.ONE_OF: "salah satu", Word.KNOWN: "diketahui", Word.UNKNOWN: "tidak diketahui",
        Word.ORDER: "urutan", Word.GREATEST: "terbesar", Word.LEAST: "terkecil",
    },
    "en": {
        Word.ALL: "and", Word.ANY: "or", Word.NOT: "not", Word.BETWEEN: "between",
        Word.ONE_OF: "one of", Word.KNOWN: "is known", Word.UNKNOWN: "is unknown",
        Word.ORDER: "order by", Word.GREATEST: "greatest", Word.LEAST: "least",
    },
})  # fmt: skip

#: Marks that keyboards lack or that people paste from documents, and what they stand for.
_SAME: Final = {"≤": "<=", "≥": ">=", "==": "=", "<>": "!=", "≠": "!="}
#: A text longer than this is no rule; parentheses nest no deeper.
LONGEST, DEEPEST = 20_000, 30
_TOKEN: Final = re.compile(
    r"(?P<blank>[ \t\u00a0]+)|(?P<number>\d+(?:[.,]\d+)?)|(?P<name>[^\W\d]\w*)|(?P<mark><=|>=|!=|<>|==|[<>=≤≥≠(),])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: a name, number or mark as it is written, or a :class:`Word`; and its letter, from 1."""

    kind: str
    text: str
    letter: int
    word: Word | None = None


def tokens(text: str, line: int, language: str) -> list[Token]:
    """The pieces of one line. RuleTextError at the first letter that belongs to none."""
    return list(_words(list(_pieces(text, line)), language))


def _pieces(text: str, line: int) -> Iterator[Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise RuleTextError(
                _("Tanda {sign} tidak dikenal").format(sign=text[at]), line, at + 1,
                _("Tulis syarat dengan nama hal, tanda banding, dan kata dari daftar di samping."),
            )  # fmt: skip
        kind = str(found.lastgroup)
        if kind != "blank":
            yield Token(kind, _SAME.get(found.group(), found.group()), at + 1)
        at = found.end()


def _words(pieces: list[Token], language: str) -> Iterator[Token]:
    """The same, words of the language put together; the longest first, because one begins like another."""
    spelled = sorted(((word, text.split()) for word, text in SPELLED[language].items()), key=lambda each: -len(each[1]))
    at = 0
    while at < len(pieces):
        for word, texts in spelled:
            if [piece.text.lower() for piece in pieces[at : at + len(texts)]] == texts:
                yield Token("word", " ".join(texts), pieces[at].letter, word)
                at += len(texts)
                break
        else:
            yield pieces[at]
            at += 1
