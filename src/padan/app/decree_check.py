"""Whether a decree is still what was sealed: asked of what the office keeps, of its list built again, and of the file
that was written with it. What differs is told in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from padan.app.decreeing import why_not_rebuilt
from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.decrees.models import Decree
from padan.office.decrees.snapshot import COLUMNS, Line, excluded_on, head_of, lines_of, read, seal_of
from padan.reports.decree.files import SNAPSHOT, folder_of

#: Numbers of people, which are not told.
_NUMBERS: Final = ("nik", "kk")


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking: ``differences`` in words (none: it is what was sealed), ``notes`` on how it was checked,
    and how many recipients it has."""

    decree: Decree
    recipients: int
    differences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Witness:
    """One telling of the list: in words whose, its head and lines, and whether they have the seal."""

    whose: str
    head: Line
    lines: Sequence[Line]
    sealed: bool


def check(root: Path, decree: Decree) -> Checked:
    """Ask all three of a sealed decree in the home ``root``."""
    differences, notes = [], []
    head = head_of(decree, excluded_on(decree))
    stored = _witness(decree, _("yang tersimpan di kantor"), head, lines_of(decree))
    witnesses = [stored]
    lines, why = why_not_rebuilt(decree)
    if lines is None:
        differences.append(_("Daftar tidak dapat disusun ulang: {why}").format(why=why.replace("\n", " ")))
    else:
        witnesses.append(_witness(decree, _("yang disusun ulang dari rilis"), head, lines))
        notes.append(_("Disusun ulang: penerima, urutan, nama, nomor, alamat dan hak, dari rilis, aturan dan kuota."))
    notes.append(_("Tercatat, tidak disusun ulang: kata-kata keputusan, garam, dan siapa yang dilayani putaran lain."))
    file = folder_of(root, decree) / SNAPSHOT
    if file.is_file():
        differences += _file_read(decree, file, witnesses)
    else:
        notes.append(_("Berkas {file} tidak ada; tidak ikut diperiksa.").format(file=file.name))
    if hashlib.sha256(decree.round.rule.conditions.encode()).hexdigest() != decree.round.rule.digest:
        differences.append(_("Aturan programnya diubah sesudah ditulis."))
    differences += _compared(witnesses)
    return Checked(decree, len(stored.lines), tuple(dict.fromkeys(differences)), tuple(notes))


def check_file(decree: Decree, data: bytes, name: str) -> tuple[str, ...]:
    """How a file that somebody brings differs from what is kept of a decree; nothing where it has its seal."""
    if hashlib.sha256(data).hexdigest() == decree.seal:
        return ()
    head, lines = read(data, name)
    kept = _witness(decree, _("yang tersimpan di kantor"), head_of(decree, excluded_on(decree)), lines_of(decree))
    said = _("Berkas {file} bukan yang disegel.").format(file=name)
    return (said, *_between(_Witness(_("yang di berkas"), head, lines, sealed=False), kept))


def _witness(decree: Decree, whose: str, head: Line, lines: Sequence[Line]) -> _Witness:
    return _Witness(whose, head, lines, seal_of(head, lines) == decree.seal)


def _file_read(decree: Decree, file: Path, witnesses: list[_Witness]) -> list[str]:
    data = file.read_bytes()
    try:
        head, lines = read(data, file.name)
    except PadanError as error:
        return [error.what]
    whole = hashlib.sha256(data).hexdigest() == decree.seal
    witnesses.append(_Witness(_("yang di berkas {file}").format(file=file.name), head, lines, whole))
    return []


def _compared(witnesses: Sequence[_Witness]) -> list[str]:
    wrong = [each for each in witnesses if not each.sealed]
    if not wrong:
        return []
    right = next((each for each in witnesses if each.sealed), None)
    found = [_("Segel tidak cocok dengan {whose}.").format(whose=each.whose) for each in wrong]
    if right is None:
        found.append(_("Tidak satu pun cocok dengan segelnya; perbedaan di antara mereka:"))
    for each in wrong:
        against = right or witnesses[0]
        if each is not against:
            found += _between(each, against)
    return found


def _between(one: _Witness, other: _Witness) -> Iterator[str]:
    """What the one says otherwise than the other."""
    for name in sorted(one.head.keys() | other.head.keys()):
        if one.head.get(name) != other.head.get(name):
            yield _("Bagian “{name}” berbeda: {one} “{told}”, {other} “{kept}”.").format(
                name=name, one=one.whose, other=other.whose, told=_short(one.head.get(name)),
                kept=_short(other.head.get(name)),
            )  # fmt: skip
    ours, theirs = ({line["family_id"]: line for line in each.lines} for each in (one, other))
    for family in sorted(ours.keys() - theirs.keys()):
        yield _("{family} ada hanya pada {whose}.").format(family=_who(ours[family]), whose=one.whose)
    for family in sorted(theirs.keys() - ours.keys()):
        yield _("{family} tidak ada pada {whose}.").format(family=_who(theirs[family]), whose=one.whose)
    for family in sorted(ours.keys() & theirs.keys()):
        yield from _of_a_line(ours[family], theirs[family], one.whose, other.whose)


def _of_a_line(one: Mapping[str, Any], other: Mapping[str, Any], whose: str, others: str) -> Iterator[str]:
    for name in COLUMNS:
        if one.get(name) == other.get(name):
            continue
        if name in _NUMBERS:
            told = _("{family}, {column}: {one} tidak sama dengan {other} (nomornya tidak ditampilkan).")
        else:
            told = _("{family}, {column}: {one} “{told}”, {other} “{kept}”.")
        yield told.format(
            family=_who(other), column=_column(name), one=whose, other=others, told=_short(one.get(name)),
            kept=_short(other.get(name)),
        )  # fmt: skip


def _who(line: Mapping[str, Any]) -> str:
    return _("Penerima nomor {number} ({family})").format(number=line["number"], family=line["family_id"])


def _column(name: str) -> str:
    known = {
        "number": _("nomor urut"), "name": _("nama"), "nik": _("NIK"), "kk": _("nomor KK"), "address": _("alamat"),
        "area": _("desa"), "rank": _("peringkat"), "amounts": _("hak tiap bulan"), "members": _("anggota keluarga"),
        "under_five": _("balita"), "under_two": _("baduta"),
    }  # fmt: skip
    return known.get(name, name.upper())


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
