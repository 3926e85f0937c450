"""A data subject's file: everything that the office holds of one person, where it comes from, what was decided by it,
and who looked (UU 27/2022, articles 7 and 32). Other people's data are left out of it, as article 33 wants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db.models import Q
from django.utils import timezone

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import day, decimal
from padan.office.accounts import queries as accounts
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry
from padan.office.registry.models import Family, Person
from padan.office.reviews.models import Decision
from padan.office.subjects.models import Case
from padan.reports.documents import Document, Part, as_pdf
from padan.reports.family_aid import OfRound, aid_of_family
from padan.reports.growth_words import class_words
from padan.reports.holdings import SCORES, Holdings, holdings
from padan.reports.people_words import address, desil, said_of_family, told_claims
from padan.reports.rights_words import right_words, state_words
from padan.reports.risk_words import priority_words, risk_words
from padan.reports.trail_words import accounts_in, action_words, reason_words, who_words
from padan.reports.watermark import Watermark
from padan.reports.wording import claimed, number, place_in_file, relation_name, role_name, source_name, status_name
from padan.reports.wording import village_name as village

#: Those of a family whom its screening for risk is about.
_SCREENED: Final = frozenset({"head", "husband", "wife", "spouse"})
#: Entries of the trail that one file holds, the newest.
_MOST_LOOKS: Final = 5_000
#: What people say of two records, in words.
_VERDICTS: Final[Mapping[str, Callable[[], str]]] = {
    "same": lambda: _("satu orang"),
    "apart": lambda: _("orang yang berbeda"),
    "unsure": lambda: _("belum dapat dikatakan"),
    "reopened": lambda: _("dibuka kembali"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """What there is to tell of a person: rows of the register, the release's tables, cases, entries of the trail with
    the names of accounts (by ``account:3``), decisions on the person's records, and the family's aid."""

    person: Person
    family: Family | None
    release: Holdings
    cases: Sequence[Case]
    looks: Sequence[Entry]
    names: Mapping[str, str]
    decisions: Sequence[Decision]
    aid: Sequence[OfRound]


def gathered(person: Person, family: Family | None, folder: Path, cases: Iterable[Case]) -> Held:
    """What there is to tell of a person whom the caller found within a scope; ``folder`` is the release's."""
    release = holdings(folder)
    records = [row["record_id"] for row in release.records(person.person_id)]
    decisions = Decision.objects.filter(Q(record_a__in=records) | Q(record_b__in=records)).order_by("on", "pk")
    subjects = (f"person:{person.person_id}", f"family:{person.family_id}")
    looks = trail.about(subjects, _MOST_LOOKS)
    named = accounts_in(looks) | {each.by_id for each in decisions if each.by_id}
    aid = aid_of_family(Scope((person.area[:5],)), person.family_id, timezone.localdate())
    return Held(person, family, release, list(cases), looks, accounts.names(named), list(decisions), aid)


def subject_file(held: Held, mark: Watermark) -> bytes:
    """The file as a PDF, numbers in full."""
    person = held.person
    parts = (
        _person(held), _family(held), _claims(held, person.person_id, _("Nilai tentang Anda dan asalnya")),
        _claims(held, person.family_id, _("Nilai tentang keluarga Anda dan asalnya")), _family_says(held),
        _measurements(held), _judged(held), _aid(held), _records(held), _decided(held), _cases(held), _looks(held),
    )  # fmt: skip
    opening = (
        _("Berkas ini memuat semua data tentang Anda yang dipegang kantor ini, dari mana asalnya, keputusan yang "
          "memakainya dan siapa yang melihatnya (UU 27/2022 pasal 7 dan 32)."),
        _("Data orang lain, juga anggota keluarga Anda, tidak dimuat (pasal 33). Anda berhak meminta perbaikan dan "
          "berkeberatan atas keputusan yang dibuat otomatis (pasal 6 dan 10): datanglah ke kantor desa atau Dinas "
          "Sosial."),
    )  # fmt: skip
    title = _("Data pribadi {name}").format(name=person.name or person.person_id)
    under = _("Nomor orang {id}, register keadaan {day}").format(id=person.person_id, day=day(person.release.as_of))
    return as_pdf(Document(title, under, opening, [part for part in parts if not part.is_empty]), mark)


def _person(held: Held) -> Part:
    row = held.person
    facts = (
        (_("Nama"), row.name or ""), ("NIK", number(row.nik, full=True)), (_("Lahir"), day(row.birth_date)),
        (_("Jenis kelamin"), claimed("sex", row.sex, full=True)), (_("Ibu"), row.mother_name or ""),
        (_("Ayah"), row.father_name or ""), (_("Status"), status_name(row.status)),
        (_("Tinggal di"), village(row.area)),
        (_("Dikenal oleh"), ", ".join(source_name(each) for each in row.sources.split(","))),
    )  # fmt: skip
    return Part(_("Data diri"), facts=[(label, text) for label, text in facts if text])


def _family(held: Held) -> Part:
    row = held.family
    if row is None:
        return Part(_("Keluarga"))
    values = {
        "desil_low": row.desil_low, "desil_high": row.desil_high, "address": row.address, "rt": row.rt, "rw": row.rw,
    }  # fmt: skip
    facts = (
        (_("Nomor KK"), number(row.kk, full=True)),
        (_("Hubungan"), relation_name(held.person.relation, held.person.sex)), (_("Alamat"), address(values)),
        (_("Desa"), village(row.area)), (_("Desil"), desil(values) or _("tidak diketahui")),
        (_("Jumlah anggota"), str(row.members)),
    )  # fmt: skip
    return Part(_("Keluarga"), facts=[(label, text) for label, text in facts if text])


def _claims(held: Held, subject: str, title: str) -> Part:
    rows = [
        (each.about, f"{each.value} ✓" if each.chosen else each.value, each.said_by, each.on, each.why)
        for each in told_claims(held.release.claims(subject), full=True)
    ]
    head = (_("Tentang"), _("Nilai (✓ dipakai)"), _("Menurut"), _("Per"), _("Mengapa dipakai"))
    return Part(title, head=head, widths=(3, 5, 4, 2.2, 5), rows=rows)


def _family_says(held: Held) -> Part:
    said = held.release.said_of_family(held.person.family_id)
    if held.person.relation not in _SCREENED:
        said.pop("screening", None)
    rows = dict.fromkeys(
        (day(row["true_at"]), source_name(row["source"]), said_of_family(row)) for each in said.values() for row in each
    )
    head = (_("Per"), _("Menurut"), _("Isi"))
    return Part(_("Kesejahteraan, rumah dan risiko"), head=head, widths=(2, 3, 11), rows=list(rows))


def _measurements(held: Held) -> Part:
    rows = [
        (
            day(row["measured_on"]), _figure(row["weight"], 2), _figure(row["height"], 1),
            *(_figure(row[index], 2) for index in SCORES),
            row["posyandu"] or "", source_name(row["source"]),
        )
        for row in held.release.measurements(held.person.person_id)
    ]  # fmt: skip
    head = (_("Tanggal"), _("Berat (kg)"), _("Tinggi (cm)"), "BB/U", "TB/U", "BB/TB", _("Posyandu"), _("Menurut"))
    note = _("BB/U, TB/U dan BB/TB adalah z-skor WHO, dihitung ulang oleh Padan.")
    return Part(_("Penimbangan"), note=note, head=head, widths=(2.2, 1.8, 1.8, 1.3, 1.3, 1.3, 3, 3), rows=rows)


def _figure(found: float | None, places: int) -> str:
    return "" if found is None else decimal(found, places)


def _judged(held: Held) -> Part:
    """What the written rules made of the data by themselves."""
    release, person = held.release, held.person
    lines = [
        line
        for row in release.rows("SELECT * FROM growth_state WHERE person_id = ?", [person.person_id])
        for line in class_words(row)
    ]
    for row in release.rows("SELECT * FROM risk WHERE family_id = ?", [person.family_id]):
        lines += risk_words(row)
    for row in release.rows("SELECT * FROM priority WHERE family_id = ?", [person.family_id]):
        place = _("Urutan bantuan keluarga Anda: nomor {rank}.").format(rank=row["rank"])
        lines += [place, *priority_words(row)]
    note = _("Dihitung otomatis menurut aturan tertulis; seorang petugas memutuskan, bukan mesin.")
    return Part(_("Yang disimpulkan dari data ini"), note=note, lines=lines)


def _aid(held: Held) -> Part:
    """Lists of recipients in which the family stands, and what it was given."""
    rows = [
        (
            f"{each.programme}: {each.name}", each.standing, each.decree[0] if each.decree else "",
            "; ".join(f"{day(on)}: {what}, {by}" for month in each.months for on, what, by in month.hands),
        )
        for each in held.aid
    ]  # fmt: skip
    head = (_("Bantuan"), _("Keadaan"), _("Keputusan"), _("Yang diserahkan"))
    return Part(_("Bantuan untuk keluarga Anda"), head=head, widths=(4, 4, 3, 5), rows=rows)


def _records(held: Held) -> Part:
    rows = [
        (
            source_name(row["source"]), place_in_file(row["file"], row["sheet"], row["row"]), role_name(row["role"]),
            day(row["true_at"]), f"{decimal(100 * row['match_probability'])} %",
        )
        for row in held.release.records(held.person.person_id)
    ]  # fmt: skip
    head = (_("Menurut"), _("Berkas"), _("Sebagai"), _("Per"), _("Yakin"))
    return Part(_("Baris daftar yang dinyatakan milik Anda"), head=head, widths=(3, 6, 2, 2.2, 1.5), rows=rows)


def _decided(held: Held) -> Part:
    rows = [
        (
            _moment(each.on), _VERDICTS[each.verdict](),
            who_words(f"account:{each.by_id}" if each.by_id else "padan", held.names), each.note,
        )
        for each in held.decisions
    ]  # fmt: skip
    head = (_("Waktu"), _("Dua baris itu"), _("Diputuskan oleh"), _("Alasan"))
    return Part(_("Keputusan orang atas baris-baris itu"), head=head, widths=(3, 3, 4, 6), rows=rows)


def _cases(held: Held) -> Part:
    rows = [
        (
            _moment(case.asked_at), right_words(case.right), case.wanted, state_words(case.state), case.answer,
        )
        for case in held.cases
    ]  # fmt: skip
    head = (_("Waktu"), _("Permintaan"), _("Yang diminta"), _("Keadaan"), _("Jawaban"))
    return Part(_("Permintaan Anda"), head=head, widths=(3, 3, 5, 2.5, 5), rows=rows)


def _looks(held: Held) -> Part:
    rows = [
        (_moment(entry.at), who_words(entry.by, held.names), action_words(entry.action), reason_words(entry))
        for entry in held.looks
    ]
    head = (_("Waktu"), _("Siapa"), _("Perbuatan"), _("Alasan"))
    return Part(_("Siapa yang melihat data Anda"), head=head, widths=(3, 4, 3.5, 5), rows=rows)


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{day(local.date())} {local:%H.%M}"
