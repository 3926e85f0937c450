"""How far the links can be trusted, in words and tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from padan.app.screen import facts, heading, say, table
from padan.kernel.texts import _
from padan.kernel.writing import count, decimal, percent
from padan.pipeline.link.honest.answers import answers_of
from padan.pipeline.link.honest.calibration import (
    LEAST_DECISIONS,
    Answers,
    Calibration,
    recalibrated,
    reliability,
    shipped,
)
from padan.pipeline.link.honest.curve import Numbers
from padan.pipeline.link.honest.estimates import Judged, Quality, quality
from padan.pipeline.link.honest.intervals import Interval
from padan.pipeline.link.honest.queue import predict
from padan.pipeline.link.honest.reading import Pairs
from padan.pipeline.link.honest.zones import (
    Costs,
    Zones,
    expected,
    zones_for,
    zones_for_precision,
    zones_for_queue,
)
from padan.reports.wording import source_name


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the office asks for: costs, minutes a pair, and a longest queue or a precision if it named one."""

    costs: Costs
    minutes: float
    queue: int | None
    precision: float | None


def show_links(pairs: Pairs, judged: Judged, model: str, wanted: Wanted) -> None:
    """Print zones, queue, precision and recall, and the reliability, for the compared pairs of a release."""
    answers = answers_of(pairs, judged)
    calibration = recalibrated(shipped(), answers)
    probability = calibration.probability(pairs.weight, pairs.joined)
    zones = _zones(probability, wanted)
    _tell_basis(calibration, judged, model)
    _tell_zones(zones, probability, wanted)
    _tell_queue(zones, pairs, probability, wanted.minutes)
    _tell_quality(quality(pairs, calibration, judged))
    if len(judged) >= LEAST_DECISIONS:
        _tell_reliability(calibration, answers)


def _zones(probability: Numbers, wanted: Wanted) -> Zones:
    if wanted.queue is not None:
        return zones_for_queue(probability, wanted.costs, wanted.queue)
    if wanted.precision is not None:
        return zones_for_precision(probability, wanted.precision, zones_for(wanted.costs).apart)
    return zones_for(wanted.costs)


def _tell_basis(calibration: Calibration, judged: Judged, model: str) -> None:
    heading(_("Dasar angka-angka ini"))
    if calibration.decisions:
        say(
            _("  Peluang disetel dari {count} putusan petugas atas contoh yang diundi.").format(
                count=count(calibration.decisions)
            )
        )
    else:
        say(
            _(
                "  Peluang menurut kurva yang dipelajari di kabupaten rekaan ({pairs} pasangan), bukan dari data ini. "
                "Putusan petugas atas contoh: {count}; mulai {least} putusan kurvanya disetel."
            ).format(pairs=count(calibration.pairs), count=count(len(judged)), least=LEAST_DECISIONS)
        )
    if calibration.model_version != model:
        say(
            _("  Perhatian: kurva itu dipelajari untuk model lain ({theirs}), rilis ini memakai {ours}.").format(
                theirs=calibration.model_version, ours=model
            )
        )
    say(_("  Pasangan yang akhirnya satu orang dan yang akhirnya terpisah mempunyai kurva sendiri-sendiri."))


def _tell_zones(zones: Zones, probability: Numbers, wanted: Wanted) -> None:
    told = expected(zones, probability)
    heading(_("Tiga zona"))
    say(
        _("  Biaya: penggabungan keliru {wrong}, terlewat {missed}, periksa {review}.").format(
            wrong=_plain(wanted.costs.wrong_merge), missed=_plain(wanted.costs.missed),
            review=_plain(wanted.costs.review),
        )
    )  # fmt: skip
    low, high = percent(zones.apart), percent(zones.joined)
    table(
        (_("Zona"), _("Peluang satu orang"), _("Pasangan"), _("Salah yang diperkirakan")),
        (
            (_("digabung"), _("{share} ke atas").format(share=high), count(told.joined),
             _("{count} penggabungan keliru").format(count=_plain(told.wrong_merges))),
            (_("ditanyakan"), f"{low} - {high}", count(told.asked), ""),
            (_("dipisah"), _("di bawah {share}").format(share=low), count(told.apart),
             _("{count} terlewat").format(count=_plain(told.missed))),
        ),
        right=[2],
    )  # fmt: skip
    say(_("  Ketepatan zona digabung menurut kurva: {share}.").format(share=percent(told.precision)))


def _tell_queue(zones: Zones, pairs: Pairs, probability: Numbers, minutes: float) -> None:
    ids, place = np.unique(np.concatenate([pairs.record_a, pairs.record_b]).astype(str), return_inverse=True)
    one, other = place[: len(pairs)], place[len(pairs) :]
    queue = predict(one, other, probability, zones, max(pairs.records, len(ids)))
    heading(_("Antrean periksa yang diperkirakan"))
    facts(
        (
            (_("pasangan catatan"), count(queue.pairs)),
            (_("pertanyaan"), _("{count} ({share} dari semua catatan)").format(
                count=count(queue.questions), share=percent(queue.share))),
            (_("catatan di dalamnya"), count(queue.records)),
            (_("jam kerja"), _("{hours} jam, {minutes} menit tiap pertanyaan").format(
                hours=decimal(queue.hours(minutes)), minutes=_plain(minutes))),
        )
    )  # fmt: skip


def _tell_quality(found: tuple[Quality, ...]) -> None:
    heading(_("Ketepatan dan kelengkapan (95 %)"))
    by_people = bool(found[0].judged)
    say(
        _("  Dari putusan petugas atas contoh yang diundi.")
        if by_people
        else _("  Dari kurva saja, belum dari putusan petugas; selangnya menurut beda antar kabupaten rekaan.")
    )
    table(
        (_("Pasang daftar"), _("Tergabung"), _("Diperiksa"), _("Ketepatan"), _("Kelengkapan")),
        ((_between(q.between), count(q.joined), count(q.judged), _interval(q.precision), _interval(q.recall))
         for q in found),
        right=[1, 2], bold=[0],
    )  # fmt: skip
    overall = found[0].missed
    if overall.known:
        say(
            _(
                "  Kelengkapan memperhitungkan sekitar {count} pasangan yang tidak pernah dibandingkan (dihitung dua "
                "cara: dengan NIK, tanpa NIK). Baris yang buruk biasanya buruk dalam keduanya, jadi kelengkapan yang "
                "sebenarnya bisa lebih rendah."
            ).format(count=_plain(overall.pairs))
        )
    else:
        say(_("  Yang tidak pernah dibandingkan tidak dapat diperkirakan: terlalu sedikit pasangan."))


def _tell_reliability(calibration: Calibration, answers: Answers) -> None:
    heading(_("Apakah peluangnya benar"))
    probability = calibration.probability(answers.weight, answers.joined)
    table(
        (_("Peluang"), _("Diperiksa"), _("Diperkirakan"), _("Ternyata satu orang")),
        ((f"{percent(b.low)} - {percent(b.high)}", count(b.pairs), percent(b.expected), _interval(b.observed))
         for b in reliability(probability, answers.same, answers.sampling)),
        right=[1, 2],
    )  # fmt: skip


def _between(name: str) -> str:
    return " × ".join(source_name(each) for each in name.split(" × ")) if name else _("semua")


def _interval(found: Interval) -> str:
    return f"{percent(found.share)} ({percent(found.low)} - {percent(found.high)})"


def _plain(number: float) -> str:
    return count(round(number)) if number == round(number) or number >= 100 else decimal(number)
