"""Questions and decisions in words, for the pages of the review."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, day, listing
from padan.office.accounts.queries import Account
from padan.office.reviews import queries as reviews
from padan.office.reviews.permissions import may_reopen
from padan.office.reviews.policies import can_decide, can_reopen
from padan.office.reviews.queries import Decision, Pair
from padan.office.reviews.states import State, Verdict, held
from padan.reports.evidence_words import Bar, ToldEvidence, bars, told_evidence, told_sum, weighed_of
from padan.reports.side_by_side import Compared, compared, masked, told_place
from padan.reports.wording import claimed, relation_name, source_name, village_name


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name and place, the other records of the person, the family in its lists. Those outside the
    reader's scope are counted only."""

    letter: str
    name: str
    place: str
    others: tuple[str, ...]
    more_others: str
    family: tuple[str, ...]
    more_family: str


@dataclass(frozen=True, slots=True)
class Said:
    """One decision on a page: what was said, by whom, when, with which note."""

    verdict: str
    by: str
    on: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What the machine thinks: bars, their sum, and what it made of the pair."""

    bars: tuple[Bar, ...]
    sum: str
    made: str


@dataclass(frozen=True, slots=True)
class ToldPair:
    """A question for the page. ``weights`` is None until the reader has answered or asked for it."""

    pair_id: int
    sides: tuple[Side, Side]
    compared: tuple[Compared, ...]
    evidence: tuple[ToldEvidence, ...]
    weights: Weights | None
    notices: tuple[str, ...]
    changed: tuple[str, ...]
    history: tuple[Said, ...]
    can_decide: bool
    own: bool
    can_reopen: bool


def pair(asked: Pair, scope: Scope, account: Account, day: date, *, weights: bool) -> ToldPair:
    """A question as this reader may see it. What others said of it stays hidden while the reader's own word is still
    wanted, save of a dispute."""
    shown = json.loads(asked.shown)
    words = reviews.words_of(asked)
    own = any(word.by == account.pk for word in held(words))
    open_ = can_decide(asked, account, words)
    history = [] if open_ and asked.state == State.WAITING else list(reviews.history(asked))
    if open_ and asked.state == State.SECOND:
        history = []
    weighed = weighed_of(shown["weighed"])
    told = Weights(tuple(bars(weighed)), told_sum(weighed, asked.probability), _made(asked))
    return ToldPair(
        asked.pk,
        (_side("A", shown["sides"][0], scope), _side("B", shown["sides"][1], scope)),
        tuple(compared(*shown["sides"])),
        tuple(told_evidence(weighed)),
        told if weights or not open_ else None,
        tuple(_notices(asked, open_, own)),
        tuple(_changed(asked)),
        tuple(said(each) for each in history),
        open_,
        own,
        not own and can_reopen(asked, "-") and may_reopen(account, asked, day),
    )


def names(asked: Pair) -> str:
    """Both names, to know a question by."""
    return " · ".join(_name(side["record"]) for side in json.loads(asked.shown)["sides"])


def verdict(code: str) -> str:
    """A verdict in words."""
    return {
        Verdict.SAME.value: _("satu orang"),
        Verdict.APART.value: _("bukan orang yang sama"),
        Verdict.UNSURE.value: _("tidak dapat dipastikan"),
        Verdict.REOPENED.value: _("dibuka kembali"),
    }[code]


def said(decision: Decision) -> Said:
    """One decision in words."""
    by = decision.by.name if decision.by is not None else _("Padan")
    return Said(verdict(decision.verdict), by, decision.on, decision.note)


def after(asked: Pair, decision: Decision) -> str:
    """What a decision that was just made brought about."""
    told = _("Tersimpan: {names}, {verdict}.").format(names=names(asked), verdict=verdict(decision.verdict))
    if asked.state == State.SECOND:
        return f"{told} {_('Karena akibatnya besar, satu orang lain akan ditanya juga.')}"
    if asked.state == State.DISPUTED:
        return f"{told} {_('Pendapat Anda berbeda dengan pemeriksa lain; orang ketiga akan ditanya.')}"
    if decision.verdict == Verdict.UNSURE:
        return f"{told} {_('Orang lain akan ditanya.')}" if asked.place is not None else told
    return told


def work(open_questions: int, seconds: float | None) -> str:
    """How much work a queue is, at the pace at which people decide; before that is known, at that of the office's
    plan."""
    minutes = round(open_questions * (seconds if seconds is not None else 60 * _PLANNED_MINUTES) / 60)
    if minutes < 1:
        return _("kurang dari satu menit")
    hours, rest = divmod(minutes, 60)
    parts = [_("{hours} jam").format(hours=count(hours))] if hours else []
    parts += [_("{minutes} menit").format(minutes=rest)] if rest and hours < 10 else []
    return " ".join(parts)


#: Minutes for one question that are planned with as long as nobody knows.
_PLANNED_MINUTES = 2


def _made(asked: Pair) -> str:
    return _("Padan menggabungkan keduanya.") if asked.joined else _("Padan membiarkan keduanya terpisah.")


def _notices(asked: Pair, open_: bool, own: bool) -> list[str]:
    state = State(asked.state)
    if open_ and state is State.SECOND:
        return [_("Satu orang sudah menjawab pasangan ini. Jawabannya tidak ditampilkan supaya pendapat Anda sendiri.")]
    if open_ and state is State.DISPUTED:
        return [_("Dua pemeriksa berbeda pendapat; pendapat Anda menentukan. Baca catatan mereka di bawah.")]
    if own and state in (State.SECOND, State.DISPUTED):
        return [_("Anda sudah menjawab; pendapat orang lain ditunggu.")]
    return {
        State.SETTLED: [_("Sudah diputuskan: {verdict}.").format(verdict=verdict(asked.verdict))]
        if asked.verdict
        else [],
        State.ASIDE: [_("Dikesampingkan: dua orang tidak dapat memastikannya.")],
        State.WITHDRAWN: [_("Tidak ditanyakan lagi sejak rilis yang baru.")],
    }.get(state, [])


def _changed(asked: Pair) -> list[str]:
    """What is new since a question was decided."""
    if not asked.changed:
        return []
    told = []
    for change in json.loads(asked.changed):
        value = listing(_value(change["of"], each) for each in change["came"])
        gone = listing(_value(change["of"], each) for each in change["gone"])
        parts = [_("baru {value}").format(value=value)] if value else []
        parts += [_("tidak ada lagi {value}").format(value=gone)] if gone else []
        told.append(f"{'AB'[change['side']]}, {_attribute(change['of'])}: {'; '.join(parts)}")
    if asked.verdict:
        told.insert(0, _("Dulu diputuskan {verdict}, dan itu tetap berlaku sampai Anda menjawab lagi.").format(
            verdict=verdict(asked.verdict)))  # fmt: skip
    return told


def _attribute(name: str) -> str:
    return {
        "name": _("nama"), "nik": "NIK", "kk": _("nomor KK"), "birth": _("tanggal lahir"), "sex": _("jenis kelamin"),
        "mother": _("nama ibu"), "father": _("nama ayah"), "mate": _("suami/istri"), "village": _("desa/kelurahan"),
    }[name]  # fmt: skip


def _value(name: str, text: str) -> str:
    if name in ("nik", "kk"):
        return masked(text)
    if name == "birth" and len(text) == 8:
        return f"{text[6:]}-{text[4:6]}-{text[:4]}"
    if name == "sex":
        return claimed("sex", text, full=True)
    return village_name(text) if name == "village" else text


def _side(letter: str, side: Mapping[str, Any], scope: Scope) -> Side:
    others = [other for other in side["others"] if scope.covers(other["area"])]
    family = [member for member in side["family"] if scope.covers(member["village"] or settings.PADAN_REGENCY)]
    return Side(
        letter, _name(side["record"]), told_place(side["record"]),
        tuple(_other(each) for each in others),
        _more(side["more_others"], len(side["others"]) - len(others)),
        tuple(_member(each) for each in family),
        _more(side["more_family"], len(side["family"]) - len(family)),
    )  # fmt: skip


def _more(more: int, outside: int) -> str:
    told = [_("{count} lagi").format(count=count(more))] if more else []
    told += [_("{count} di luar wilayah Anda").format(count=count(outside))] if outside else []
    return listing(told)


def _other(record: Mapping[str, Any]) -> str:
    number = record["nik"] or record["nik_written"]
    parts = [
        source_name(record["source"]) + (f" ×{record['times']}" if record["times"] > 1 else ""),
        _name(record),
        _born(record["birth"]),
        f"NIK {masked(number)}" if number else "",
        _("per {day}").format(day=day(date.fromisoformat(record["true_at"]))),
    ]
    return ", ".join(part for part in parts if part)


def _member(member: Mapping[str, Any]) -> str:
    parts: Sequence[str] = (
        relation_name(member["relation"], member["sex"]),
        _name(member),
        _born(member["birth"]),
    )
    return ", ".join(part for part in parts if part)


def _born(text: str | None) -> str:
    return _("lahir {day}").format(day=day(date.fromisoformat(text))) if text else ""


def _name(record: Mapping[str, Any]) -> str:
    return record["name"] or _("tanpa nama")
