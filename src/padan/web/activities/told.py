"""Reported activities as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from padan.kernel.texts import _, language
from padan.kernel.writing import count, day, rupiah
from padan.office.activities.lines import Line, Refused
from padan.office.activities.queries import Activity, Reject, Report
from padan.reference.activities import Class, activity_kinds
from padan.reports.activities.once import Once, Told
from padan.reports.activities.words import ADDRESSED, RULES, class_words, reason_of_class
from padan.reports.open_forms.beside import Beside
from padan.reports.wording import region_name

_LOOKS: Final = {Class.SPECIFIC: "good", Class.SENSITIVE: "good", None: "doubt"}


@dataclass(frozen=True, slots=True)
class Card:
    """An activity in a list: its first report's number; ``value`` is what counts."""

    number: int
    title: str
    more: str
    value: str
    of: str
    look: str
    misfiled: bool
    reports: int


@dataclass(frozen=True, slots=True)
class ToldReport:
    """A report in a list."""

    number: int
    name: str
    more: str
    rows_in: int
    accepted: int
    rejected: int
    at: datetime
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a report that was accepted; ``number`` is None while it is not kept."""

    number: int | None
    row: int
    title: str
    company: str
    place: str
    time: str
    value: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a report that was refused."""

    sheet: str
    row: int
    column: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class NearOne:
    """A grant of others that may be a pledge of ours, which is ``number``, ``ours`` and promised on ``at``."""

    title: str
    giver: str
    value: str
    number: int
    ours: str
    at: str


def money(value: int | None) -> str:
    """Rupiah, or that nobody says them."""
    return _("belum diketahui") if value is None else rupiah(value)


def span(since: date | None, until: date | None) -> str:
    """First and last day; the day where it is one; that it is not known."""
    if since is None:
        return _("waktu tidak disebut")
    return day(since) if until in (None, since) else f"{day(since)} – {day(until)}"


def card(each: Once) -> Card:
    """An activity, counted once."""
    first = each.reports[0].activity
    more = (first.company, region_name(each.area), span(each.since, each.until))
    return Card(
        first.pk, first.title, " · ".join(more), money(each.counted.value), class_words(each.of),
        _LOOKS.get(each.of, "plain"), any(told.misfiled for told in each.reports), len(each.reports),
    )  # fmt: skip


def report(held: Report) -> ToldReport:
    """A report that was found within a scope."""
    more = _("kepada {whom}, dicatat {name}").format(whom=ADDRESSED[held.addressed](), name=held.by.name)
    return ToldReport(
        held.pk, held.sender, f"{more}{f' · {held.name}' if held.name else ''}", held.rows_in, held.rows_accepted,
        held.rows_rejected, held.on, hasattr(held, "withdrawn"),
    )  # fmt: skip


def report_facts(held: Report) -> list[tuple[str, str]]:
    """A report in lines."""
    rows = _("{all} baris = {accepted} diterima + {rejected} ditolak").format(
        all=count(held.rows_in), accepted=count(held.rows_accepted), rejected=count(held.rows_rejected)
    )
    return [
        (_("Pengirim"), held.sender), (_("Dilaporkan kepada"), ADDRESSED[held.addressed]()),
        (_("Berkas"), held.name), (_("Baris"), rows), (_("Dicatat oleh"), held.by.name),
    ]  # fmt: skip


def rows(found: Iterable[Activity]) -> list[Row]:
    """Rows that were kept. Those of a report that was taken back have no page."""
    return [_row(each, None if hasattr(each.report, "withdrawn") else each.pk, each.row) for each in found]


def lines(found: Iterable[Line]) -> list[Row]:
    """Rows that would be kept."""
    return [_row(each, None, each.row) for each in found]


def _row(each: Activity | Line, number: int | None, row: int) -> Row:
    return Row(
        number, row, each.title, each.company, region_name(each.area), span(each.since, each.until), money(each.value)
    )


def near(found: Iterable[Beside]) -> list[NearOne]:
    """Grants that may be pledges of ours."""
    return [
        NearOne(
            one.theirs.title, one.theirs.giver, money(one.theirs.amount), int(one.ours.number), one.ours.title,
            day(one.ours.promised_on),
        )
        for one in found if one.ours is not None
    ]  # fmt: skip


def refused(found: Iterable[Refused | Reject]) -> list[RefusedRow]:
    """Rows that were refused, or would be."""
    return [RefusedRow(each.sheet, each.row, each.column, each.why, each.remedy) for each in found]


def written(told: Told) -> list[tuple[str, str]]:
    """An activity as its report tells it."""
    one = told.activity
    whom = ADDRESSED[one.report.addressed]()
    value = money(one.value)
    return [
        (_("Pengirim"), _("{name}, kepada {whom}").format(name=one.report.sender, whom=whom)),
        (_("Perusahaan pemberi"), one.company), (_("Pelaksana"), one.implementer), (_("Bidang"), one.sector),
        (_("Uraian"), one.description), (_("Sasaran"), str(one.beneficiaries)),
        (_("Jumlah penerima"), "" if one.people is None else count(one.people)),
        (_("Tempat seperti tertulis"), one.place), (_("Wilayah"), region_name(one.area)),
        (_("Waktu"), span(one.since, one.until)),
        (_("Nilai"), _("{value}, bagian pengirim").format(value=value) if one.share else value),
        (_("Tercatat di"), _stands(one)),
    ]  # fmt: skip


def _stands(one: Activity) -> str:
    """Where a row stands in its file; empty where there is none."""
    if not one.report.sha256:
        return ""
    if not one.sheet:
        return _("baris {row}").format(row=count(one.row))
    return _("lembar {sheet}, baris {row}").format(sheet=one.sheet, row=count(one.row))


def judged(each: Once, told: Told) -> list[tuple[str, str]]:
    """What is thought of an activity: its class and why, and its value and why."""
    kind = activity_kinds()[told.kind].name(language()) if told.kind else ""
    return [
        (_("Golongan"), class_words(told.of)), (_("Yang dikerjakan"), kind), (_("Alasan golongan"),
         reason_of_class(told)), (_("Nilai dihitung (Rp)"), money(each.counted.value)),
        (_("Dasar nilai"), RULES[each.counted.rule]()),
    ]  # fmt: skip
