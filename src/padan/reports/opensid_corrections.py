"""Corrections for a village's own register, as OpenSID's importer takes them, and why each is one.

The importer finds a resident by NIK and changes what a cell of the row says; empty cells leave things as they are. A
row whose family card, hamlet, RT, RW, address, relation or status differs from what the register has is refused whole,
and a sheet of other columns stops the import (``Impor_model.php``). So a row repeats the village's own number, card and
hamlet, changes what can be changed, and what cannot is told to be changed by hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from padan.kernel.texts import _
from padan.kernel.writing import day, listing
from padan.pipeline.engine import statements
from padan.reports.holdings import Holdings
from padan.reports.opensid_cells import BY_HAND, CHANGED, COLUMNS, NAME, as_opensid, folded, own_kk, own_nik
from padan.reports.register import Row
from padan.reports.wording import attribute_name, claimed, relation_name, source_name, village_name


@dataclass(frozen=True, slots=True)
class Decided:
    """A value of a person's attribute that somebody answered and no release has yet; ``value`` as in claims."""

    person_id: str
    attribute: str
    value: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that the village's register should have: of whom, what it has (``own``), what is right (``written`` as
    OpenSID writes it) and why; ``by_hand`` says why the importer cannot change it, empty where it does."""

    name: str
    nik: str
    attribute: str
    own: str
    value: str
    written: str
    why: str
    by_hand: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """``rows`` for the importer, by its columns; ``listed``: how many people the village's register has."""

    listed: int
    rows: Sequence[Mapping[str, str]]
    told: Sequence[Correction]


@dataclass(frozen=True, slots=True)
class _Right:
    """A value that is right: as claims have it, and why."""

    value: str
    why: str


@dataclass
class _Said:
    """What is said of one attribute of one person: the village's own value, and those of others."""

    own: str = ""
    others: list[Row] = field(default_factory=list)


def corrections(held: Holdings, village: str, decided: Iterable[Decided] = ()) -> Corrections:
    """What the village's own register should change by what people decided, or by two newer lists that agree; and
    whom it should have. Every value of whom the register does not have and should not is left out."""
    people = held.rows(statements(__package__, "opensid_people"), [village])
    listed = [row for row in people if row["known"]]
    said = _said(held, village)
    fresh: dict[tuple[str, str], Decided] = {(each.person_id, each.attribute): each for each in decided}
    twice = Counter(own_nik(row) for row in listed)
    rows: list[dict[str, str]] = []
    told: list[Correction] = []
    for row in listed:
        wrong = _wrong(row, said[row["person_id"]], fresh)
        refused = _no_row(row, twice)
        wrong = [replace(each, by_hand=each.by_hand or refused) for each in wrong]
        told += wrong
        if changed := {CHANGED[each.attribute]: each.written for each in wrong if not each.by_hand}:
            rows.append(_row(row, said[row["person_id"]]) | changed)
    for row in people[len(listed) :]:
        correction, cells = _new(row)
        told.append(correction)
        rows += [cells] if cells else []
    return Corrections(len(listed), rows, told)


def _said(held: Holdings, village: str) -> defaultdict[str, defaultdict[str, _Said]]:
    """By person, then by attribute."""
    found: defaultdict[str, defaultdict[str, _Said]] = defaultdict(lambda: defaultdict(_Said))
    for row in held.rows(statements(__package__, "opensid_corrections"), [village]):
        one = found[row["person_id"]][row["attribute"]]
        if row["own"]:
            one.own = row["value"]
        else:
            one.others.append(row)
    return found


def _wrong(row: Row, said: Mapping[str, _Said], fresh: Mapping[tuple[str, str], Decided]) -> list[Correction]:
    """What the village's row of a person should say otherwise."""
    found = []
    for attribute in (*CHANGED, *BY_HAND):
        one = said.get(attribute, _Said())
        right = _right(attribute, one, fresh.get((row["person_id"], attribute)), row["sex"])
        if right is None or _same(attribute, right.value, one.own, row["sex"]):
            continue
        by_hand = _why_by_hand(attribute, right.value)
        found.append(
            Correction(
                row["name"] or "", own_nik(row), attribute, _shown(attribute, one.own), _shown(attribute, right.value),
                as_opensid(attribute, right.value, row["sex"]), right.why, by_hand,
            )
        )  # fmt: skip
    return found


def _right(attribute: str, one: _Said, fresh: Decided | None, sex: str | None) -> _Right | None:
    """The value that is right: an answer no release has yet, one that holds, or what two newer lists agree on."""
    if fresh is not None and as_opensid(attribute, fresh.value, sex):
        return _Right(fresh.value, _("{name}, {day}: jawaban petugas").format(name=fresh.by, day=day(fresh.on)))
    for row in one.others:
        if row["source"] == "office" and row["holds"] and as_opensid(attribute, row["value"], sex):
            return _Right(row["value"], _("Jawaban petugas, {day}").format(day=day(row["true_at"])))
    agreed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in one.others:
        if row["source"] != "office" and (written := as_opensid(attribute, row["value"], sex)):
            agreed[folded(attribute, written)].append(row)
    several = [rows for rows in agreed.values() if len(rows) > 1]
    if len(several) != 1:  # pairs of lists that contradict each other settle nothing
        return None
    names = listing(f"{source_name(each['source'])} ({day(each['true_at'])})" for each in several[0])
    return _Right(several[0][0]["value"], _("{lists} lebih baru dan sama").format(lists=names))


def _same(attribute: str, one: str, other: str, sex: str | None) -> bool:
    a, b = (as_opensid(attribute, each, sex) for each in (one, other))
    return bool(b) and folded(attribute, a) == folded(attribute, b)


def _why_by_hand(attribute: str, value: str) -> str:
    if attribute in BY_HAND:
        return _("impor OpenSID tidak mengubah isian ini")
    if attribute in ("name", "father_name", "mother_name") and not NAME.fullmatch(value):
        return _("nama memuat huruf yang ditolak impor OpenSID")
    return ""


def _no_row(row: Row, twice: Mapping[str, int]) -> str:
    """Why the importer cannot find this resident; empty where it can."""
    nik = own_nik(row)
    if not nik:
        return _("NIK di buku desa bukan 16 angka")
    if twice[nik] > 1:
        return _("NIK ini dipakai beberapa orang di buku desa")
    return "" if own_kk(row) else _("nomor KK di buku desa bukan 16 angka")


def _row(row: Row, said: Mapping[str, _Said]) -> dict[str, str]:
    """A resident's row as the register knows it, with nothing that is not needed to find it."""
    cells = dict.fromkeys(COLUMNS, "")
    hamlet, rw, rt = (said[each].own if each in said else "" for each in ("hamlet", "rw", "rt"))
    cells |= {"dusun": hamlet.upper() or "-", "rw": rw or "-", "rt": rt or "-"}
    cells |= {"nama": row["name"] or "", "no_kk": own_kk(row), "nik": own_nik(row)}
    return cells


def _new(row: Row) -> tuple[Correction, dict[str, str]]:
    """Somebody whom the register should have; without a row where the importer asks for more than is known."""
    sources = listing(source_name(each) for each in row["sources"])
    cells = dict.fromkeys(COLUMNS, "") | {
        "dusun": (row["hamlet"] or "").upper(), "rw": row["rw"] or "", "rt": row["rt"] or "", "nama": row["name"] or "",
        "no_kk": row["kk"] or "", "nik": row["nik"] or "", "sex": as_opensid("sex", row["sex"] or "", None),
        "tanggallahir": as_opensid("birth_date", row["birth_date"].isoformat() if row["birth_date"] else "", None),
        "kk_level": as_opensid("relation", row["relation"] or "", row["sex"]), "status_dasar": "1",
    }  # fmt: skip
    needed = ("nama", "nik", "no_kk", "sex", "tanggallahir", "kk_level", "dusun", "rt", "rw")
    lacking = [column for column in needed if not cells[column]]
    by_hand = _("lengkapi dahulu: {columns}").format(columns=", ".join(lacking)) if lacking else ""
    by_hand = by_hand or _why_by_hand("name", cells["nama"])
    why = _("Belum ada di buku desa; dikenal {lists}").format(lists=sources)
    told = Correction(row["name"] or "", row["nik"] or "", "", "", _("penduduk baru"), "", why, by_hand)
    return told, {} if by_hand else cells


#: How a value is told to the operator, whose register it is: numbers in full.
_SHOWN: Final[Mapping[str, Callable[[str], str]]] = {"relation": relation_name, "village": village_name}


def _shown(attribute: str, value: str) -> str:
    if not value:
        return ""
    return _SHOWN[attribute](value) if attribute in _SHOWN else claimed(attribute, value, full=True)


def attribute_words(attribute: str) -> str:
    """What is corrected; of somebody new the whole row."""
    return attribute_name(attribute) if attribute else _("seluruh baris")
