"""When somebody can be registered, pledge, and be matched with a need."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.regions import RegionCode, RegionSystem
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.kernel.writing import count, listing
from padan.office.accounts.policies import NotAllowedError
from padan.office.aid import queries as aid
from padan.office.aid.models import Programme
from padan.office.giving.kinds import Act, Form
from padan.office.giving.models import Giver, Hold, Pledge, Taken
from padan.office.giving.queries import has_consented, held_of, is_verified
from padan.office.giving.standing import Outcomes, Stands
from padan.reference import regions
from padan.reference.aid import aid_kinds
from padan.reference.giving import authority_bases, giver_kinds
from padan.rules.giving.authority import Authority, Found, Holder
from padan.rules.giving.needs import Need
from padan.rules.giving.pledging import ENDED, Restrictions, Status
from padan.rules.giving.units import unit_words, units_words
from padan.rules.selection import Exclusion

#: The matter whose authority says who counts a company's gifts.
SOCIAL: Final = "tjsl"
#: Matters in which somebody has authority over a company.
MATTERS: Final = (SOCIAL, "licence")
_DIGEST: Final = 64


def check_reason(reason: str) -> None:
    """InvalidValueError without one."""
    if not reason.strip():
        raise InvalidValueError(_("Alasan belum diisi"), next_step=_("Tulis alasannya."))


def check_giver(kind: str, name: str, contact: str, area: str) -> None:
    """InvalidValueError for a kind that there is not, a giver without a name or contact, or an area that is no
    regency."""
    if kind not in giver_kinds():
        raise InvalidValueError(_("Jenis pemberi itu tidak dikenal"), next_step=_("Pilih dari daftar."))
    if not name.strip() or not contact.strip():
        raise InvalidValueError(_("Nama atau kontak belum diisi"), next_step=_("Isi keduanya."))
    _check_region(area, "regency")


def check_site(area: str) -> None:
    """InvalidValueError for an area that is neither a village nor a kecamatan."""
    _check_region(area, "village", "district")


def _check_region(area: str, *levels: str) -> None:
    if regions.region(area) is None or RegionCode(area, RegionSystem.KEMENDAGRI).level not in levels:
        raise InvalidValueError(
            _("Wilayah {code} tidak dikenal").format(code=area), next_step=_("Pilih wilayah dari daftar.")
        )


def check_can_pledge(giver: Giver) -> None:
    """NotAllowedError while the giver has not consented."""
    if not has_consented(giver):
        raise NotAllowedError(
            _("Pemberi ini belum menyetujui penggunaan datanya"), next_step=_("Minta persetujuannya dahulu.")
        )


def check_restrictions(restrictions: Restrictions) -> None:
    """InvalidValueError for a kind of aid or a region that there is not."""
    for kind in restrictions.kinds:
        if kind not in aid_kinds():
            raise InvalidValueError(
                _("Jenis bantuan {code} tidak dikenal").format(code=kind), next_step=_("Pilih dari daftar.")
            )
    for area in restrictions.areas.codes:
        _check_region(area, "province", "regency", "district", "village")


def check_can_confirm(pledge: Pledge, stands: Stands) -> None:
    """NotAllowedError where the pledge is confirmed or over, or nobody has verified its giver."""
    if stands.standing.status is not Status.OFFERED:
        raise NotAllowedError(_("Janji ini tidak sedang ditawarkan"), next_step=_("Muat ulang halamannya."))
    if not is_verified(pledge.giver):
        raise NotAllowedError(_("Pemberi ini belum diperiksa"), next_step=_("Periksa pemberinya dahulu."))
    check_can_pledge(pledge.giver)


def check_is_open(stands: Stands) -> None:
    """NotAllowedError where the pledge is over."""
    if stands.standing.status in {*ENDED, Status.FULFILLED}:
        raise NotAllowedError(_("Janji ini sudah selesai"), next_step=_("Buat janji baru."))


def check_can_withdraw(stands: Stands) -> None:
    """NotAllowedError where the pledge has ended. One that is given in full can be withdrawn, which changes nothing:
    were it refused, a giver who is not told of every family would learn that all of it is given."""
    if stands.standing.status in ENDED:
        raise NotAllowedError(_("Janji ini sudah selesai"), next_step=_("Buat janji baru."))


def check_can_change(stands: Stands, net: int) -> None:
    """NotAllowedError where the pledge is over, or where something is added to one that is confirmed; InvalidValueError
    where more is taken away than is free."""
    check_is_open(stands)
    if net > 0 and stands.standing.status is not Status.OFFERED:
        raise NotAllowedError(_("Janji yang sudah diterima tidak ditambah"), next_step=_("Buat janji baru."))
    if -net > stands.ledger.free:
        raise InvalidValueError(
            _("Yang masih bebas {free}, kurang dari {amount}").format(
                free=count(stands.ledger.free), amount=count(-net)
            ),
            next_step=_("Lepaskan dahulu sebagian yang disisihkan."),
        )


def per_unit(pledge: Pledge, need: Need) -> int:
    """How much of a pledge, in its unit, one unit of a need takes: its cost of money's worth, else one where both count
    in the same unit. InvalidValueError where neither is so."""
    if pledge.form == Form.MONEY:
        if need.unit_cost is None or need.unit_cost < 1:
            raise InvalidValueError(
                _("Biaya kebutuhan ini belum diketahui"), next_step=_("Pakai janji barang atau jasa.")
            )
        return need.unit_cost
    if pledge.unit != need.unit:
        raise InvalidValueError(
            _("Janji ini dihitung dalam {one}, kebutuhannya dalam {other}").format(
                one=unit_words(pledge.unit), other=unit_words(need.unit)
            ),
            next_step=_("Pilih janji dengan satuan yang sama."),
        )
    return 1


def check_can_hold(stands: Stands, need: Need, units: int, restrictions: Restrictions, day: date) -> None:
    """NotAllowedError where the pledge is not open or not for the need, or the family is excluded or served already;
    InvalidValueError for more units than the need has left or than the pledge has free. The caller has locked both."""
    pledge = stands.pledge
    if not pledge.acts.filter(act=Act.CONFIRMED).exists():
        raise NotAllowedError(_("Janji ini belum diterima petugas"), next_step=_("Terima janjinya dahulu."))
    check_is_open(stands)
    refused = restrictions.refusals(need)
    if refused:
        raise NotAllowedError(
            _("Janji ini tidak untuk kebutuhan itu: {reasons}").format(reasons=listing(each.words for each in refused)),
            next_step=_("Pilih janji atau kebutuhan lain."),
        )
    check_not_withheld(need, day)
    left = need.units - held_of(need.need_id, day)
    if not 1 <= units <= left:
        raise InvalidValueError(
            _("Kebutuhan ini tinggal {left}").format(left=units_words(need.unit, max(left, 0))),
            next_step=_("Kurangi jumlahnya, atau pilih kebutuhan lain."),
        )
    wanted = units * per_unit(pledge, need)
    if wanted > stands.ledger.free:
        raise InvalidValueError(
            _("Yang masih bebas {free}, kurang dari {amount}").format(
                free=count(stands.ledger.free), amount=count(wanted)
            ),
            next_step=_("Kurangi jumlahnya, atau pilih janji lain."),
        )


def check_not_withheld(need: Need, day: date) -> None:
    """NotAllowedError where the family is excluded from a programme of this kind, or stands in the list of a round of
    this kind that is given on the day and that no giver pays."""
    why = aid.withheld(need.kind, [need.family_id], day).get(need.family_id)
    if why is not None:
        raise NotAllowedError(
            _("Keluarga ini tidak diberi bantuan jenis ini: {reason}").format(reason=Exclusion(why).words),
            next_step=_("Pilih keluarga lain."),
        )


def check_can_release(hold: Hold, come: Outcomes) -> None:
    """NotAllowedError where a hold has ended, or its gift round still has the family in its list."""
    if not come.kept(hold):
        raise NotAllowedError(_("Penyisihan ini sudah berakhir"), next_step=_("Muat ulang halamannya."))
    taken = Taken.objects.filter(hold=hold).select_related("gift__round").first()
    family = Scope((hold.need.area,))
    if taken is not None and aid.chosen(family, taken.gift.round).filter(family_id=hold.need.family_id).exists():
        raise NotAllowedError(
            _("Bantuan ini sedang disalurkan kepada keluarganya"), next_step=_("Keluarkan dahulu keluarganya.")
        )


def check_can_take(programme: Programme, holds: list[Hold], months: int, day: date) -> int:
    """How many units a family of a gift round is given, by its holds. NotAllowedError where the programme is not paid
    by givers, or a hold has ended or is taken; InvalidValueError where the holds do not make one package."""
    if not programme.by_givers:
        raise NotAllowedError(
            _("Program ini tidak dibiayai pemberi"), next_step=_("Pilih program yang dibiayai pemberi.")
        )
    come = Outcomes.of(holds, day)
    if Taken.objects.filter(hold__in=[each.pk for each in holds]).exists() or not all(map(come.kept, holds)):
        raise NotAllowedError(
            _("Ada penyisihan yang sudah berakhir atau sudah disalurkan"), next_step=_("Muat ulang daftarnya.")
        )
    totals: Counter[str] = Counter()
    for each in holds:
        totals[each.need.family_id] += each.units
    said = {(each.need.kind, each.need.unit) for each in holds}
    if len(said) != 1 or {kind for kind, _unit in said} != {programme.kind} or len(set(totals.values())) != 1:
        raise InvalidValueError(
            _("Penyisihan ini tidak dapat menjadi satu paket"),
            next_step=_("Pilih yang sejenis, satu satuan, dan sama banyaknya untuk tiap keluarga."),
        )
    (units,) = set(totals.values())
    if months < 1 or units % months:
        raise InvalidValueError(
            _("{units} tidak terbagi rata atas {months} bulan").format(units=count(units), months=months),
            next_step=_("Ubah jumlah bulannya."),
        )
    return units


def check_claim(matter: str, holder: Holder, basis: str, document: str) -> None:
    """InvalidValueError for a matter that there is not, and for what rests neither on a known law that says so nor on a
    document."""
    if matter not in MATTERS:
        raise InvalidValueError(_("Urusan itu tidak dikenal"), next_step=_("Pilih dari daftar."))
    law = authority_bases().get(basis)
    if law is not None and (law.matter, law.holder) != (matter, holder):
        raise InvalidValueError(_("Aturan itu tidak mengatakan demikian"), next_step=_("Pilih dasar yang lain."))
    if law is None and (not basis.strip() or not _is_digest(document)):
        raise InvalidValueError(
            _("Dasar kewenangan belum diisi"), next_step=_("Pilih aturannya, atau lampirkan dokumen dan sebut namanya.")
        )


def check_can_settle(found: Found, document: str) -> None:
    """NotAllowedError where nothing is disputed, InvalidValueError without the document that both sign."""
    if found.authority is not Authority.DISPUTED:
        raise NotAllowedError(_("Kewenangan ini tidak dipersoalkan"), next_step=_("Muat ulang halamannya."))
    if not _is_digest(document):
        raise InvalidValueError(_("Dokumen kesepakatan belum dilampirkan"), next_step=_("Lampirkan berkasnya."))


def _is_digest(text: str) -> bool:
    return len(text) == _DIGEST and set(text) <= set("0123456789abcdef")
