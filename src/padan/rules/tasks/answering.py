"""Whether an answer can be: field by field, with what is wrong and what to do; and on which day it was given."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from padan.kernel.kk import read_kk
from padan.kernel.nik import read_nik
from padan.kernel.numbers import NumberReading, why_not
from padan.kernel.texts import _
from padan.kernel.writing import decimal
from padan.rules.tasks.forms import Field, FieldKind, Form

#: Texts are cut nowhere: a longer one is refused.
LONGEST: Final = 500
_VILLAGE: Final = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}")
_FAMILY: Final = re.compile(r"F[0-9A-F]{15}")


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer as it is kept, or what is wrong with it: ``faults`` by the field's name ("" for the form)."""

    values: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether it can be kept."""
        return not self.faults


def check(form: Form, written: Mapping[str, object], on: date) -> Checked:
    """An answer to a form, written on the day ``on``: blanks left out, numbers with a point, days as ISO texts.

    What the form does not ask for, or asks only with another answer, is a fault where it is not blank: nothing that
    was written is dropped without a word.
    """
    given = {name: text for name, value in written.items() if (text := _text(value))}
    found = Checked()
    for name in given.keys() - {each.name for each in form.fields}:
        found.faults[name] = _("Pertanyaan ini tidak ada di formulir.")
    for each in form.fields:
        asked = _is_asked(each, given)
        if each.name not in given:
            if asked and each.name in form.required:
                found.faults[each.name] = _("Belum diisi.")
        elif not asked:
            found.faults[each.name] = _("Hanya diisi bila jawaban sebelumnya cocok; kosongkan.")
        else:
            _read(each, given[each.name], on, found)
    if form.any_of and not found.faults and not given.keys() & set(form.any_of):
        found.faults[""] = _("Isi paling sedikit satu jawaban selain catatan.")
    return found


def phone_day(said: datetime, sent: datetime, received: datetime) -> datetime:
    """When an answer was given, by the office's clock: a phone's clock may be wrong by days, but tells how long ago
    the answer was. All with a time zone. Never after ``received``; an answer that a phone says it will give later
    counts as given when it arrived."""
    return received - max(sent - said, timedelta(0))


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _is_asked(asked: Field, given: Mapping[str, str]) -> bool:
    if asked.only_if is None:
        return True
    name, values = asked.only_if
    return given.get(name) in values


def _read(asked: Field, text: str, on: date, found: Checked) -> None:
    try:
        found.values[asked.name] = _READERS[asked.kind](asked, text, on)
    except ValueError as error:
        found.faults[asked.name] = str(error)


def _choice(asked: Field, text: str, _on: date) -> str:
    if text not in {code for code, _title in asked.choices}:
        raise ValueError(_("Pilih salah satu jawaban."))
    return text


def _free(_asked: Field, text: str, _on: date) -> str:
    if len(text) > LONGEST:
        raise ValueError(_("Paling panjang {longest} huruf.").format(longest=LONGEST))
    return text


def _day(_asked: Field, text: str, on: date) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("Tulis tanggal seperti 2026-11-28.")) from None
    if day > on:
        raise ValueError(_("Tanggal ini belum terjadi."))
    return day.isoformat()


def _number(asked: Field, text: str, _on: date) -> str:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    low, high = asked.low or 0, asked.high if asked.high is not None else math.inf
    # Not a number is in no range.
    if not low <= number <= high:
        raise ValueError(
            _("Tulis angka dari {low} sampai {high} {unit}.").format(
                low=decimal(low), high=decimal(high), unit=asked.unit
            )
        )
    return str(number)


def _sixteen(reading: NumberReading) -> str:
    if reading.value is None:
        raise ValueError(why_not(reading))
    return reading.value


def _nik(_asked: Field, text: str, _on: date) -> str:
    return _sixteen(read_nik(text))


def _kk(_asked: Field, text: str, _on: date) -> str:
    return _sixteen(read_kk(text))


def _village(_asked: Field, text: str, _on: date) -> str:
    if not _VILLAGE.fullmatch(text):
        raise ValueError(_("Pilih satu desa."))
    return text


def _family(_asked: Field, text: str, _on: date) -> str:
    if not _FAMILY.fullmatch(text):
        raise ValueError(_("Pilih satu keluarga."))
    return text


_READERS: Final = {
    FieldKind.CHOICE: _choice,
    FieldKind.TEXT: _free,
    FieldKind.DAY: _day,
    FieldKind.NUMBER: _number,
    FieldKind.NIK: _nik,
    FieldKind.KK: _kk,
    FieldKind.VILLAGE: _village,
    FieldKind.FAMILY: _family,
}
