"""Two records side by side: what differs is marked, in numbers too that are not shown in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from padan.kernel.texts import _
from padan.kernel.writing import day, listing
from padan.reports.wording import claimed, place_in_file, role_name, source_name, village_name

#: Digits of a number that are shown: the first, and the last ones.
_SHOWN_FIRST, _SHOWN_LAST = 6, 2
_HIDDEN, _DIFFERS = "•", "✕"
#: Texts less alike than this are other texts: marking letters would say nothing.
_ALIKE: Final = 0.7
_NUMBER: Final = 16
#: A number with more digits than this can be somebody's.
_LEAST_DIGITS: Final = 8
#: Values that other records of the same person may lend.
_BORROWED: Final = frozenset(("nik", "kk", "birth", "sex", "mother", "father", "mate"))


class Sign(StrEnum):
    """How two values stand to each other."""

    SAME = "same"
    DIFFERS = "differs"
    ONE = "one"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether the other side has something else there."""

    text: str
    differs: bool = False


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One value of both records: its title, both texts in pieces, how they stand to each other, and a remark.
    ``where``: of each, that it comes from other records of the same person, or is no whole number."""

    title: str
    one: Pieces
    other: Pieces
    sign: Sign
    remark: str = ""
    where: tuple[str, str] = ("", "")


def compared(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Compared]:
    """The values of two records in the order in which people read them; what neither has is left out. Where a record
    says nothing, what the person's other records say stands in, and that is said. Sides are those of
    :mod:`padan.reports.question_facts`."""
    a, b = _filled(one), _filled(other)
    found = [
        compared_texts(_("Nama"), a["name"], b["name"]),
        compared_numbers("NIK", a["nik"], b["nik"]),
        compared_numbers(_("Nomor KK"), a["kk"], b["kk"], of_person=False),
        _compared_days(_("Tanggal lahir"), a["birth"], b["birth"]),
        compared_texts(_("Jenis kelamin"), _sex(a), _sex(b), whole=True),
        *(
            compared_texts(title, a[name], b[name])
            for title, name in ((_("Ibu"), "mother"), (_("Ayah"), "father"), (_("Suami/istri"), "mate"))
        ),
        compared_texts(_("Desa/kelurahan"), _village(a), _village(b), whole=True),
    ]
    names = ("name", "nik", "kk", "birth", "sex", "mother", "father", "mate", "village")
    return [
        replace(row, where=(_where(one, name), _where(other, name)))
        for name, row in zip(names, found, strict=True)
        if row.sign is not Sign.NEITHER
    ]


def _filled(side: Mapping[str, Any]) -> dict[str, Any]:
    """The record, with the values of the person's other records where it has none and they agree; else a number as it
    is written, though it is not whole."""
    record = dict(side["record"])
    for name in _BORROWED:
        if _borrows(side, name):
            value = side["values"][name][0]
            record[name] = f"{value[:4]}-{value[4:6]}-{value[6:]}" if name == "birth" else value
        elif _not_whole(side, name):
            record[name] = record[f"{name}_written"]
    return record


def _borrows(side: Mapping[str, Any], name: str) -> bool:
    return name in _BORROWED and not side["record"][name] and len(side["values"][name]) == 1


def _not_whole(side: Mapping[str, Any], name: str) -> bool:
    record = side["record"]
    return not record[name] and bool(record.get(f"{name}_written")) and not _borrows(side, name)


def _where(side: Mapping[str, Any], name: str) -> str:
    if _borrows(side, name):
        return _("(catatan lain)")
    return _("(tidak utuh)") if _not_whole(side, name) else ""


def told_place(record: Mapping[str, Any]) -> str:
    """Which list a record stands in, where, and of which day."""
    return _("{source} ({role}), {place}, per {day}").format(
        source=source_name(record["source"]), role=role_name(record["role"]),
        place=place_in_file(record["file"], record["sheet"], record["row"]),
        day=day(date.fromisoformat(record["true_at"])),
    )  # fmt: skip


def compared_texts(title: str, one: str | None, other: str | None, *, whole: bool = False) -> Compared:
    """Two texts; ``whole``: they are one or another, and no letters of them are marked."""
    a, b = one or "", other or ""
    sign = _sign(a, b)
    if sign is not Sign.DIFFERS:
        return Compared(title, (Piece(a),), (Piece(b),), sign)
    matcher = SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False)
    if whole or len(a) != len(a.casefold()) or len(b) != len(b.casefold()) or matcher.ratio() < _ALIKE:
        return Compared(title, (Piece(a, True),), (Piece(b, True),), sign)
    steps = matcher.get_opcodes()
    left = tuple(Piece(a[i:j], step != "equal") for step, i, j, _k, _l in steps if i < j)
    right = tuple(Piece(b[k:l], step != "equal") for step, _i, _j, k, l in steps if k < l)  # noqa: E741
    return Compared(title, left, right, sign)


def compared_numbers(title: str, one: str | None, other: str | None, *, of_person: bool = True) -> Compared:
    """Two numbers, most of their digits hidden: which ones differ is seen without seeing them."""
    a, b = one or "", other or ""
    sign = _sign(a, b)
    if sign is not Sign.DIFFERS or not _both_whole(a, b):
        marked = sign is Sign.DIFFERS
        return Compared(title, _masked(a, marked), _masked(b, marked), sign, _("panjangnya berbeda") if marked else "")
    apart = [x != y for x, y in zip(a, b, strict=True)]
    remark = _told_digits([place for place, differs in enumerate(apart, 1) if differs], of_person)
    return Compared(title, _digits(a, apart), _digits(b, apart), sign, remark)


def masked(number: str) -> str:
    """A number as it is written, of which the digits in the middle are hidden."""
    return "".join(piece.text for piece in _masked(number, False))


def _sign(a: str, b: str) -> Sign:
    if a and b:
        return Sign.SAME if a.casefold() == b.casefold() else Sign.DIFFERS
    return Sign.ONE if a or b else Sign.NEITHER


def _both_whole(a: str, b: str) -> bool:
    return all(len(each) == _NUMBER and each.isdecimal() for each in (a, b))


def _masked(number: str, marked: bool) -> Pieces:
    if sum(letter.isdigit() for letter in number) <= _LEAST_DIGITS:
        return (Piece(number, marked),)
    end = len(number) - _SHOWN_LAST
    hidden = (
        _HIDDEN if letter.isdigit() and _SHOWN_FIRST <= place < end else letter for place, letter in enumerate(number)
    )
    return (Piece("".join(hidden), marked),)


def _digits(number: str, apart: Sequence[bool]) -> Pieces:
    end = len(number) - _SHOWN_LAST
    told = [
        (digit if not _SHOWN_FIRST <= place < end else _DIFFERS if differs else _HIDDEN, differs)
        for place, (digit, differs) in enumerate(zip(number, apart, strict=True))
    ]
    return tuple(
        Piece("".join(text for text, _differs in run), differs) for differs, run in groupby(told, key=lambda t: t[1])
    )


def _told_digits(places: Sequence[int], of_person: bool) -> str:
    """Which digits differ, and what they stand for."""
    parts = (
        (range(1, 7), _("wilayah")),
        (range(7, 13), _("tanggal lahir") if of_person else _("tanggal terbit")),
        (range(13, 17), _("nomor urut")),
    )
    touched = listing(name for span, name in parts if any(place in span for place in places))
    told = _("beda angka ke-{places} ({parts})") if len(places) <= 4 else _("beda {count} angka ({parts})")
    return told.format(places=listing(map(str, places)), count=len(places), parts=touched)


def _compared_days(title: str, one: str | None, other: str | None) -> Compared:
    found = compared_texts(title, _day(one), _day(other), whole=True)
    if found.sign is not Sign.DIFFERS or one is None or other is None:
        return found
    a, b = date.fromisoformat(one), date.fromisoformat(other)
    remark = ""
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        remark = _("hari dan bulan tertukar")
    elif (a.month, a.day) == (b.month, b.day):
        remark = _("hanya tahunnya berbeda")
    return Compared(title, found.one, found.other, found.sign, remark)


def _day(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else ""


def _sex(record: Mapping[str, Any]) -> str:
    return claimed("sex", record["sex"], full=True)


def _village(record: Mapping[str, Any]) -> str:
    return village_name(record["village"]) if record["village"] else ""
