"""Who is behind a number, for the pages: families and people by name, never by number.

What a gap says of people or families that the reader may not see is left out: then only its kind and place are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.office.registry import queries as registry
from padan.reports.counting.measures import Asked, Theme
from padan.reports.counting.words import place_words, state_words
from padan.reports.gap_words import NAME_OTHERS, gap_told
from padan.reports.register import Row
from padan.reports.wording import agency_name, source_name


@dataclass(frozen=True, slots=True)
class Named:
    """One row behind a number. ``number`` stays the same from release to release; ``family_id`` and ``address`` are
    empty where the reader has no page of it."""

    number: str
    title: str
    address: str
    family_id: str
    text: str
    facts: tuple[str, ...]
    place: str


def named(scope: Scope, asked: Asked, rows: Sequence[Row]) -> list[Named]:
    """Rows in words. ``scope`` is all that the reader sees names of."""
    ids = {row["family_id"] for row in rows if row["family_id"]}
    homes = dict(registry.families(scope).filter(family_id__in=ids).values_list("family_id", "head_name"))
    if asked.theme is Theme.GAP:
        known = _people(scope, {person for row in rows for person in row["people"]})
        return [_gap(row, homes, known, whole=scope.covers(settings.PADAN_REGENCY)) for row in rows]
    if asked.theme is Theme.FRESH:
        known = _people(scope, {row["subject_id"] for row in rows})
        return [_owed(row, homes, known) for row in rows]
    return [_family(row, homes) for row in rows]


def proposals(found: Mapping[str, int]) -> list[str]:
    """What village meetings said of proposing the families that are listed, in words."""
    words = {
        "proposed": _("{count} diusulkan"),
        "not_proposed": _("{count} tidak diusulkan"),
        "postponed": _("{count} ditunda"),
    }
    return [text.format(count=count(found[verdict])) for verdict, text in words.items() if verdict in found]


def _people(scope: Scope, ids: set[str]) -> set[str]:
    return set(registry.people(scope).filter(person_id__in=ids).values_list("person_id", flat=True))


def _family(row: Row, homes: dict[str, str | None]) -> Named:
    lists = ", ".join(source_name(each) for each in row["sources"])
    facts = (_("{count} anggota").format(count=count(row["members"])), _("dikenal oleh {lists}").format(lists=lists))
    return Named(row["family_id"], *_home(row["family_id"], homes), "", facts, place_words(row["area"]))


def _gap(row: Row, homes: dict[str, str | None], known: set[str], *, whole: bool) -> Named:
    tells = whole or (row["kind"] not in NAME_OTHERS and set(row["people"]) <= known)
    text = gap_told(row["kind"], row["evidence"]) if tells else ""
    acting = _("yang bertindak: {agency}").format(agency=agency_name(row["agency"]))
    title, address, family = _home(row["family_id"], homes) if row["family_id"] else ("", "", "")
    return Named(row["gap_id"], title, address, family, text, (acting,), place_words(row["area"]))


def _owed(row: Row, homes: dict[str, str | None], known: set[str]) -> Named:
    title, address, family = _home(row["family_id"], homes)
    if row["subject_id"] != row["family_id"] and row["subject_id"] in known:
        title, address = row["name"] or _("tanpa nama"), reverse("people.person", args=[row["subject_id"]])
    last = _("terakhir {day}").format(day=day(row["last_at"])) if row["last_at"] else _("belum pernah diketahui")
    over = _("lewat {days} hari").format(days=count(row["days_overdue"])) if row["days_overdue"] else ""
    facts = tuple(each for each in (state_words(row["state"]), last, over, agency_name(row["agency"])) if each)
    return Named(row["subject_id"], title, address, family, "", facts, place_words(row["area"]))


def _home(family_id: str, homes: dict[str, str | None]) -> tuple[str, str, str]:
    """A family's title, the address of its page, and its id; without a name where it is not the reader's to see."""
    if family_id not in homes:
        return _("Keluarga di luar wilayah Anda"), "", ""
    title = _("Keluarga {name}").format(name=homes[family_id] or _("tanpa nama"))
    return title, reverse("people.family", args=[family_id]), family_id
