"""What a growth table says, on the screen: columns found, rows with and without z, and the shares."""

from __future__ import annotations

from collections import Counter

import numpy as np

from padan.app.screen import facts, heading, points, say, table
from padan.kernel.texts import _
from padan.kernel.writing import count, percent
from padan.pipeline.children.answers import indicator_name, note_text
from padan.pipeline.children.notes import Note
from padan.pipeline.children.scoring import Scored
from padan.rules.growth.answer import Answer
from padan.rules.growth.classes import OVERWEIGHT, STUNTING, UNDERWEIGHT, WASTING, affected, axes
from padan.rules.growth.missing import Missing, words


def tell_columns(scored: Scored) -> None:
    """Which column was taken for what, and which not."""
    heading(_("Kolom yang dikenali"))
    headers = scored.given.headers
    used = {_used(way) for way in scored.read.ages}
    ignored = {"age", "age_days", "age_months", "birth_date", "measured_on"} - set().union(*used)
    facts(
        (field_name(field), headers[place] + (f" ({_('tidak dipakai')})" if field in ignored else ""))
        for field, place in scored.found.columns.items()
    )
    if scored.given.notes:
        say("  " + "; ".join(scored.given.notes), style="dim")


def _used(way: str) -> frozenset[str]:
    fields = {
        "dates": ("birth_date", "measured_on"), "age_by_flag": ("age", "is_age_in_month"), "age_text": ("age",),
        "age_days_of_who": ("age",),
    }  # fmt: skip
    return frozenset(fields.get(way, (way,)))


def field_name(field: str) -> str:
    """A field in words, with the name that ``--column`` takes."""
    names = {
        "sex": _("jenis kelamin"), "birth_date": _("tanggal lahir"), "measured_on": _("tanggal pengukuran"),
        "age": _("umur"), "age_days": _("umur dalam hari"), "age_months": _("umur dalam bulan"),
        "is_age_in_month": _("umur dalam bulan?"), "weight": _("berat"), "length": _("panjang atau tinggi"),
        "position": _("cara ukur"), "oedema": _("edema"), "arm": _("lingkar lengan atas"),
        "head": _("lingkar kepala"), "triceps": _("lipatan kulit trisep"),
        "subscapular": _("lipatan kulit subskapular"),
    }  # fmt: skip
    return f"{names[field]} ({field})"


def tell_answers(scored: Scored) -> None:
    """How many rows have a z, how many are flagged, why the others have none, and the shares."""
    rows, scores = len(scored.children), scored.scores
    have = np.zeros(rows, np.bool_)
    for z in scores.z.values():
        have |= ~np.isnan(z)
    flagged = np.zeros(rows, np.bool_)
    for flag in scores.flag.values():
        flagged |= flag
    heading(_("Hasil"))
    facts(
        (
            (_("jumlah baris"), count(rows)),
            (_("dengan nilai z"), count(int(have.sum()))),
            (_("tanpa nilai z"), count(rows - int(have.sum()))),
            (_("ditandai tidak wajar"), count(int(flagged.sum()))),
        )
    )
    say("")
    table(
        [_("indeks"), _("dengan z"), _("tidak wajar"), _("tanpa z"), _("sebab tanpa z")],
        [_index_row(scored, name) for name in scores.z],
        right=(1, 2, 3),
    )
    _tell_shares(scored)
    _tell_notes(scored)


def _index_row(scored: Scored, name: str) -> tuple[str, ...]:
    missing = scored.scores.missing[name]
    codes, numbers = np.unique(missing[missing > 0], return_counts=True)
    reasons = sorted(zip(numbers.tolist(), codes.tolist(), strict=True), reverse=True)
    told = " ".join(f"{count(number)}× {words(Missing(code))}" for number, code in reasons)
    none = int((missing > 0).sum())
    flagged = int(scored.scores.flag[name].sum())
    return indicator_name(name), count(len(missing) - none), count(flagged), count(none), told


def _tell_shares(scored: Scored) -> None:
    names = {
        STUNTING: _("pendek (stunted)"), WASTING: _("gizi kurang (wasted)"),
        UNDERWEIGHT: _("berat kurang (underweight)"), OVERWEIGHT: _("gizi lebih (overweight)"),
    }  # fmt: skip
    rows = []
    for axis, classes in axes(scored.scores, scored.children).items():
        answers = affected(axis, classes)
        known, bad = int((answers != Answer.UNKNOWN).sum()), int((answers == Answer.YES).sum())
        rows.append((names[axis], count(bad), count(known), percent(bad / known) if known else "-"))
    say("")
    table([_("keadaan"), _("jumlah anak"), _("dari"), "%"], rows, right=(1, 2, 3))


def _tell_notes(scored: Scored) -> None:
    codes, numbers = np.unique(scored.read.notes, return_counts=True)
    told: Counter[Note] = Counter()
    for code, number in zip(codes.tolist(), numbers.tolist(), strict=True):
        for note in Note:
            told[note] += number if note & code else 0
    lines = [f"{count(number)}× {note_text(note)}" for note, number in told.items() if number]
    if lines:
        heading(_("Yang perlu dilihat lagi"))
        points(lines)
