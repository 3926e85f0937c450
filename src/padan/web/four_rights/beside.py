"""What visits found and which complaints were right, beside the office's own numbers, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan
from typing import Final

from django.db.models import Count

from padan.kernel.texts import _, language
from padan.kernel.writing import count, decimal
from padan.office.aid.queries import Round
from padan.office.complaints import queries as complaints
from padan.office.complaints.states import Outcome
from padan.reference.complaints import categories
from padan.reports.four_rights import Account, Sampled
from padan.rules.four_rights import Right
from padan.rules.sampling import Estimate
from padan.web.access import Reader


@dataclass(frozen=True, slots=True)
class Beside:
    """One right: the office's share by its records alone, what visits found with its interval and of how many answers;
    ``says`` where the office's number lies outside, ``rough`` where the interval is wider than planned."""

    right: str
    office: str
    visits: str
    answers: str
    says: str
    rough: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the visits to a sample found; ``needless`` says which part of those listed is not in need, and ``left``
    whose places brought no answer yet."""

    number: int
    rows: tuple[Beside, ...]
    needless: str
    left: str


def found_beside(account: Account) -> Found | None:
    """What visits found of a round; None where none is told of."""
    sampled = account.sampled
    if sampled is None:
        return None
    return Found(
        sampled.sample.pk, tuple(_rows(sampled)), _needless(sampled.not_needy),
        _left(sampled.not_needy, sampled.sample.population),
    )  # fmt: skip


def upheld(who: Reader, held: Round) -> list[tuple[str, str]]:
    """Complaints of the round about money and about goods that were found right, in whole or in part: of those that the
    reader may see, by category. They lower no number: nobody is to guess from one which family complained."""
    mine = complaints.complaints(who.scope, who.account, who.day)
    right = mine.filter(round=held, category__in=_CATEGORIES, outcome__in=(Outcome.UPHELD, Outcome.PARTLY)).order_by()
    found = right.values_list("category").annotate(many=Count("pk")).order_by("category")
    return [(categories()[category].name(language()), count(many)) for category, many in found]


def _rows(sampled: Sampled) -> Iterator[Beside]:
    for right, found in sampled.shares.items():
        office = sampled.office[right]
        share = "–" if office is None else _percent(office)
        answers = _("{answered} dari {asked} menjawab").format(
            answered=count(int(found.answered.sum())), asked=count(int(found.asked.sum()))
        )
        if isnan(found.share):
            yield Beside(right.words, share, _("belum diketahui"), answers, "", False)
            continue
        says = ""
        if sampled.is_contradicted(right):
            said = _("Catatan kantor {office}, kunjungan menemukan {found}: {look}")
            said = said.format(office=share, found=_with_interval(found), look=_LOOK[right]())
            says = f"{right.words.capitalize()}. {said}"
        yield Beside(right.words, share, _with_interval(found), answers, says, sampled.is_rough(found))


#: Categories of complaints that speak of price, of amount and of quality.
_CATEGORIES: Final = ("money", "short")
#: What to look into where records and visits disagree.
_LOOK: Final = {
    Right.TARGET: lambda: _("periksa apakah aturan dan data penerimanya masih sesuai keadaan."),
    Right.TIME: lambda: _("periksa tanggal penyerahan yang dicatat."),
    Right.AMOUNT: lambda: _("periksa jumlah yang dicatat dan yang benar-benar dibawa pulang."),
    Right.PRICE: lambda: _("periksa siapa yang meminta bayaran."),
    Right.QUALITY: lambda: _("periksa pemeriksaan barang waktu datang."),
}


def _needless(found: Estimate) -> str:
    if isnan(found.share):
        return ""
    return _("Dari yang terdaftar, {found} menurut petugas kunjungan tidak lagi membutuhkan.").format(
        found=_with_interval(found)
    )


def _left(found: Estimate, population: int) -> str:
    """Whose places brought no answer: the interval is not of them."""
    without = population - found.covered
    if not without:
        return ""
    return _("Dari wilayah {n} penerima belum ada jawaban; selangnya tidak berlaku bagi mereka.").format(
        n=count(without)
    )


def _with_interval(found: Estimate) -> str:
    low, high = (decimal(100 * each, 0) for each in (found.interval.low, found.interval.high))
    return f"{_percent(found.share)} ({low}–{high})"


def _percent(share: float) -> str:
    return f"{decimal(100 * share, 0)} %"
