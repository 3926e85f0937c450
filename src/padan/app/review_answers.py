"""From the rows of a workbook that came back to decisions: each row is accepted, or refused with its reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from padan.kernel.texts import _
from padan.pipeline.decisions import Decision
from padan.pipeline.link.honest.kept import Asked, Sample
from padan.reports.review_book import Answer, Book


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of the sheet that became no decision, and why."""

    row: int
    reason: str


def settled(
    book: Book, sample: Sample, by: str, before: Sequence[Decision], now: datetime
) -> tuple[list[Decision], list[Refused]]:
    """The decisions of a workbook and its refused rows; together as many as the rows.

    ``by`` stands in for an empty name. What stands in ``before`` already is refused: a file read twice adds nothing.
    """
    twice = {number for number, times in Counter(a.number for a in book.answers).items() if times > 1}
    known = {(d.pair, d.verdict, d.by, d.reason) for d in before}
    accepted, refused = [], []
    for answer in book.answers:
        decision = _decision(answer, book, sample, by, now, twice=answer.number in twice)
        if isinstance(decision, str):
            refused.append(Refused(answer.row, decision))
        elif (decision.pair, decision.verdict, decision.by, decision.reason) in known:
            refused.append(Refused(answer.row, _("sudah dibaca sebelumnya")))
        else:
            accepted.append(decision)
    return accepted, refused


def _decision(answer: Answer, book: Book, sample: Sample, by: str, now: datetime, *, twice: bool) -> Decision | str:
    """The decision, or the reason why there is none."""
    asked = _asked(answer.number, sample)
    if asked is None:
        return _("nomor pasangannya tidak ada di contoh ini")
    if twice:
        return _("nomor pasangannya ada di dua baris")
    if not answer.verdict:
        return _("belum diisi")
    words = {word.casefold(): verdict for word, verdict in book.words.items()}
    verdict = words.get(answer.verdict.casefold())
    if verdict is None:
        return _("isinya bukan {words}").format(words=", ".join(book.words))
    if not verdict:
        return _("masih ragu, tidak diputuskan")
    if not answer.reason:
        return _("alasannya kosong")
    who = answer.by or by.strip()
    if not who:
        return _("nama pemeriksanya kosong (isi kolomnya, atau sebut dengan --by)")
    return Decision.about(*asked.pair, verdict, by=who, on=now, reason=answer.reason, seen=_seen(asked, sample))


def _asked(number: str, sample: Sample) -> Asked | None:
    place = int(number) if number.isdecimal() else 0
    return sample.asked[place - 1] if 1 <= place <= len(sample.asked) else None


def _seen(asked: Asked, sample: Sample) -> str:
    """What the officer was shown, and with what chance the pair was drawn."""
    return json.dumps(
        {
            "release": sample.release,
            "model": sample.model,
            "weight": asked.weight,
            "probability": round(asked.probability, 6),
            "sample": {
                "number": sample.number,
                "stratum": asked.stratum,
                "fraction": asked.fraction,
                "band": asked.band,
            },
        },
        ensure_ascii=False,
        sort_keys=True,
    )
