"""Everything that the register knows of one person and the family."""

from __future__ import annotations

import json
from collections.abc import Sequence

from padan.app.growth_page import show_growth
from padan.app.risk_page import show_risk
from padan.app.screen import facts, heading, points, say, table
from padan.kernel.texts import _
from padan.kernel.writing import day
from padan.pipeline.assess import kinds
from padan.reports.gap_words import masked
from padan.reports.people_words import address, age, desil, said_of_family, told_claims, told_record
from padan.reports.register import Register, Row
from padan.reports.wording import (
    agency_name,
    claimed,
    number,
    relation_name,
    source_name,
    status_name,
    village_name,
)  # fmt: skip


def show_person(register: Register, person: Row, *, full: bool) -> None:
    """Print the page of one person; NIK and KK numbers masked unless ``full``."""
    _person(register, person, full=full)
    _family(register, person, full=full)
    _claims(register, person["person_id"], _("Nilai orang ini dan asalnya"), full=full)
    _claims(register, person["family_id"], _("Nilai keluarganya dan asalnya"), full=full)
    show_growth(register, person["person_id"])
    show_risk(register, person["family_id"])
    _said_of_family(register, person["family_id"])
    _gaps(register, person, full=full)
    _records(register, person["person_id"])


def _person(register: Register, person: Row, *, full: bool) -> None:
    born, on = person["birth_date"], register.manifest.as_of
    say("")
    say(f"{person['name'] or _('tanpa nama')}   {person['person_id']}", style="bold")
    birth = f"{day(born)}, {age(born, on)}" if born else ""
    facts(
        (label, text)
        for label, text in (
            ("NIK", number(person["nik"], full=full)),
            (_("Lahir"), birth),
            (_("Jenis kelamin"), claimed("sex", person["sex"], full=full)),
            (_("Ibu"), person["mother_name"] or ""),
            (_("Ayah"), person["father_name"] or ""),
            (_("Status"), status_name(person["status"])),
            (_("Tinggal di"), village_name(person["village_code"])),
            (_("Dikenal oleh"), ", ".join(source_name(kind) for kind in person["sources"])),
        )
        if text
    )


def _family(register: Register, person: Row, *, full: bool) -> None:
    family = register.one("SELECT * FROM family WHERE family_id = ?", [person["family_id"]])
    if family is None:
        return
    heading(f"{_('Keluarga')}   {family['family_id']}")
    decile = claimed("desil", desil(family), full=full) or _("tidak diketahui")
    facts(
        (
            (_("Nomor KK"), number(family["kk"], full=full) or _("tidak diketahui")),
            (_("Desa"), village_name(family["village_code"])),
            (_("Alamat"), address(family)),
            (_("Desil"), decile),
        )
    )
    members = register.rows(
        """
        SELECT p.*, m.relation AS as_listed, m.current, m.first_seen, m.last_seen, m.sources AS listed_by
        FROM membership m JOIN person p USING (person_id) WHERE m.family_id = ?
        ORDER BY m.current DESC, CASE m.relation WHEN 'head' THEN 0 WHEN 'husband' THEN 1 WHEN 'wife' THEN 1
            WHEN 'spouse' THEN 1 WHEN 'child' THEN 2 ELSE 3 END, p.birth_date, p.person_id
        """,
        [family["family_id"]],
    )
    headers = (_("Anggota"), _("Hubungan"), _("L/P"), _("Lahir"), _("Menurut"), _("Nomor orang"))
    rows = [_member(member) for member in members]
    here = [place for place, m in enumerate(members) if m["person_id"] == person["person_id"]]
    table(headers, rows, bold=here, whole=[3, 5])


def _member(member: Row) -> tuple[str, ...]:
    relation = relation_name(member["as_listed"], member["sex"])
    if not member["current"]:
        relation += " " + _("(dulu, sampai {day})").format(day=day(member["last_seen"]))
    elif member["status"] not in (None, "alive"):
        relation += f" ({status_name(member['status'])})"
    return (
        member["name"] or _("tanpa nama"), relation, member["sex"] or "", day(member["birth_date"]),
        ", ".join(source_name(kind) for kind in member["listed_by"]), member["person_id"],
    )  # fmt: skip


def _claims(register: Register, subject: str, title: str, *, full: bool) -> None:
    """Each value once for each list that gives it, with the newest day on which it does."""
    claims = register.rows(
        "SELECT * FROM claim WHERE subject_id = ? ORDER BY attribute, chosen DESC, value, source, true_at DESC",
        [subject],
    )
    if not claims:
        return
    heading(title)
    rows = [
        (told.about, "✓" if told.chosen else "", told.value, told.said_by, told.on, told.why)
        for told in told_claims(claims, full=full)
    ]
    table((_("Tentang"), "", _("Nilai"), _("Menurut"), _("Per"), _("Mengapa dipakai")), rows, whole=[4])


#: Tables of what lists say of the family, with the columns that are not provenance.
_OF_FAMILY = ("welfare", "dwelling", "screening")


def _said_of_family(register: Register, family_id: str) -> None:
    titles = {"welfare": _("Kesejahteraan"), "dwelling": _("Rumah"), "screening": _("Penapisan risiko keluarga")}
    for name in _OF_FAMILY:
        found = register.rows(f"SELECT * FROM {name} WHERE family_id = ? ORDER BY true_at DESC, record_id", [family_id])
        told: dict[tuple[str, str, str], None] = {}
        for row in found:
            told[(day(row["true_at"]), source_name(row["source"]), said_of_family(row))] = None
        if told:
            heading(titles[name])
            table((_("Per"), _("Menurut"), _("Isi")), list(told), whole=[0])


def _gaps(register: Register, person: Row, *, full: bool) -> None:
    found = register.rows(
        "SELECT * FROM gap WHERE list_contains(people, ?) OR family_id = ? ORDER BY kind, gap_id",
        [person["person_id"], person["family_id"]],
    )
    if not found:
        return
    heading(_("Selisih"))
    describe = {kind.code: kind.describe for kind in kinds()}
    told = ((gap, describe[gap["kind"]](json.loads(gap["evidence"]))) for gap in found)
    points(f"{text if full else masked(text)} [{agency_name(gap['agency'])}]" for gap, text in told)


def _records(register: Register, person_id: str) -> None:
    found = register.rows(
        "SELECT * FROM record WHERE person_id = ? ORDER BY source, file, sheet, row, role", [person_id]
    )
    heading(_("Catatan"))
    facts((record["record_id"], told_record(record)) for record in found)


def list_people(people: Sequence[Row], *, full: bool) -> None:
    """People to choose from."""
    facts((person["person_id"], _in_a_line(person, full=full)) for person in people)


def _in_a_line(person: Row, *, full: bool) -> str:
    parts = (
        person["name"] or _("tanpa nama"),
        claimed("sex", person["sex"], full=full),
        _("lahir {day}").format(day=day(person["birth_date"])) if person["birth_date"] else "",
        f"NIK {number(person['nik'], full=full)}" if person["nik"] else "",
        village_name(person["village_code"]),
        _("kepala keluarga {name}").format(name=person["head_name"]) if person["head_name"] else "",
    )
    return ", ".join(part for part in parts if part)
