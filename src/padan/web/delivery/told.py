"""What goes onto a phone that hands out: the rounds that are delivered, and of each the families of a village with what
they are entitled to, what they received, who may take it and under which number they are called."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from padan.kernel.scope import VILLAGE_LETTERS, Scope
from padan.office.aid import queries as aid
from padan.office.aid.queries import Round
from padan.office.aid.states import State
from padan.office.delivery import queries
from padan.office.delivery.cards import card_code
from padan.office.delivery.queries import May
from padan.office.registry import queries as registry
from padan.reference.aid import aid_kinds
from padan.reports.delivery_words import label_words, turn_words
from padan.rules.delivery import Line, Why, months_of
from padan.web.access import Reader
from padan.web.asking import words_of

Json = dict[str, Any]


def carried(reader: Reader, village: str) -> tuple[Json, list[str]]:
    """All that a phone keeps for its reader, and the ids of the families in it; ``mark`` stays the same while nothing
    in it changes. Families are carried of a village alone: of a larger area no phone needs them."""
    scope = reader.scope & Scope((village,)) if village else reader.scope
    of_villages = bool(scope) and all(len(code) == VILLAGE_LETTERS for code in scope.codes)
    rounds = aid.rounds_over(scope).filter(state=State.DELIVERING).order_by("pk")
    told: Json = {
        "account": {"id": reader.account.pk, "name": reader.account.name},
        "points": [{"id": each.pk, "name": each.name, "area": each.area} for each in queries.points_for(scope)],
        "rounds": [_round(scope if of_villages else Scope(), each, reader.day) for each in rounds],
    }
    told["mark"] = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:20]
    return told, sorted({family["id"] for each in told["rounds"] for family in each["families"]})


def _round(scope: Scope, held: Round, day: date) -> Json:
    return {
        "id": held.pk, "name": held.name, "programme": held.programme.name,
        "form": aid_kinds()[held.programme.kind].form,
        "months": [each.isoformat() for each in months_of(held.since, held.months)],
        "families": _families(scope, held, day),
    }  # fmt: skip


@dataclass(slots=True)
class _Lists:
    """What is asked once for all families of a round."""

    may: Mapping[str, tuple[May, ...]]
    known: Mapping[str, Any]
    freed: Mapping[str, date]
    queue: Mapping[str, list[Json]]


def _families(scope: Scope, held: Round, day: date) -> list[Json]:
    claims = queries.claims(scope, held)
    areas = {family: area for (family, _month), (area, _lines) in claims.items()}
    entitled: defaultdict[str, list[Json]] = defaultdict(list)
    for (family, month), (_area, lines) in claims.items():
        entitled[family] += [told_line(month, line) for line in lines]
    homes = registry.families(scope).filter(family_id__in=areas)
    lists = _Lists(
        queries.who_may_take(scope, held, list(areas), day), {each.family_id: each for each in homes},
        queries.freed_of(scope, held), _queue(scope, held),
    )  # fmt: skip
    handed: defaultdict[str, list[Json]] = defaultdict(list)
    for (family, month, (item, unit), instead_of), units in sorted(queries.received(scope, held).items()):
        handed[family].append({**_of(month, item, unit, units), "instead_of": instead_of})
    return [
        {**_family(family, areas[family], owed, handed[family], lists), "card": card_code(held.pk, family)}
        for family, owed in entitled.items()
    ]  # fmt: skip


def told_line(month: date, line: Line) -> Json:
    """A line; ``units`` of a substitute are given for ``per`` units of the item."""
    return {
        **_of(month, line.item, line.unit, line.full),
        "instead": [
            {"item": item, "unit": unit, "units": rate.numerator, "per": rate.denominator}
            for (item, unit), rate in line.instead.items()
        ],
    }  # fmt: skip


def _family(family: str, area: str, claims: list[Json], handed: list[Json], lists: _Lists) -> Json:
    home, left = lists.known.get(family), lists.freed.get(family)
    return {
        "id": family, "area": area, "name": (home.head_name if home else None) or "",
        "address": (home.address if home else None) or "", "rt": (home.rt if home else None) or "",
        "rw": (home.rw if home else None) or "", "entitled": claims, "received": handed,
        "takers": [
            {"turn": turn_words(each.turn), "id": each.person_id, "name": each.name} for each in lists.may[family]
        ],
        "queue": lists.queue.get(family, []), "freed": left.isoformat() if left else None,
    }  # fmt: skip


def _of(month: date, item: str, unit: str, amount: int) -> Json:
    return {"month": month.isoformat(), "item": item, "unit": unit, "amount": amount}


def _queue(scope: Scope, held: Round) -> dict[str, list[Json]]:
    found: defaultdict[str, list[Json]] = defaultdict(list)
    for day in queries.days(scope, held):
        for each in queries.queue_of(day):
            found[each.family_id].append(
                {"month": day.month.isoformat(), "day": day.on_day.isoformat(), "point": day.point_id,
                 "number": each.number}
            )  # fmt: skip
    return found


def answered(results: Iterable[Any]) -> list[Json]:
    """What became of each event, as the phone is told."""
    return [_answered(each) for each in results]


def _answered(each: Any) -> Json:
    if each.refused is not None:
        return {"key": each.key, "refused": words_of(each.refused), "faults": getattr(each.refused, "faults", {})}
    words = label_words(each.label, Why(each.why) if each.why else None)
    return {"key": each.key, "label": each.label, "why": each.why, "words": words}
