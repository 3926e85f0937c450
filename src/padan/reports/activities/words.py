"""Classes of activities and the reasons for them in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _, language
from padan.kernel.writing import listing
from padan.office.activities.lines import Addressed
from padan.reference.activities import Class, activity_kinds
from padan.reports.activities.once import Told
from padan.rules.activities.counting import Rule

CLASSES: Final[Mapping[str, Callable[[], str]]] = {
    Class.SPECIFIC: lambda: _("spesifik"),
    Class.SENSITIVE: lambda: _("sensitif"),
    Class.ENABLING: lambda: _("penunjang"),
    Class.OTHER: lambda: _("bukan untuk stunting"),
}
RULES: Final[Mapping[str, Callable[[], str]]] = {
    Rule.ONLY: lambda: _("satu-satunya nilai yang dilaporkan"),
    Rule.SHARES: lambda: _("jumlah bagian para mitra"),
    Rule.AGREED: lambda: _("nilai yang sama dari beberapa pengirim"),
    Rule.OWN: lambda: _("laporan pemberi atau pelaksana sendiri"),
    Rule.OFFICE: lambda: _("laporan kantor pemerintah"),
    Rule.LAST: lambda: _("laporan terakhir"),
    Rule.PARTS: lambda: _("dilaporkan pihak lain per tempat"),
    Rule.UNKNOWN: lambda: _("tidak ada nilai yang dilaporkan"),
}
#: What a column of a report can be of (:data:`padan.reports.activities.columns.FIELDS`).
FIELD_WORDS: Final[Mapping[str, Callable[[], str]]] = {
    "title": lambda: _("Nama kegiatan"),
    "company": lambda: _("Perusahaan pemberi"),
    "implementer": lambda: _("Pelaksana"),
    "description": lambda: _("Uraian"),
    "sector": lambda: _("Bidang"),
    "beneficiaries": lambda: _("Sasaran"),
    "people": lambda: _("Jumlah penerima"),
    "village": lambda: _("Desa atau lokasi"),
    "district": lambda: _("Kecamatan"),
    "since": lambda: _("Mulai"),
    "until": lambda: _("Selesai"),
    "period": lambda: _("Waktu dalam satu kolom"),
    "value": lambda: _("Nilai (Rp)"),
    "portion": lambda: _("Bagian pengirim (Rp)"),
}
ADDRESSED: Final[Mapping[str, Callable[[], str]]] = {
    Addressed.REGENCY: lambda: _("kabupaten"),
    Addressed.PROVINCE: lambda: _("provinsi"),
}


def class_words(of: Class | None) -> str:
    """A class, or that it is not known."""
    return CLASSES[of]() if of else _("belum diketahui")


def reason_of_class(told: Told) -> str:
    """Why a report is of its class: a person, or which words and on what that rests."""
    if told.by_person:
        return _("diperbaiki petugas")
    if not told.kind:
        return _("tidak ada kata yang dikenal")
    phrases = listing(f"“{each.phrase}”" for each in dict.fromkeys((*told.words.because, *told.words.targets)))
    return _("karena kata {words}; {basis}").format(words=phrases, basis=activity_kinds()[told.kind].basis(language()))
