"""Words that a decree can begin with, from its programme and round: the officer corrects them.

They are the Indonesian text of an official document, the same for every reader; so they are no texts of the interface.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from padan.office.aid.models import Round
from padan.office.decrees.models import Decree
from padan.office.decrees.states import Kind
from padan.office.decrees.words import Drafted, Words
from padan.reference import regions
from padan.reference.agencies import agencies

#: Laws that every list of people for this kind of aid rests on, beside the programme's own basis.
_LAWS: Final = (
    "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi",
    "Peraturan Presiden Nomor 72 Tahun 2021 tentang Percepatan Penurunan Stunting",
)
_MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_HEADS: Final = {"kota": "WALI KOTA"}


def suggested(held: Round, day: date, kind: Kind = Kind.FIRST, changes: Decree | None = None) -> Drafted:
    """What a decree of this kind usually says; the number and the name of who signs are left to be filled in."""
    about = _about(held, kind, changes)
    words = Words(
        letterhead=_letterhead(held), issuer=_issuer(held), considering=_considering(held, kind, about),
        recalling=tuple(_lines(held.programme.legal_basis)) + _LAWS,
        noting=(f"Hasil verifikasi calon penerima {held.programme.name} putaran {held.name}",),
        decisions=_decisions(held, kind, changes), place=_seat(held), office=_issuer(held), name="",
        copies=("Inspektur Daerah", "Kepala Dinas Sosial", "Camat dan kepala desa/lurah wilayah penerima"),
    )  # fmt: skip
    full = changes.full_numbers if changes else False
    return Drafted(changes.agency if changes else held.programme.owner, "", about, day, words, full)


def long_day(day: date) -> str:
    """A day as official papers write it: 1 Desember 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def months_of(held: Round) -> tuple[str, ...]:
    """The months of a round: Desember 2026, Januari 2027."""
    first = held.since.year * 12 + held.since.month - 1
    return tuple(f"{_MONTHS[each % 12]} {each // 12}" for each in range(first, first + held.months))


def _region(code: str) -> regions.Region | None:
    return regions.region(".".join(code.split(".")[:2]))


def _letterhead(held: Round) -> tuple[str, ...]:
    place = _region(held.area)
    agency = agencies()[held.programme.owner].name_id.upper()
    return (f"PEMERINTAH {place.name.upper()}", agency) if place else (agency,)


def _issuer(held: Round) -> str:
    place = _region(held.area)
    return f"{_HEADS.get(place.kind, 'BUPATI')} {_plain(place).upper()}" if place else ""


def _seat(held: Round) -> str:
    place = _region(held.area)
    return _plain(place) if place else ""


def _plain(place: regions.Region) -> str:
    """The name of a regency without what it is."""
    return place.name.removeprefix(place.kind.capitalize()).strip()


def _named(decree: Decree) -> str:
    words = Words.of(decree.words)
    return f"Keputusan {titled(words.issuer)} Nomor {decree.number} Tahun {decree.year} tentang {decree.about}"


def titled(capitals: str) -> str:
    """Words in capitals as a sentence holds them: Bupati Kutai Kartanegara."""
    return " ".join(word if "." in word else word.capitalize() for word in capitals.split())


def _about(held: Round, kind: Kind, changes: Decree | None) -> str:
    if changes is not None:
        what = "Perubahan atas" if kind is Kind.AMENDMENT else "Pencabutan"
        return f"{what} {_named(changes)}"
    place = regions.region(held.area)
    above = f"{place.kind.capitalize()} " if place and place.kind not in ("kabupaten", "kota") else ""
    where = f" di {above}{place.name}" if place else ""
    return f"Penerima {held.programme.name}{where} Tahun {held.since.year}"


def _considering(held: Round, kind: Kind, about: str) -> tuple[str, ...]:
    reasons = {
        Kind.FIRST: (
            f"bahwa {held.programme.name} diberikan kepada keluarga yang memenuhi syarat, tepat sasaran dan dapat "
            "dipertanggungjawabkan",
            "bahwa daftar penerima telah disusun menurut aturan program dari data terpadu, diverifikasi desa dan "
            "kelurahan, dan diperiksa",
        ),
        Kind.AMENDMENT: (
            "bahwa terdapat penerima yang meninggal dunia, pindah, menolak, atau tidak lagi memenuhi syarat",
            "bahwa penggantinya adalah calon pada urutan berikutnya dalam daftar cadangan",
        ),
        Kind.WITHDRAWAL: ("bahwa pemberian bantuan dimaksud tidak dapat dilanjutkan",),
    }[kind]
    letters = " dan ".join(f"huruf {'abc'[place]}" for place in range(len(reasons)))
    return (*reasons, f"bahwa berdasarkan pertimbangan pada {letters}, perlu menetapkan Keputusan tentang {about}")


def _decisions(held: Round, kind: Kind, changes: Decree | None) -> tuple[str, ...]:
    if kind is Kind.AMENDMENT and changes is not None:
        return (
            f"Mengubah Lampiran {_named(changes)} sehingga menjadi sebagaimana tercantum dalam Lampiran Keputusan ini.",
            "Penerima yang diganti dan penggantinya tercantum dalam Lampiran; ketentuan lain tetap berlaku.",
            _FROM_TODAY,
        )
    if kind is Kind.WITHDRAWAL and changes is not None:
        return (f"Mencabut {_named(changes)} dan menyatakannya tidak berlaku.", _FROM_TODAY)
    months = months_of(held)
    span = months[0] if len(months) == 1 else f"{months[0]} sampai dengan {months[-1]}"
    line = f" kode rekening {held.programme.budget_line}" if held.programme.budget_line else ""
    return (
        f"Menetapkan penerima {held.programme.name} sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak "
        "terpisahkan dari Keputusan ini.",
        f"Penerima berhak atas bantuan sebagaimana tercantum dalam Lampiran selama {held.months} bulan, {span}.",
        f"Biaya yang timbul dibebankan pada {held.programme.fund}{line}.",
        "Penerima yang meninggal dunia, pindah, atau menolak diganti oleh calon pada urutan cadangan berikutnya dengan "
        "Keputusan perubahan, berdasarkan berita acara serah terima (BAST) dan surat pernyataan tanggung jawab mutlak "
        "(SPTJM).",
        _FROM_TODAY,
    )


_FROM_TODAY: Final = "Keputusan ini mulai berlaku pada tanggal ditetapkan."


def _lines(text: str) -> list[str]:
    return [each.strip() for each in re.split(r"[;\n]", text) if each.strip()]
