"""What stands on the paper of a decree, said once for every form of the file. Indonesian for every reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from padan.kernel.numbers import mask
from padan.kernel.texts import answering_in
from padan.kernel.writing import count
from padan.office.aid.queries import package_of
from padan.office.decrees.queries import Decree
from padan.office.decrees.snapshot import Line
from padan.office.decrees.states import Kind
from padan.office.decrees.suggesting import long_day, months_of, titled
from padan.office.decrees.words import Words
from padan.reference import regions
from padan.rules.package import Portion, Whom
from padan.rules.selection import Exclusion

ORDINALS: Final = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH",
    "KESEBELAS", "KEDUA BELAS", "KETIGA BELAS", "KEEMPAT BELAS", "KELIMA BELAS",
)  # fmt: skip
HEAD: Final = ("No", "Nama", "NIK", "Nomor KK", "Alamat", "RT/RW", "Desa/Kelurahan", "Hak tiap bulan")
#: How wide the columns of the annex are, in relation to each other.
WIDTHS: Final = (1.1, 4.0, 3.4, 3.4, 4.6, 1.7, 3.2, 5.0)
_PER_HEAD: Final = {
    Whom.FAMILY: "per keluarga", Whom.MEMBER: "per anggota keluarga", Whom.UNDER_FIVE: "per anak balita",
    Whom.UNDER_TWO: "per anak baduta",
}  # fmt: skip
_OUT: Final = {
    Exclusion.DECEASED: "meninggal dunia", Exclusion.MOVED: "pindah", Exclusion.SERVED: "telah dilayani program lain",
    Exclusion.REFUSED: "menolak bantuan", Exclusion.SANCTIONED: "tidak memenuhi syarat menurut verifikasi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """The recipients of a village: its heading, rows of ``HEAD`` and the line of its total."""

    title: str
    rows: Sequence[Sequence[str]]
    total: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A decree as it is printed. ``grounds``: label and lettered or numbered paragraphs; ``decides``: ordinal and
    text; ``annex``: lines above the table; ``notes``: lines between them and the table; ``checked``: the public
    address where number, seal and status are shown, ``seal`` empty while it is a draft."""

    letterhead: Sequence[str]
    title: Sequence[str]
    about: str
    issuer: str
    grounds: Sequence[tuple[str, str, Sequence[str]]]
    decides: Sequence[tuple[str, str]]
    signature: Sequence[str]
    signer: Sequence[str]
    copies: Sequence[str]
    annex: Sequence[str]
    notes: Sequence[str]
    groups: Sequence[Group]
    total: str
    checked: str
    seal: str


def paper(decree: Decree, lines: Sequence[Line], names: dict[str, str], address: str) -> Paper:
    """The paper of a decree with these lines (see :mod:`padan.office.decrees.snapshot`). ``names``: of the families
    that an amendment speaks of; ``address``: that of the public page."""
    with answering_in("id"):
        words, package = Words.of(decree.words), package_of(decree.round)
        title = (f"KEPUTUSAN {words.issuer}", f"NOMOR {decree.number} TAHUN {decree.year}")
        return Paper(
            words.letterhead, title, decree.about, words.issuer,
            (
                ("Menimbang", "a", words.considering), ("Mengingat", "1", words.recalling),
                ("Memperhatikan", "1", words.noting),
            ),
            tuple(zip(ORDINALS, words.decisions, strict=False)),
            (f"Ditetapkan di {words.place}", f"pada tanggal {long_day(decree.signed_on)}"),
            (f"{words.office},", words.name, f"NIP {words.nip}" if words.nip else ""), words.copies,
            (
                f"LAMPIRAN KEPUTUSAN {words.issuer}", f"NOMOR {decree.number} TAHUN {decree.year}",
                f"TENTANG {decree.about.upper()}",
            ),
            _notes(decree, names, package), tuple(_groups(decree, lines, package)), _total("Jumlah", lines, package),
            address, decree.seal or "",
        )  # fmt: skip


def _notes(decree: Decree, names: dict[str, str], package: Sequence[Portion]) -> list[str]:
    months = months_of(decree.round)
    span = months[0] if len(months) == 1 else f"{months[0]} sampai dengan {months[-1]}"
    notes = [f"Bantuan diterima {len(months)} bulan: {span}."]
    for each in package:
        if each.instead:
            other = " atau ".join(f"{one.item} {count(one.amount)} {one.unit}" for one in each.instead)
            notes.append(f"{each.item} {count(each.amount)} {each.unit} dapat diganti {other}.")
    for out, came, reason in decree.replaced:
        follows = names.get(came, came) if came else "belum ada pengganti"
        notes.append(f"{names.get(out, out)} ({_OUT[Exclusion(reason)]}) diganti: {follows}.")
    if decree.kind == Kind.AMENDMENT:
        papers = decree.references
        bast, sptjm = (long_day(date.fromisoformat(papers[name])) for name in ("bast_date", "sptjm_date"))
        notes.append(
            f"Dasar penggantian: BAST nomor {papers['bast_number']} tanggal {bast}, SPTJM nomor "
            f"{papers['sptjm_number']} tanggal {sptjm}."
        )
    return notes


def _groups(decree: Decree, lines: Sequence[Line], package: Sequence[Portion]) -> list[Group]:
    found = []
    for area, of in groupby(lines, key=lambda line: str(line["area"])):
        own = list(of)
        village = regions.region(area)
        rows = [_row(line, village, package, whole=decree.full_numbers) for line in own]
        name = village.name if village else "wilayah belum diketahui"
        found.append(Group(_place(village), rows, _total(f"Jumlah {name}", own, package)))
    return found


def _place(village: regions.Region | None) -> str:
    if village is None:
        return "Wilayah belum diketahui"
    above = regions.region(village.parent_code or "")
    own = f"{village.kind.capitalize()} {village.name}"
    return f"Kecamatan {above.name} — {own}" if above and above.kind == "kecamatan" else own


def _row(line: Line, village: regions.Region | None, package: Sequence[Portion], *, whole: bool) -> tuple[str, ...]:
    nik, kk = (number if whole or not number else mask(number) for number in (line["nik"], line["kk"]))
    return (
        str(line["number"]), line["name"] or "(nama belum tercatat)",
        nik or "–", kk or "–", line["address"] or "–", f"{line['rt'] or '–'}/{line['rw'] or '–'}",
        village.name if village else "–", _right(line["amounts"], package),
    )  # fmt: skip


def _right(amounts: Sequence[int | None], package: Sequence[Portion]) -> str:
    """What a family is entitled to a month; where its heads are not counted, how it follows from them."""
    said = [
        f"{each.item} {count(each.amount)} {each.unit} {_PER_HEAD[each.whom]}"
        if amount is None else f"{each.item} {count(amount)} {each.unit}"
        for each, amount in zip(package, amounts, strict=True) if amount != 0
    ]  # fmt: skip
    return "; ".join(said) or "–"


def _total(label: str, lines: Sequence[Line], package: Sequence[Portion]) -> str:
    sums: Counter[int] = Counter()
    open_: set[int] = set()
    for line in lines:
        for place, amount in enumerate(line["amounts"]):
            if amount is None:
                open_.add(place)
            else:
                sums[place] += amount
    items = [
        f"{each.item} {count(sums[place])} {each.unit}{' atau lebih' if place in open_ else ''}"
        for place, each in enumerate(package)
    ]
    return f"{label}: {count(len(lines))} keluarga; tiap bulan {', '.join(items)}" if items else label


def subject_of(decree: Decree) -> str:
    """A decree in one line, for titles of files: Keputusan Bupati … Nomor … Tahun …"""
    return f"Keputusan {titled(Words.of(decree.words).issuer)} Nomor {decree.number} Tahun {decree.year}"
