"""A rule from its text: one condition a line, all of which must hold, and at most one line with the order of those who
are in; ``#`` begins a remark.

Every name and value is checked against the facts while it is read, so that whatever is read can be judged.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import Final

from padan.kernel.texts import _
from padan.rules.eligibility.facts import Fact, FactKind, Facts, ranks
from padan.rules.eligibility.nodes import (
    MOST_RANKS,
    All,
    Among,
    Any,
    By,
    Compares,
    Holds,
    Known,
    Node,
    Not,
    Rule,
    Sign,
)
from padan.rules.eligibility.words import DEEPEST, LONGEST, SPELLED, RuleTextError, Token, Word, tokens

_END: Final = "end"


def read_rule(text: str, facts: Facts, language: str = "id") -> Rule:
    """The rule that a text in ``language`` says. RuleTextError at the first place that cannot be."""
    if len(text) > LONGEST:
        raise RuleTextError(
            _("Teks ini terlalu panjang untuk sebuah aturan"), 1, 1,
            _("Tulis paling banyak {most} huruf.").format(most=LONGEST),
        )  # fmt: skip
    names = {fact.name(language): fact for fact in facts.values()}
    conditions: list[Node] = []
    order: tuple[By, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        pieces = tokens(line.split("#", 1)[0], number, language)
        if pieces and pieces[0].word is Word.ORDER:
            if order:
                raise RuleTextError(
                    _("Urutan sudah ditulis pada baris lain"), number, 1, _("Tulis semuanya dalam satu baris urutan.")
                )
            order = _Line(number, pieces, names, language).order()
        elif pieces:
            read = _Line(number, pieces, names, language).condition()
            conditions += read.parts if isinstance(read, All) else (read,)
    if not conditions:
        raise RuleTextError(
            _("Aturan ini tanpa syarat, jadi meloloskan semua keluarga"), 1, 1, _("Tulis paling sedikit satu syarat.")
        )
    return Rule(tuple(conditions), order)


@dataclass
class _Line:
    """One line while it is read."""

    number: int
    pieces: list[Token]
    names: dict[str, Fact]
    language: str
    at: int = field(default=0)

    def condition(self) -> Node:
        found = self._any(0)
        if self._next().kind != _END:
            raise self._fault(
                _("{text} tidak dimengerti di sini").format(text=self._next().text),
                _("Sambung dua syarat dengan kata dan atau atau, atau tulis di baris sendiri."),
            )
        return found

    def order(self) -> tuple[By, ...]:
        self.at += 1
        found = [self._by([])]
        while self._takes(","):
            found.append(self._by(found))
        if self._next().kind != _END:
            raise self._fault(
                _("{text} tidak dimengerti di sini").format(text=self._next().text), _("Pisahkan dengan koma.")
            )
        return tuple(found)

    def _by(self, before: list[By]) -> By:
        turned, place = self._takes_word(Word.NOT), self._next()
        fact = self._fact()
        if not ranks(fact) or fact.code in {by.fact for by in before} or len(before) >= MOST_RANKS:
            raise RuleTextError(
                _("{name} tidak dapat dipakai untuk urutan di sini").format(name=fact.name(self.language)), self.number,
                place.letter, _("Pakai angka atau ya/tidak, setiap hal satu kali, paling banyak {most}.").format(
                    most=MOST_RANKS
                ),
            )  # fmt: skip
        if fact.kind is FactKind.YES_NO:
            return By(fact.code, not turned)
        greatest = not turned and self._takes_word(Word.GREATEST)
        if not greatest and (turned or not self._takes_word(Word.LEAST)):
            name, words = fact.name(self.language), SPELLED[self.language]
            raise self._fault(
                _("Arah urutan {name} belum ditulis").format(name=name),
                _("Tulis {name} {greatest}, atau {name} {least}.").format(
                    name=name, greatest=words[Word.GREATEST], least=words[Word.LEAST]
                ),
            )
        return By(fact.code, greatest)

    def _any(self, depth: int) -> Node:
        parts = [self._all(depth)]
        while self._takes_word(Word.ANY):
            parts.append(self._all(depth))
        return _joined(Any, parts)

    def _all(self, depth: int) -> Node:
        parts = [self._one(depth)]
        while self._takes_word(Word.ALL):
            parts.append(self._one(depth))
        return _joined(All, parts)

    def _one(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise self._fault(_("Kurung bersarang terlalu dalam"), _("Pecah syaratnya menjadi beberapa baris."))
        if self._takes_word(Word.NOT):
            return Not(self._one(depth + 1))
        if self._takes("("):
            inside = self._any(depth + 1)
            if not self._takes(")"):
                raise self._fault(_("Kurung belum ditutup"), _("Tutup dengan tanda )."))
            return inside
        return self._about(self._fact())

    def _fact(self) -> Fact:
        piece = self._next()
        found = self.names.get(piece.text) if piece.kind == "name" else None
        if found is None:
            raise self._unknown(piece, list(self.names), _("Hal {text} tidak dikenal"))
        self.at += 1
        return found

    def _about(self, fact: Fact) -> Node:
        if self._takes_word(Word.KNOWN):
            return Known(fact.code)
        if self._takes_word(Word.UNKNOWN):
            return Not(Known(fact.code))
        match fact.kind:
            case FactKind.YES_NO:
                return Holds(fact.code)
            case FactKind.NUMBER:
                return self._number(fact)
        return self._choice(fact)

    def _number(self, fact: Fact) -> Node:
        if self._takes_word(Word.BETWEEN):
            low = self._value(fact)
            if not self._takes_word(Word.ALL):
                raise self._fault(_("Batas atas belum ditulis"), _("Tulis misalnya: antara 6 dan 59."))
            letter, high = self._next().letter, self._value(fact)
            if high < low:
                raise RuleTextError(
                    _("Batas atas lebih kecil daripada batas bawah"), self.number, letter, _("Tukar kedua angkanya.")
                )
            return All((Compares(fact.code, Sign.AT_LEAST, low), Compares(fact.code, Sign.AT_MOST, high)))
        piece = self._next()
        if piece.text == "!=":
            self.at += 1
            return Not(Compares(fact.code, Sign.EQUAL, self._value(fact)))
        if piece.text not in {sign.value for sign in Sign}:
            raise self._fault(
                _("Tanda banding untuk {name} belum ditulis").format(name=fact.name(self.language)),
                _("Tulis misalnya: {name} <= 4.").format(name=fact.name(self.language)),
            )
        self.at += 1
        return Compares(fact.code, Sign(piece.text), self._value(fact))

    def _value(self, fact: Fact) -> float:
        piece = self._next()
        if piece.kind != "number":
            raise self._fault(
                _("Angka untuk {name} belum ditulis").format(name=fact.name(self.language)), _("Tulis sebuah angka.")
            )
        value = float(piece.text.replace(",", "."))
        if not fact.low <= value <= fact.high:
            raise self._fault(
                _("{value} di luar {name}").format(value=piece.text, name=fact.name(self.language)),
                _("Tulis angka dari {low} sampai {high}.").format(low=f"{fact.low:g}", high=f"{fact.high:g}"),
            )
        self.at += 1
        return value

    def _choice(self, fact: Fact) -> Node:
        turned = self._takes("!=")
        if turned or self._takes("="):
            found: Node = Among(fact.code, (self._code(fact),))
            return Not(found) if turned else found
        if not self._takes_word(Word.ONE_OF):
            raise self._fault(
                _("Nilai untuk {name} belum ditulis").format(name=fact.name(self.language)),
                _("Tulis misalnya: {name} = {value}.").format(
                    name=fact.name(self.language), value=fact.choices[0].name(self.language)
                ),
            )
        codes = [self._code(fact)]
        while self._takes(","):
            codes.append(self._code(fact))
        return Among(fact.code, tuple(dict.fromkeys(codes)))

    def _code(self, fact: Fact) -> str:
        piece = self._next()
        names = {each.name(self.language): each.code for each in fact.choices}
        if piece.text not in names:
            raise self._unknown(piece, list(names), _("Nilai {text} tidak dikenal"))
        self.at += 1
        return names[piece.text]

    def _next(self) -> Token:
        if self.at < len(self.pieces):
            return self.pieces[self.at]
        last = self.pieces[-1]
        return Token(_END, _("akhir baris"), last.letter + len(last.text))

    def _takes(self, mark: str) -> bool:
        return self._take(self._next().kind == "mark" and self._next().text == mark)

    def _takes_word(self, word: Word) -> bool:
        return self._take(self._next().word is word)

    def _take(self, found: bool) -> bool:
        self.at += found
        return found

    def _unknown(self, piece: Token, names: list[str], what: str) -> RuleTextError:
        near = difflib.get_close_matches(piece.text, names, 3)
        step = _("Mungkin maksudnya: {names}.") if near else _("Pilih dari: {names}.")
        return self._fault(what.format(text=piece.text), step.format(names=", ".join(near or sorted(names)[:12])))

    def _fault(self, what: str, next_step: str) -> RuleTextError:
        return RuleTextError(what, self.number, self._next().letter, next_step)


def _joined(kind: type[All | Any], parts: list[Node]) -> Node:
    """One part as it is; parts of the same kind in one list."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, kind) else (part,))]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
