"""Which column of a table holds what of a child, found by its name or named by a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from padan.contracts.source import fold_header
from padan.kernel.errors import InvalidValueError, UnknownSourceError
from padan.kernel.texts import _
from padan.pipeline.sources.eppgbm.nutrition_status import NUTRITION_STATUS

#: What is measured; a table needs one of these.
MEASURES: Final = ("weight", "length", "head", "arm", "triceps", "subscapular")

#: The names of WHO's R package ``anthro`` for its arguments (and so for the columns people keep for them).
WHO_NAMES: Final = {
    "sex": "sex",
    "age": "age",
    "is_age_in_month": "is_age_in_month",
    "weight": "weight",
    "lenhei": "length",
    "measure": "position",
    "headc": "head",
    "armc": "arm",
    "triskin": "triceps",
    "subskin": "subscapular",
    "oedema": "oedema",
}

#: Ways to give an age; one of them must be met in full.
_AGES: Final = (("birth_date", "measured_on"), ("age_days",), ("age_months",), ("age",))

#: Headers by field, beside those that the source e-PPGBM knows.
_MORE: Final = {
    "sex": ("gender", "child sex", "kelamin anak", "jenis kelamin anak", "jk anak"),
    "birth_date": (
        "birth date", "date of birth", "dob", "birthdate", "tgl lahir balita", "lahir", "date_birth", "birthday",
    ),
    "measured_on": (
        "measured on", "date of measurement", "measurement date", "date measured", "visit date", "date of visit",
        "dov", "tanggal kunjungan", "tgl kunjungan", "tgl timbang", "tgl penimbangan",
        "tgl pengukuran balita",
    ),
    "age": ("age", "umur anak", "usia anak", "umur balita", "usia balita", "umur saat ukur"),
    "age_days": (
        "age days", "age in days", "agedays", "age d", "umur hari", "usia hari", "umur dalam hari", "usia dalam hari",
        "umur_hari", "days",
    ),
    "age_months": (
        "age months", "age in months", "agemons", "agemonths", "age mo", "umur bulan", "usia bulan", "umur bln",
        "usia bln", "umur dalam bulan", "usia dalam bulan", "months",
    ),
    "is_age_in_month": ("is age in month",),
    "weight": ("weight", "berat badan anak", "bb anak", "berat badan balita", "wt", "body weight", "berat timbang"),
    "length": (
        "lenhei", "length", "height", "lenhei cm", "length height", "length/height", "height/length", "ht", "pb",
        "panjang badan", "panjang/tinggi", "tinggi/panjang", "panjang badan/tinggi badan", "tinggi anak",
        "tinggi badan anak", "tinggi badan balita", "tb anak", "pbtb", "stature",
    ),
    "position": ("measure", "measured", "position", "posisi", "posisi anak", "cara pengukuran", "lying or standing"),
    "oedema": ("oedema", "edema", "bengkak", "pitting oedema", "bilateral oedema", "udem", "pitting edema"),
    "arm": ("armc", "muac", "arm circumference", "arm", "lingkar lengan", "lla"),
    "head": ("headc", "head circumference", "head", "lk anak", "hc"),
    "triceps": ("triskin", "triceps skinfold", "triceps", "trisep", "lipatan kulit trisep"),
    "subscapular": ("subskin", "subscapular skinfold", "subscapular", "subskapular", "lipatan kulit subskapular"),
}  # fmt: skip

#: The fields whose spellings e-PPGBM's layout holds, by our name.
_KNOWN_THERE: Final = {
    "sex": "sex", "birth_date": "birth_date", "measured_on": "measured_on", "age": "age_written", "weight": "weight",
    "length": "height", "position": "position", "arm": "muac", "head": "head",
}  # fmt: skip

#: What headers say of units: "BB (kg)", "berat_kg", "Tanggal Lahir (dd/mm/yyyy)", "L/P *".
_REMARK: Final = re.compile(
    r"[(\[] *(?:kg|cm|mm|gr?|gram|l ?/ ?p|[dhty]+[-/ .][mb]+[-/ .][yt]+) *[)\]]|\*", re.IGNORECASE
)
_UNIT: Final = re.compile(r"(?<=.)(?:KG|CM|MM)$")


@dataclass(frozen=True, slots=True)
class Found:
    """Where each field stands among the columns, from 0."""

    columns: dict[str, int]

    def __contains__(self, field: str) -> bool:
        return field in self.columns


@cache
def _fields() -> dict[str, str]:
    """Every folded spelling and its field."""
    known: dict[str, str] = {}
    for field, more in _MORE.items():
        there = NUTRITION_STATUS.field(_KNOWN_THERE[field]).aliases if field in _KNOWN_THERE else ()
        for name in (field, *more, *there):
            known[fold_header(name)] = field
    return known


def field_names() -> tuple[str, ...]:
    """The fields by the names that a person may give them."""
    return tuple(_MORE)


def field_of(header: str) -> str | None:
    """The field that a header names; None when it names none."""
    known = _fields()
    whole, bare = fold_header(header), fold_header(_REMARK.sub("", header))
    for spelling in (whole, bare, _UNIT.sub("", bare)):
        if spelling in known:
            return known[spelling]
    return None


def candidates(headers: Sequence[str]) -> dict[str, list[int]]:
    """For each field the columns whose header names it."""
    found: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        field = field_of(header)
        if field is not None:
            found.setdefault(field, []).append(place)
    return found


def find(headers: Sequence[str], named: Mapping[str, str], *, by_who: bool) -> Found:
    """Where each field stands. ``named``: the header of a field (by any spelling of it), as a person said.

    ``by_who``: WHO's own names are believed before others, and an age is not needed. Errors name the columns seen
    and the next step: a field with two columns, a name that is no field or no column, a necessary field missing.
    """
    chosen = {_field_named(field): _column_named(header, headers) for field, header in named.items()}
    taken = set(chosen.values())
    for field, places in candidates(headers).items():
        places = [place for place in places if place not in taken]
        if field in chosen or not places:
            continue
        exact = [place for place in places if by_who and WHO_NAMES.get(headers[place]) == field]
        if len(places) > 1 and len(exact) != 1:
            raise _ambiguous(field, [headers[place] for place in places])
        chosen[field] = (exact or places)[0]
    _check(chosen, headers, age_needed=not by_who)
    return Found(chosen)


def _field_named(name: str) -> str:
    field = field_of(name)
    if field is None:
        raise InvalidValueError(
            _("--column: '{name}' bukan isian anak").format(name=name),
            next_step=_("Yang dikenal: {fields}.").format(fields=", ".join(field_names())),
        )
    return field


def _column_named(header: str, headers: Sequence[str]) -> int:
    if header in headers:
        return headers.index(header)
    alike = [place for place, other in enumerate(headers) if fold_header(other) == fold_header(header)]
    if len(alike) != 1:
        raise InvalidValueError(
            _("--column: tidak ada kolom '{header}'").format(header=header), next_step=_seen(headers)
        )
    return alike[0]


def _ambiguous(field: str, headers: Sequence[str]) -> UnknownSourceError:
    return UnknownSourceError(
        _("Lebih dari satu kolom dapat berarti {field}: {headers}").format(field=field, headers=", ".join(headers)),
        next_step=_("Sebut yang benar, misalnya: --column {field}={header}").format(
            field=field, header=_typed(headers[0])
        ),
    )


def _check(chosen: Mapping[str, int], headers: Sequence[str], *, age_needed: bool) -> None:
    missing = []
    if "sex" not in chosen:
        missing.append(_("jenis kelamin (sex)"))
    if age_needed and not any(all(field in chosen for field in way) for way in _AGES):
        missing.append(
            _("umur (age_days atau age_months), atau tanggal lahir dan tanggal ukur (birth_date, measured_on)")
        )
    if not any(field in chosen for field in MEASURES):
        missing.append(_("hasil ukur (weight, length, head, arm, triceps atau subscapular)"))
    if missing:
        raise UnknownSourceError(
            _("Kolom ini tidak ditemukan: {missing}").format(missing="; ".join(missing)),
            next_step=_seen(headers) + "\n" + _("Sebut sendiri kolomnya, misalnya: --column sex=NAMA_KOLOM"),
        )


def _seen(headers: Sequence[str]) -> str:
    names = [header for header in headers if header]
    return _("Kolom yang ada: {names}.").format(names=", ".join(names) or "-")


def _typed(header: str) -> str:
    """A header as it must be typed in a shell."""
    return header if re.fullmatch(r"[\w./-]+", header) else f'"{header}"'
