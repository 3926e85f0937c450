"""Why a task is asked, in words. Whom the reader may not see is not told by name."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from padan.kernel.texts import _
from padan.kernel.writing import count, day
from padan.reference.tasks import STALE
from padan.reports.gap_words import gap_told
from padan.reports.task_facts import TaskFacts

#: The kind that asks for a whole list: its families are counted.
_LIST: Final = f"{STALE}register"


@dataclass(frozen=True, slots=True)
class Seen:
    """The people and families that the reader sees by name, among those whom evidence names."""

    people: Collection[str] = frozenset()
    families: Collection[str] = frozenset()


def people_named(facts: TaskFacts) -> set[str]:
    """The ids of the people whom the evidence names."""
    named = [one for each in facts.evidence for one in (*each.get("bearers", ()), *_alike(each))]
    return {*facts.people, *(one["person_id"] for one in named)}


def task_told(facts: TaskFacts, seen: Seen) -> str:
    """Why a task is asked; numbers masked. Nothing where the release in force does not ask it."""
    if facts.kind.startswith(STALE):
        return _grown_old(facts)
    told = [gap_told(facts.kind, json.dumps(narrowed(each, facts.people, seen))) for each in facts.evidence]
    more = facts.rows - len(told)
    return " ".join([*told, _("Dan {count} lagi.").format(count=count(more))] if more else told)


def narrowed(evidence: Mapping[str, Any], people: Collection[str], seen: Seen) -> dict[str, Any]:
    """Evidence without the names of whom the reader does not see, but for who is asked about: the first of the gap's
    ``people``."""
    found, someone = dict(evidence), _("seseorang di luar wilayah Anda")
    about = list(people)[:1]
    known = {*about, *seen.people}
    if evidence.get("owner") and not known.issuperset(people):
        found["owner"] = someone
    if "bearers" in evidence:
        found["bearers"] = [
            one if one["person_id"] in known else {**one, "name": someone, "birth_date": None}
            for one in evidence["bearers"]
        ]
    if "families" in evidence:
        found["families"] = [
            one if one["family_id"] in seen.families else {**one, "head": _("di luar wilayah Anda")}
            for one in evidence["families"]
        ]
    if evidence.get("resembles"):
        found["resembles"] = _if_seen(evidence["resembles"], known)
    if isinstance(evidence.get("children"), list):
        found["children"] = [
            {**child, "resembles": _if_seen(child["resembles"], known)} if child.get("resembles") else child
            for child in evidence["children"]
        ]
    return found


def _if_seen(person: Mapping[str, Any], known: Collection[str]) -> Mapping[str, Any] | None:
    return person if person["person_id"] in known else None


def _alike(evidence: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Whom those of the evidence resemble."""
    children = evidence.get("children")
    found = [evidence, *(children if isinstance(children, list) else ())]
    return [each["resembles"] for each in found if each.get("resembles")]


def _grown_old(facts: TaskFacts) -> str:
    told = [_("{count} keluarga.").format(count=count(facts.rows))] if facts.kind == _LIST else []
    if facts.last_at is None:
        told.append(_("Belum pernah didata."))
    else:
        told.append(_("Terakhir didata {day}.").format(day=day(facts.last_at)))
    if facts.days_overdue:
        told.append(_("Lewat {days} hari.").format(days=count(facts.days_overdue)))
    return " ".join(told)
