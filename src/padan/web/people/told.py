"""People and families in words, for the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from padan.kernel.numbers import mask
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day, decimal
from padan.office.registry import queries as registry
from padan.reports.finding import words_of
from padan.reports.holdings import SCORES, Holdings, holdings
from padan.reports.people_words import ToldClaim, address, age, desil, said_of_family, told_claims, told_record
from padan.reports.wording import claimed, number, relation_name, source_name, status_name, village_name

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A person among those found."""

    person_id: str
    name: str
    facts: str
    village: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a family. ``person_id`` is empty for one outside the reader's scope, who then has no name here."""

    person_id: str
    name: str
    relation: str
    born: str
    sources: str


@dataclass(frozen=True, slots=True)
class ToldFamily:
    """A family."""

    family_id: str
    title: str
    facts: Facts
    members: tuple[Member, ...]
    claims: tuple[ToldClaim, ...]
    said: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """A person, and the family (None where it lies outside the reader's scope)."""

    person_id: str
    name: str
    facts: Facts
    claims: tuple[ToldClaim, ...]
    measurements: tuple[tuple[str, ...], ...]
    records: tuple[str, ...]
    family: ToldFamily | None


def search(scope: Scope, asked: str) -> QuerySet[registry.Person]:
    """The people that a number or a name can mean."""
    return registry.by_number(scope, asked) if registry.is_number(asked) else registry.by_words(scope, words_of(asked))


def asked_masked(asked: str) -> str:
    """What was looked for, a number without the digits that tell whose it is."""
    if not registry.is_number(asked):
        return asked
    return mask("".join(letter for letter in asked if letter.isdigit()))


def results(scope: Scope, people: Iterable[registry.Person]) -> list[Result]:
    """People among those found, each with the head of the family to know them by."""
    rows = list(people)
    heads = dict(
        registry.families(scope)
        .filter(family_id__in={row.family_id for row in rows})
        .values_list("family_id", "head_name")
    )
    return [_result(row, heads.get(row.family_id)) for row in rows]


def _result(row: registry.Person, head: str | None) -> Result:
    facts = (
        claimed("sex", row.sex, full=True),
        _("lahir {day}").format(day=day(row.birth_date)) if row.birth_date else "",
        f"NIK {number(row.nik, full=False)}" if row.nik else "",
        _("kepala keluarga {name}").format(name=head) if head and head != row.name else "",
    )
    return Result(
        row.person_id, row.name or _("tanpa nama"), ", ".join(fact for fact in facts if fact), village_name(row.area),
        tuple(source_name(each) for each in row.sources.split(",")),
    )  # fmt: skip


def person(scope: Scope, row: registry.Person) -> ToldPerson:
    """All that is held of a person; numbers masked."""
    release = row.release
    held = holdings(release.folder)
    born = f"{day(row.birth_date)}, {age(row.birth_date, release.as_of)}" if row.birth_date else ""
    facts = (
        ("NIK", number(row.nik, full=False)),
        (_("Lahir"), born),
        (_("Jenis kelamin"), claimed("sex", row.sex, full=True)),
        (_("Ibu"), row.mother_name or ""),
        (_("Ayah"), row.father_name or ""),
        (_("Status"), status_name(row.status)),
        (_("Tinggal di"), village_name(row.area)),
        (_("Dikenal oleh"), ", ".join(source_name(each) for each in row.sources.split(","))),
    )
    home = registry.families(scope).filter(family_id=row.family_id).select_related("release").first()
    return ToldPerson(
        row.person_id, row.name or _("tanpa nama"), facts,
        tuple(told_claims(held.claims(row.person_id), full=False)),
        _measurements(held, row.person_id),
        tuple(told_record(record) for record in held.records(row.person_id)),
        family(scope, home) if home else None,
    )  # fmt: skip


def family(scope: Scope, row: registry.Family) -> ToldFamily:
    """All that is held of a family; of its people, only those in the scope by name."""
    held = holdings(row.release.folder)
    values = {
        "desil_low": row.desil_low, "desil_high": row.desil_high, "address": row.address, "rt": row.rt, "rw": row.rw,
    }  # fmt: skip
    facts = (
        (_("Nomor KK"), number(row.kk, full=False) or _("tidak diketahui")),
        (_("Desa"), village_name(row.area)),
        (_("Alamat"), address(values)),
        (_("Desil"), claimed("desil", desil(values), full=False) or _("tidak diketahui")),
        (_("Dikenal oleh"), ", ".join(source_name(each) for each in row.sources.split(","))),
    )
    return ToldFamily(
        row.family_id, _("Keluarga {name}").format(name=row.head_name or _("tanpa nama")), facts,
        _members(scope, held, row.family_id),
        tuple(told_claims(held.claims(row.family_id), full=False)),
        _said(held, row.family_id),
    )  # fmt: skip


def _members(scope: Scope, held: Holdings, family_id: str) -> tuple[Member, ...]:
    listed = held.memberships(family_id)
    known = {
        row.person_id: row for row in registry.people(scope).filter(person_id__in=[m["person_id"] for m in listed])
    }
    told = []
    for each in listed:
        row = known.get(each["person_id"])
        relation = relation_name(each["relation"], row.sex if row else None)
        if not each["current"]:
            relation += " " + _("(dulu, sampai {day})").format(day=day(each["last_seen"]))
        told.append(
            Member(
                row.person_id if row else "", (row.name or _("tanpa nama")) if row else _("di luar wilayah Anda"),
                relation, day(row.birth_date) if row else "", ", ".join(source_name(kind) for kind in each["sources"]),
            )
        )  # fmt: skip
    return tuple(told)


def _said(held: Holdings, family_id: str) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    titles = {"welfare": _("Kesejahteraan"), "dwelling": _("Rumah"), "screening": _("Penapisan risiko keluarga")}
    found = []
    for name, rows in held.said_of_family(family_id).items():
        told = dict.fromkeys((day(row["true_at"]), source_name(row["source"]), said_of_family(row)) for row in rows)
        if told:
            found.append((titles[name], tuple(told)))
    return tuple(found)


def _measurements(held: Holdings, person_id: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            day(row["measured_on"]),
            _with_unit(row["weight"], "kg"),
            _with_unit(row["height"], "cm"),
            *(_score(row[name]) for name in SCORES),
            row["posyandu"] or "",
            source_name(row["source"]),
        )
        for row in held.measurements(person_id)
    )


def _with_unit(value: float | None, unit: str) -> str:
    return "" if value is None else f"{decimal(value)} {unit}"


def _score(value: float | None) -> str:
    return "" if value is None else decimal(value, 2)
