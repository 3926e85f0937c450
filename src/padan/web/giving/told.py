"""Givers and pledges as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from padan.kernel.texts import _, language
from padan.kernel.writing import day, listing, rupiah
from padan.office.giving import queries
from padan.office.giving.kinds import Form
from padan.office.giving.queries import Giver, Hold, Message, Pledge, Stands
from padan.reference.giving import authority_bases, giver_kinds
from padan.reports.aid_words import kind_words
from padan.reports.giving_words import FORMS, matter_words, pledged_words
from padan.reports.open_forms.province import Difference
from padan.reports.wording import region_name
from padan.rules.giving.authority import Authority, Found, Holder
from padan.rules.giving.ledger import Ledger
from padan.rules.giving.pledging import Status
from padan.rules.giving.units import units_words

_LOOKS: Final = {
    Status.OVERDUE: "bad", Status.DUE: "doubt", Status.OFFERED: "doubt", Status.FULFILLED: "good",
    Status.CONFIRMED: "good", Status.PARTIAL: "good",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GiverCard:
    """A giver in a list. ``lacking``: what stands between it and its first pledge, in words."""

    number: int
    name: str
    kind: str
    more: str
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PledgeCard:
    """A pledge: ``what`` is pledged, how it stands and why, and its ledger line by line."""

    number: int
    giver: str
    what: str
    status: str
    look: str
    reason: str
    ledger: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HoldCard:
    """What is kept of a pledge for a need, as officers see it."""

    number: int
    family_id: str
    kind: str
    place: str
    units: str
    amount: str
    until: date


def giver_cards(found: Iterable[Giver]) -> list[GiverCard]:
    """Givers that were found within a scope."""
    rows = list(found)
    verified, agreed = queries.verified_among(rows), queries.consented_among(rows)
    cards = []
    for held in rows:
        lacking = [
            words
            for there, words in ((verified, _("belum diperiksa")), (agreed, _("belum menyetujui")))
            if held.pk not in there
        ]
        kind = giver_kinds()[held.kind].name(language())
        cards.append(GiverCard(held.pk, held.called, kind, _under(held), tuple(lacking)))
    return cards


def _under(held: Giver) -> str:
    return " · ".join(filter(None, (held.sector, held.permit_number, region_name(held.area))))


def giver_facts(held: Giver) -> list[tuple[str, str]]:
    """A giver in lines."""
    permit = " ".join(filter(None, (held.permit_kind, held.permit_number)))
    return [
        (_("Jenis pemberi"), giver_kinds()[held.kind].name(language())), (_("Kontak"), held.contact),
        (_("Bidang usaha"), held.sector), (_("Izin"), permit), (_("Penerbit izin"), held.permit_issuer),
        (_("Kabupaten/kota"), region_name(held.area)),
        (_("Lokasi"), "; ".join(f"{each.name}, {region_name(each.area)}" for each in held.sites.all())),
        (_("Wakil"), listing(each.account.name for each in queries.representatives(held))),
    ]  # fmt: skip


def acting(held: Giver) -> list[tuple[str, str]]:
    """Who acts for a giver, to choose from."""
    return [(str(each.pk), f"{each.account.name} ({each.account.email})") for each in queries.representatives(held)]


def amount(pledge: Pledge, number: int) -> str:
    """So much of a pledge, in its unit."""
    return pledged_words(pledge.unit, number)


def pledge_card(stands: Stands) -> PledgeCard:
    """A pledge as it stands."""
    pledge, book = stands.pledge, stands.ledger
    what = pledged_words(pledge.unit, book.pledged, pledge.item)
    parts = (
        (_("Dijanjikan"), book.pledged), (_("Masih bebas"), book.free), (_("Disisihkan untuk keluarga"), book.held),
        (_("Sudah diterima keluarga"), book.delivered), (_("Gugur"), book.lapsed),
    )  # fmt: skip
    beside = ((_("Diterima melebihi janji"), book.beyond), (_("Kurang untuk yang disisihkan"), book.short))
    lines = [(label, amount(pledge, number)) for label, number in parts]
    lines += [(label, amount(pledge, number)) for label, number in beside if number]
    status = stands.standing.status
    return PledgeCard(
        pledge.pk, pledge.giver.called, what, status.words, _LOOKS.get(status, "plain"), stands.standing.reason,
        tuple(lines),
    )  # fmt: skip


def pledge_facts(pledge: Pledge) -> list[tuple[str, str]]:
    """For what a pledge is, in lines."""
    kinds = [kind_words(code) for code in pledge.kinds]
    ages = ""
    if pledge.least_months is not None:
        ages = _("{least} sampai {most} bulan").format(least=pledge.least_months, most=pledge.most_months)
    worth = "" if pledge.form == Form.MONEY else rupiah(pledge.worth)
    return [
        (_("Berupa"), FORMS[pledge.form]()), (_("Harga satu satuan"), worth),
        (_("Untuk bantuan"), listing(kinds) or _("apa saja")),
        (_("Untuk wilayah"), "; ".join(map(region_name, pledge.areas)) or _("di mana saja")), (_("Umur anak"), ages),
    ]  # fmt: skip


def holds(rows: Iterable[Hold]) -> list[HoldCard]:
    """Holds that were found within a scope."""
    return [
        HoldCard(
            each.pk, each.need.family_id, kind_words(each.need.kind), region_name(each.need.area),
            units_words(each.need.unit, each.units), amount(each.pledge, each.amount), each.expires_on,
        )
        for each in rows
    ]  # fmt: skip


def near(held: Giver) -> Sequence[tuple[str, str]]:
    """The places of the sites of a giver, each village with its kecamatan."""
    codes = [code for site in held.sites.all() for code in (site.area, site.area[:8])]
    return [(code, _("{place} (sekitar lokasi)").format(place=region_name(code))) for code in dict.fromkeys(codes)]


@dataclass(frozen=True, slots=True)
class AuthorityCard:
    """A company and who has authority over its social responsibility."""

    number: int
    name: str
    kind: str
    more: str
    authority: Authority
    words: str
    look: str


def authority_card(held: Giver, found: Found) -> AuthorityCard:
    """A company that was found within a scope."""
    looks = {Authority.DISPUTED: "bad", Authority.UNKNOWN: "doubt"}
    return AuthorityCard(
        held.pk, held.called, giver_kinds()[held.kind].name(language()), _under(held), found.authority,
        found.authority.words, looks.get(found.authority, "good"),
    )  # fmt: skip


def matter(code: str, found: Found) -> tuple[str, str]:
    """Who has authority in a matter, and what says so."""
    bases = "; ".join(basis_words(each) for each in found.bases)
    return matter_words(code), f"{found.authority.words} ({bases})" if bases else found.authority.words


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim, or a proposal: what is said, by which side and when; ``document``: the SHA-256 of its file. ``waits``: a
    proposal to which the other side has not agreed."""

    number: int
    words: str
    side: str
    who: str
    at: datetime
    document: str
    waits: bool = False


def claims(held: Giver) -> list[Saying]:
    """The claims over a giver, the oldest first."""
    return [_saying(each) for each in held.claims.select_related("by")]


def settlements(held: Giver) -> list[Saying]:
    """The proposals to settle a dispute, the oldest first."""
    rows = held.settlements.select_related("by", "agreed")
    return [replace(_saying(each), waits=not hasattr(each, "agreed")) for each in rows]


def _saying(each: Any) -> Saying:
    words = _("{matter}: {holder}, sejak {day}, menurut {basis}").format(
        matter=matter_words(each.matter), holder=Holder(each.holder).words, day=day(each.since),
        basis=basis_words(each.basis),
    )  # fmt: skip
    return Saying(each.pk, words, Holder(each.side).words, each.by.name, each.on, each.document)


def basis_words(code: str) -> str:
    """The law or document on which a claim rests."""
    found = authority_bases().get(code)
    return found.law if found else code


@dataclass(frozen=True, slots=True)
class Note:
    """A message as officers see it; ``fate`` is empty while it waits."""

    number: int
    giver: str
    of_giver: bool
    text: str
    who: str
    at: datetime
    fate: str
    reason: str


def message(held: Message) -> Note:
    """A message that was found within a scope."""
    passed = getattr(held, "passed", None)
    fate = "" if passed is None else _("diteruskan") if passed.through else _("ditahan")
    return Note(
        held.pk, held.giver.called, held.of_giver, str(held.text), held.by.name, held.on, fate,
        passed.reason if passed else "",
    )  # fmt: skip


def total(book: Ledger) -> list[tuple[str, str]]:
    """What pledges come to together, in rupiah."""
    parts = (
        (_("Dijanjikan"), book.pledged), (_("Sudah diterima keluarga"), book.delivered),
        (_("Disisihkan untuk keluarga"), book.held), (_("Masih bebas"), book.free), (_("Gugur"), book.lapsed),
    )  # fmt: skip
    return [(label, rupiah(number)) for label, number in parts]


def instalments(pledge: Pledge) -> list[tuple[date, str, str]]:
    """What is to be given by which day: the day, how much, and why where it is a change."""
    rows = pledge.instalments.order_by("due", "pk")
    return [(each.due, amount(pledge, each.amount), each.reason if each.change else "") for each in rows]


@dataclass(frozen=True, slots=True)
class Unlike:
    """A company of which both sides tell otherwise: what differs, with our value and theirs."""

    name: str
    words: str
    fields: tuple[tuple[str, str, str], ...]


def difference(each: Difference) -> Unlike:
    """A difference between our list and that of the other side."""
    if each.ours is None or each.theirs is None:
        one = each.ours or each.theirs
        words = _("hanya di daftar kita") if each.theirs is None else _("hanya di daftar mereka")
        return Unlike(one.name if one else "", words, ())
    labels = {
        "name": _("Nama"), "sector": _("Bidang usaha"), "authority": _("Kewenangan"), "given": _("Sudah diberikan"),
    }  # fmt: skip
    fields = tuple(
        (labels[name], _compared(getattr(each.ours, name)), _compared(getattr(each.theirs, name)))
        for name in each.fields
    )
    return Unlike(each.ours.name, _("berbeda"), fields)


def _compared(value: str | int) -> str:
    if isinstance(value, int):
        return rupiah(value)
    return Authority(value).words if value in set(Authority) else value
