"""The forms of tasks: one short page each, the same on paper, in the browser and on a phone without a network.

A form is data. Titles are Indonesian message ids; values are codes of the register's one vocabulary, so that an answer
can be handed to the next release as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from padan.reference.tasks import task_kinds


class FieldKind(StrEnum):
    """What can be written in a field."""

    CHOICE = "choice"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    NIK = "nik"
    KK = "kk"
    VILLAGE = "village"
    #: One of the families that the task is about, by its id.
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. ``choices`` are codes with their titles; ``low`` and ``high`` bound a number in ``unit``;
    ``only_if`` names another field and its values with which this one is asked."""

    name: str
    kind: FieldKind
    title: str
    choices: tuple[tuple[str, str], ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    only_if: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a task asks. ``required`` fields must be answered where they are asked; of ``any_of`` at least one."""

    code: str
    title: str
    fields: tuple[Field, ...]
    required: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of that name; None where the form has none."""
        return next((field for field in self.fields if field.name == name), None)


_WATER: Final = (
    ("piped", "Ledeng, PDAM atau PAMSIMAS"),
    ("bottled_or_refilled", "Air kemasan atau isi ulang"),
    ("borehole", "Sumur bor atau pompa"),
    ("protected_well", "Sumur terlindung"),
    ("unprotected_well", "Sumur tidak terlindung"),
    ("protected_spring", "Mata air terlindung"),
    ("unprotected_spring", "Mata air tidak terlindung"),
    ("surface", "Sungai, danau atau kolam"),
    ("rain", "Air hujan"),
)
_LATRINE: Final = (
    ("own_septic", "Sendiri, dengan tangki septik"),
    ("own_no_septic", "Sendiri, tanpa tangki septik"),
    ("shared", "Bersama keluarga lain"),
    ("public", "MCK umum"),
    ("none", "Tidak ada"),
)
_SEX: Final = (("L", "Laki-laki"), ("P", "Perempuan"))
_RELATION: Final = (
    ("head", "Kepala keluarga"),
    ("spouse", "Suami atau istri"),
    ("child", "Anak"),
    ("grandchild", "Cucu"),
    ("parent", "Orang tua"),
    ("relative", "Famili lain"),
    ("other", "Lainnya"),
)
_STATUS: Final = (("alive", "Hidup, tinggal di sini"), ("moved", "Pindah"), ("dead", "Meninggal"), ("left", "Pergi"))
_YES_NO: Final = (("yes", "Ya"), ("no", "Tidak"))
_PROPOSAL: Final = (
    ("proposed", "Diusulkan masuk DTSEN"),
    ("not_proposed", "Tidak diusulkan"),
    ("postponed", "Ditunda"),
)
_VISIT: Final = (
    ("measured", "Sudah ditimbang dan diukur"),
    ("moved", "Anak sudah pindah"),
    ("dead", "Anak meninggal"),
    ("sick", "Anak sakit, belum diukur"),
    ("refused", "Keluarga menolak"),
    ("not_found", "Tidak ditemukan"),
)
_REPORT: Final = (
    ("mended", "Sudah diperbaiki atau dikirim"),
    ("right", "Daftar kami sudah benar"),
    ("other_agency", "Bukan wewenang kami"),
)

_NOTE: Final = Field("note", FieldKind.TEXT, "Catatan")
_IDENTITY: Final = (
    Field("name", FieldKind.TEXT, "Nama lengkap"),
    Field("nik", FieldKind.NIK, "NIK"),
    Field("birth_date", FieldKind.DAY, "Tanggal lahir"),
    Field("sex", FieldKind.CHOICE, "Jenis kelamin", _SEX),
)
_HOME: Final = (
    Field("kk", FieldKind.KK, "Nomor KK"),
    Field("relation", FieldKind.CHOICE, "Hubungan dengan kepala keluarga", _RELATION),
)
_MEASURED: Final = ("outcome", ("measured",))
_STILL_HERE: Final = ("here", ("yes",))
_HOUSE: Final = (
    Field("here", FieldKind.CHOICE, "Masih tinggal di sini?", _YES_NO),
    Field("water", FieldKind.CHOICE, "Air minum utama", _WATER, only_if=_STILL_HERE),
    Field("latrine", FieldKind.CHOICE, "Jamban", _LATRINE, only_if=_STILL_HERE),
)
_ADDRESS: Final = tuple(
    Field(name, FieldKind.TEXT, title, only_if=_STILL_HERE)
    for name, title in (("address", "Alamat"), ("rt", "RT"), ("rw", "RW"))
)

_ALL: Final = (
    Form(
        "proposal",
        "Perlukah keluarga ini diusulkan?",
        (Field("proposal", FieldKind.CHOICE, "Putusan musyawarah", _PROPOSAL), _NOTE),
        required=("proposal",),
    ),
    Form(
        "value",
        "Nilai mana yang benar?",
        (
            *_IDENTITY,
            Field("status", FieldKind.CHOICE, "Keadaan orang ini", _STATUS),
            Field("village", FieldKind.VILLAGE, "Desa tempat tinggal"),
            _NOTE,
        ),
        any_of=("name", "nik", "birth_date", "sex", "status", "village"),
    ),
    Form("identity", "Apa yang tertulis di KK atau akta?", (*_IDENTITY, _NOTE), any_of=("nik", "birth_date", "sex")),
    Form(
        "child",
        "Di keluarga mana anak ini tinggal?",
        (
            *_HOME,
            Field("nik", FieldKind.NIK, "NIK anak"),
            Field("status", FieldKind.CHOICE, "Keadaan anak", _STATUS),
            _NOTE,
        ),
        any_of=("kk", "status"),
    ),
    Form(
        "home",
        "Di keluarga mana orang ini tinggal?",
        (
            Field("family", FieldKind.FAMILY, "Keluarga"),
            Field("relation", FieldKind.CHOICE, "Hubungan dengan kepala keluarga", _RELATION),
            Field("status", FieldKind.CHOICE, "Keadaan orang ini", _STATUS),
            _NOTE,
        ),
        any_of=("family", "status"),
    ),
    Form(
        "visit",
        "Apa hasil kunjungan ke anak ini?",
        (
            Field("outcome", FieldKind.CHOICE, "Hasil", _VISIT),
            Field("measured_on", FieldKind.DAY, "Tanggal diukur", only_if=_MEASURED),
            # As far as scales and boards for small children go; what is odd within that is flagged later.
            Field("weight", FieldKind.NUMBER, "Berat", low=0.5, high=40, unit="kg", only_if=_MEASURED),
            Field("height", FieldKind.NUMBER, "Panjang atau tinggi", low=30, high=130, unit="cm", only_if=_MEASURED),
            _NOTE,
        ),
        required=("outcome", "measured_on", "weight", "height"),
    ),
    Form(
        "house",
        "Bagaimana keadaan keluarga ini sekarang?",
        (*_HOUSE, _NOTE),
        required=("here",),
    ),
    Form(
        "household",
        "Di mana dan bagaimana keluarga ini tinggal?",
        (*_HOUSE, *_ADDRESS, _NOTE),
        required=("here",),
    ),
    Form(
        "pregnancy",
        "Apakah ibu ini masih hamil?",
        (Field("pregnant", FieldKind.CHOICE, "Hamil", _YES_NO), _NOTE),
        required=("pregnant",),
    ),
    Form(
        "report",
        "Apa yang sudah dilakukan?",
        (Field("outcome", FieldKind.CHOICE, "Hasil", _REPORT), _NOTE),
        required=("outcome",),
    ),
    Form("living", "Siapa tinggal dengan siapa?", (_NOTE,)),
    Form(
        "family",
        "Keluarga yang belum ada di daftar mana pun",
        (
            *_IDENTITY,
            *_HOME,
            Field("village", FieldKind.VILLAGE, "Desa"),
            Field("address", FieldKind.TEXT, "Alamat"),
            Field("rt", FieldKind.TEXT, "RT"),
            Field("rw", FieldKind.TEXT, "RW"),
            Field("water", FieldKind.CHOICE, "Air minum utama", _WATER),
            Field("latrine", FieldKind.CHOICE, "Jamban", _LATRINE),
            _NOTE,
        ),
        required=("name", "sex", "village"),
    ),
)  # fmt: skip

#: Forms by their codes.
FORMS: Final[Mapping[str, Form]] = MappingProxyType({form.code: form for form in _ALL})


def form_of(kind: str) -> Form:
    """The form of a kind of task; KeyError for one that is not known."""
    return FORMS[task_kinds()[kind].form]
