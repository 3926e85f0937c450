"""The columns that Padan adds to a table of children.

Their names are Indonesian and the same in every language, as the indices of Permenkes 2/2020 are: PB/U is ``pb_u``
(length or height for age), BB/U ``bb_u``, BB/PB ``bb_pb`` (weight for length or height), IMT/U ``imt_u``. Stunted,
wasted, underweight and overweight are the words that the reports use, and stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from padan.kernel.texts import _
from padan.pipeline.children.columns import labelled, numbers
from padan.pipeline.children.notes import Note
from padan.pipeline.children.scoring import Scored
from padan.reference.growth_classes import growth_classes
from padan.rules.growth.ages import rounded_half_up
from padan.rules.growth.answer import Answer
from padan.rules.growth.children import (
    ARM_FOR_AGE,
    BMI_FOR_AGE,
    HEAD_FOR_AGE,
    LENGTH_FOR_AGE,
    SUBSCAPULAR_FOR_AGE,
    TRICEPS_FOR_AGE,
    WEIGHT_FOR_AGE,
    WEIGHT_FOR_LENGTH,
    Children,
    Codes,
    Floats,
)
from padan.rules.growth.classes import (
    ARM,
    AXIS_WORDS,
    PERMENKES_0_5,
    affected,
    arm_classes,
    axes,
    permenkes,
)
from padan.rules.growth.missing import Missing, words

#: How the columns of each indicator are called: ``z_pb_u``, ``tak_wajar_pb_u``, ``kelas_pb_u``, ``status_pb_u``.
SHORT: Final = {
    LENGTH_FOR_AGE: "pb_u",
    WEIGHT_FOR_AGE: "bb_u",
    WEIGHT_FOR_LENGTH: "bb_pb",
    BMI_FOR_AGE: "imt_u",
    HEAD_FOR_AGE: "lk_u",
    ARM_FOR_AGE: "lila_u",
    TRICEPS_FOR_AGE: "trisep_u",
    SUBSCAPULAR_FOR_AGE: "subskapular_u",
}

#: Why there is no z, row by row; and what was doubtful in the cells.
REASON, NOTES = "alasan", "catatan"


def indicator_name(indicator: str) -> str:
    """An indicator as officers write it: "PB/U"."""
    return {
        LENGTH_FOR_AGE: "PB/U", WEIGHT_FOR_AGE: "BB/U", WEIGHT_FOR_LENGTH: "BB/PB", BMI_FOR_AGE: "IMT/U",
        HEAD_FOR_AGE: "LK/U", ARM_FOR_AGE: "LiLA/U", TRICEPS_FOR_AGE: _("trisep/U"),
        SUBSCAPULAR_FOR_AGE: _("subskapular/U"),
    }[indicator]  # fmt: skip


def answer_columns(scored: Scored) -> pa.Table:
    """Age, corrected length, z, flags, classes, axes, reason and notes of every row."""
    scores, children = scored.scores, scored.children
    made: dict[str, pa.Array] = {
        "umur_hari": numbers(age_used(children)).cast(pa.int64(), safe=False),
        "panjang_koreksi": numbers(scores.length),
    }
    made |= {f"z_{SHORT[name]}": numbers(z) for name, z in scores.z.items()}
    for name, flag in scores.flag.items():
        made[f"tak_wajar_{SHORT[name]}"] = pa.array(flag, mask=np.isnan(scores.z[name]))
    for index, found in permenkes(scores, children).items():
        made |= _class_columns(SHORT[index], PERMENKES_0_5, index, found.code)
    if children.arm is not None:
        made |= _class_columns("lila", ARM, "arm", arm_classes(children).code)
    for axis, classes in axes(scores, children).items():
        answers = affected(axis, classes)
        made[AXIS_WORDS[axis]] = pa.array(answers == Answer.YES, mask=answers == Answer.UNKNOWN)
    reason = _by_combination([scores.missing[name] for name in scores.z], list(scores.z), _reason)
    made[REASON] = pc.if_else(pa.array(scored.given.broken), note_text(Note.BROKEN), reason)
    made[NOTES] = _by_combination([scored.read.notes], [], _notes)
    return pa.table(made)


def age_used(children: Children) -> Floats:
    """The age in whole days; NaN where it is not known or is no age."""
    days, _months = children.age(slice(None))
    return rounded_half_up(days)


def _class_columns(short: str, scheme: str, index: str, codes: Codes) -> dict[str, pa.Array]:
    """The class as a key for programs, and as the regulation names it."""
    known = growth_classes(scheme)[index]
    return {
        f"kelas_{short}": labelled(codes, [each.key for each in known]),
        f"status_{short}": labelled(codes, [each.name_id for each in known]),
    }


def _by_combination(
    columns: Sequence[NDArray[Any]], names: Sequence[str], tell: Callable[[tuple[int, ...], Sequence[str]], str]
) -> pa.Array:
    """A column of texts, each told once for all rows that have the same codes; no text is null."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        key = key * (int(column.max(initial=0)) + 1) + column
    _keys, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    texts = [tell(tuple(int(column[row]) for column in columns), names) for row in first]
    dictionary = pa.array([text or None for text in texts], pa.string())
    return dictionary.take(pa.array(inverse.ravel()))


def _reason(codes: tuple[int, ...], names: Sequence[str]) -> str:
    """ "PB/U, IMT/U: Belum diukur." """
    told: dict[int, list[str]] = {}
    for code, name in zip(codes, names, strict=True):
        if code:
            told.setdefault(code, []).append(name)
    if len(told) == 1 and len(told[next(iter(told))]) == len(names):
        return words(Missing(next(iter(told))))
    return " ".join(f"{', '.join(map(indicator_name, those))}: {words(Missing(code))}" for code, those in told.items())


def note_text(note: Note) -> str:
    """What a note says."""
    return {
        Note.BROKEN: _("Selnya lebih banyak dari kepala tabel; baris ini tidak dibaca."),
        Note.WEIGHT_TIME: _("Berat tertulis sebagai jam (09:10), dibaca 9,10 kg."),
        Note.WEIGHT_GRAM: _("Berat tertulis dalam gram, dibaca dalam kg."),
        Note.LENGTH_TIME: _("Panjang tertulis sebagai jam, dibaca sebagai cm."),
        Note.LENGTH_METRE: _("Panjang tertulis dalam meter, dibaca dalam cm."),
        Note.LENGTH_MILLIMETRE: _("Panjang tertulis dalam milimeter, dibaca dalam cm."),
        Note.SEX_UNREAD: _("Jenis kelamin tidak terbaca."),
        Note.DATE_UNREAD: _("Tanggal tidak terbaca."),
        Note.DATE_DOUBTFUL: _("Tanggal dan bulan dapat tertukar."),
        Note.AGE_UNREAD: _("Umur tidak terbaca."),
        Note.WEIGHT_UNREAD: _("Berat tidak terbaca."),
        Note.LENGTH_UNREAD: _("Panjang atau tinggi tidak terbaca."),
        Note.POSITION_UNREAD: _("Cara ukur tidak dikenal; panjang tidak dikoreksi."),
        Note.OEDEMA_UNREAD: _("Isian edema tidak dikenal; dianggap tidak bengkak."),
        Note.OTHER_UNREAD: _("Lingkar kepala, LiLA atau lipatan kulit tidak terbaca."),
    }[note]


def _notes(codes: tuple[int, ...], _names: Sequence[str]) -> str:
    return " ".join(note_text(note) for note in Note if note & codes[0])
