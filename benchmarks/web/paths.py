"""Addresses of pages of every kind, drawn by one seed from what the office has."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import quote

from benchmarks.web.comparing import everywhere, slip

Paths = list[tuple[str, str]]


def drawn_paths(count: int) -> Paths:
    """``count`` addresses of each kind of page, all kinds mixed: the kind and the address."""
    from padan.office.registry import queries

    drawn = random.Random(1)
    people = queries.people(everywhere()).order_by("pk")
    first, last = people.first().pk, people.last().pk
    found: Paths = []
    for _ in range(count):
        person = people.filter(pk__gte=drawn.randint(first, last)).first()
        found += _of_person(person, drawn)
        found += _of_place(drawn.choice((person.area[:5], person.area[:8], person.area)), drawn)
    for child in _children(drawn, count):
        found.append(("child's chart", f"/orang/{child['person_id']}/"))
        area = drawn.choice((child["area"], ""))
        found.append(("children list", f"/anak/?where={area}&page={drawn.randint(1, 3)}"))
    for task in _tasks(drawn, count):
        found.append(("task", f"/tugas/{task}/"))
    drawn.shuffle(found)
    return found


def _of_person(person: Any, drawn: random.Random) -> Paths:
    """A person's page, the family's now and on a day, and ways to search for both."""
    words = (person.name or "siti").split()
    near = " ".join(slip(word, drawn) for word in words[:2])
    found = [
        ("home", "/"), ("person", f"/orang/{person.person_id}/"), ("family", f"/keluarga/{person.family_id}/"),
        ("search name", f"/orang/?q={quote(' '.join(words[:2]))}"), ("search word", f"/orang/?q={quote(words[0][:4])}"),
        ("search near", f"/orang/?q={quote(near)}"), ("review", "/periksa/lanjut/"), ("review queue", "/periksa/"),
    ]  # fmt: skip
    if person.nik:
        found.append(("search NIK", f"/orang/?q={person.nik}"))
        found.append(("search near NIK", f"/orang/?q={slip(person.nik, drawn)}"))
    for question in ("was", "knew"):
        day = f"day=2026-0{drawn.randint(1, 9)}-15&question={question}"
        found.append((f"family, {question}", f"/keluarga/{person.family_id}/?{day}"))
    return found


def _of_place(area: str, drawn: random.Random) -> Paths:
    """The pages of numbers of a place, the names behind one of its numbers on one of the first pages, and its tasks."""
    behind = drawn.choice(("gap.at_risk_not_poor_list", "pair.dtsen-krs.second", "fresh.register.late"))
    return [
        ("sync", f"/selaras/?wilayah={area}&ukuran=pair.dtsen-krs"),
        ("sync freshness", f"/selaras/kesegaran/?wilayah={area}&desa=on"),
        ("sync map", f"/selaras/peta/?wilayah={area}"),
        ("sync names", f"/selaras/nama/?wilayah={area}&daftar={behind}&page={drawn.randint(1, 5)}"),
        ("task list", f"/tugas/?whose=all&area={area}&page={drawn.randint(1, 5)}"),
    ]


def _children(drawn: random.Random, count: int) -> list[dict[str, Any]]:
    """Children who falter, of the release in force."""
    from padan.office.registry import queries
    from padan.reports.faltering import faltering
    from padan.reports.holdings import holdings

    release = queries.current()
    assert release is not None
    found = faltering(holdings(release.folder), everywhere(), "64.02", start=0, most=20 * count)
    return drawn.sample(found, min(count, len(found)))


def _tasks(drawn: random.Random, count: int) -> list[int]:
    """Numbers of tasks that somebody is asked."""
    from padan.office.tasks import queries

    asked = list(queries.open_tasks(everywhere()).values_list("pk", flat=True)[: 100 * count])
    return drawn.sample(asked, min(count, len(asked)))
