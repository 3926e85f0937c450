"""People and families in words, for the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.office.registry import queries as registry
from padan.reports.history import Then, value_of
from padan.reports.people_words import ToldClaim, address, age, desil, said_of_family, told_claims, told_record
from padan.reports.register import Row
from padan.reports.wording import claimed, number, relation_name, source_name, status_name, village_name
from padan.web.people import standing
from padan.web.people.growing import Growth, Mark, child_marks, growth_of
from padan.web.people.sight import Sight, sight_of

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a family. ``person_id`` is empty for one outside the reader's scope, who then has no name here.
    ``marks``: how a child under five grows."""

    person_id: str
    name: str
    relation: str
    born: str
    sources: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """How a family or a person stands today; nothing of it is told of another day."""

    risk: standing.ToldRisk | None
    owed: tuple[standing.Owed, ...]
    conflicts: tuple[standing.Conflict, ...]


@dataclass(frozen=True, slots=True)
class ToldFamily:
    """A family. ``today`` is None where a page asks for another day, and where a person's page shows the family."""

    family_id: str
    title: str
    facts: Facts
    members: tuple[Member, ...]
    claims: tuple[ToldClaim, ...]
    said: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    aid: tuple[tuple[str, str, str], ...]
    today: Today | None
    note: str


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """A person, and the family (None where it lies outside the reader's scope)."""

    person_id: str
    name: str
    facts: Facts
    growth: Growth | None
    claims: tuple[ToldClaim, ...]
    records: tuple[str, ...]
    today: Today | None
    family: ToldFamily | None
    note: str


def person(scope: Scope, row: registry.Person, then: Then | None = None) -> ToldPerson:
    """All that is held of a person, or was so or known on a day; numbers masked."""
    sight, on = sight_of(row.release, then), then.day if then else row.release.as_of
    claims = sight.claims(row.person_id)
    home = registry.families(scope).filter(family_id=row.family_id).select_related("release").first()
    return ToldPerson(
        row.person_id, row.name or _("tanpa nama"),
        _facts(row, on) if then is None else _facts_then(claims, on),
        growth_of(sight, row.person_id, row.sex, on),
        tuple(told_claims(claims, full=False)),
        tuple(told_record(record) for record in sight.held.records(row.person_id)) if then is None else (),
        _today_of_person(scope, sight, row) if then is None else None,
        _family(scope, home, sight, None) if home else None,
        sight.note,
    )  # fmt: skip


def family(scope: Scope, row: registry.Family, then: Then | None = None) -> ToldFamily:
    """All that is held of a family, or was so or known on a day; of its people, only those in the scope by name."""
    sight = sight_of(row.release, then)
    return _family(scope, row, sight, _today_of_family(scope, sight, row) if then is None else None)


def _family(scope: Scope, row: registry.Family, sight: Sight, today: Today | None) -> ToldFamily:
    claims, said = sight.claims(row.family_id), sight.said_of_family(row.family_id)
    return ToldFamily(
        row.family_id, _("Keluarga {name}").format(name=row.head_name or _("tanpa nama")),
        _facts_of_family(row) if sight.then is None else _facts_of_family_then(claims),
        _members(scope, sight, row.family_id),
        tuple(told_claims(claims, full=False)),
        tuple(_said(said)), standing.aid(said), today, sight.note,
    )  # fmt: skip


def _facts(row: registry.Person, on: date) -> Facts:
    born = f"{day(row.birth_date)}, {age(row.birth_date, on)}" if row.birth_date else ""
    return (
        ("NIK", number(row.nik, full=False)),
        (_("Lahir"), born),
        (_("Jenis kelamin"), claimed("sex", row.sex, full=True)),
        (_("Ibu"), row.mother_name or ""),
        (_("Ayah"), row.father_name or ""),
        (_("Status"), status_name(row.status)),
        (_("Tinggal di"), village_name(row.area)),
        (_("Dikenal oleh"), _sources(row.sources)),
    )


def _facts_then(claims: Sequence[Row], on: date) -> Facts:
    """The same of another day, by what lists said; with the name, which may have been another."""
    said = {name: value_of(claims, name) for name in ("name", "nik", "sex", "mother_name", "father_name", "status")}
    birth = value_of(claims, "birth_date")
    born = date.fromisoformat(birth) if birth else None
    return (
        (_("Nama"), said["name"] or ""),
        ("NIK", number(said["nik"], full=False)),
        (_("Lahir"), ", ".join(each for each in (day(born), age(born, on)) if each)),
        (_("Jenis kelamin"), claimed("sex", said["sex"], full=True)),
        (_("Ibu"), said["mother_name"] or ""),
        (_("Ayah"), said["father_name"] or ""),
        (_("Status"), status_name(said["status"])),
        (_("Dikenal oleh"), _sources(",".join(sorted({claim["source"] for claim in claims})))),
    )


def _facts_of_family(row: registry.Family) -> Facts:
    values = {
        "desil_low": row.desil_low, "desil_high": row.desil_high, "address": row.address, "rt": row.rt, "rw": row.rw,
    }  # fmt: skip
    return (
        (_("Nomor KK"), number(row.kk, full=False) or _("tidak diketahui")),
        (_("Desa"), village_name(row.area)),
        (_("Alamat"), address(values)),
        (_("Desil"), claimed("desil", desil(values), full=False) or _("tidak diketahui")),
        (_("Dikenal oleh"), _sources(row.sources)),
    )


def _facts_of_family_then(claims: Sequence[Row]) -> Facts:
    said = {name: value_of(claims, name) for name in ("kk", "village", "address", "rt", "rw", "desil")}
    return (
        (_("Nomor KK"), number(said["kk"], full=False) or _("tidak diketahui")),
        (_("Desa"), village_name(said["village"])),
        (_("Alamat"), address(said)),
        (_("Desil"), claimed("desil", said["desil"], full=False) or _("tidak diketahui")),
        (_("Dikenal oleh"), _sources(",".join(sorted({claim["source"] for claim in claims})))),
    )


def _sources(listed: str) -> str:
    return ", ".join(source_name(each) for each in listed.split(",") if each)


def _today_of_person(scope: Scope, sight: Sight, row: registry.Person) -> Today:
    names = _names(scope, row.family_id)
    owed = standing.owed_about(sight.held, row.family_id, names, of=row.person_id)
    return Today(None, tuple(owed), tuple(standing.conflicts(sight.held, row.person_id, scope, names)))


def _today_of_family(scope: Scope, sight: Sight, row: registry.Family) -> Today:
    names = _names(scope, row.family_id)
    return Today(
        standing.risk_of(sight.held, row.family_id),
        tuple(standing.owed_about(sight.held, row.family_id, names)),
        tuple(standing.conflicts(sight.held, row.family_id, scope, names)),
    )


def _names(scope: Scope, family_id: str) -> dict[str, str]:
    """Names of the people of a family who are in the scope."""
    return {row.person_id: row.name or _("tanpa nama") for row in registry.people(scope).filter(family_id=family_id)}


def _members(scope: Scope, sight: Sight, family_id: str) -> tuple[Member, ...]:
    listed = sight.members(family_id)
    known = {
        row.person_id: row for row in registry.people(scope).filter(person_id__in=[m["person_id"] for m in listed])
    }
    children = {} if sight.then else {state["person_id"]: state for state in sight.held.children(family_id)}
    return tuple(_member(each, known.get(each["person_id"]), children.get(each["person_id"])) for each in listed)


def _member(listed: Row, row: registry.Person | None, state: Row | None) -> Member:
    relation = relation_name(listed["relation"], row.sex if row else None)
    if not listed["current"]:
        relation += " " + _("(dulu, sampai {day})").format(day=day(listed["last_seen"]))
    sources = ", ".join(source_name(kind) for kind in listed["sources"])
    if row is None:
        return Member("", _("di luar wilayah Anda"), relation, "", sources, ())
    return Member(
        row.person_id, row.name or _("tanpa nama"), relation, day(row.birth_date), sources,
        child_marks(state) if state else (),
    )  # fmt: skip


def _said(found: Mapping[str, list[Row]]) -> Iterator[tuple[str, tuple[tuple[str, str, str], ...]]]:
    titles = {"welfare": _("Kesejahteraan"), "dwelling": _("Rumah"), "screening": _("Penapisan risiko keluarga")}
    for name, rows in found.items():
        told = dict.fromkeys((day(row["true_at"]), source_name(row["source"]), said_of_family(row)) for row in rows)
        if told:
            yield titles[name], tuple(told)
