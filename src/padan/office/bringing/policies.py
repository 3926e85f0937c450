"""What a giver can say that it brings, and what can be answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import lies_in
from padan.kernel.texts import _
from padan.kernel.writing import count
from padan.office.accounts.policies import NotAllowedError
from padan.office.bringing.kinds import Because
from padan.office.bringing.models import Answer, Consignment
from padan.office.bringing.queries import deliverable, left_of, pledges_of, takes_goods, together_with
from padan.office.delivery.models import Point
from padan.office.giving.models import Giver, Hold, Pledge
from padan.reference import regions
from padan.rules.delivery import MOST

#: So many days ahead goods can be announced.
AHEAD: Final = timedelta(days=30)


def check_sent(units: int, day: date, paper: str, last: date) -> None:
    """InvalidValueError for no units, a day after the ``last``, or without the number of a paper."""
    if not 1 <= units <= MOST:
        raise InvalidValueError(
            _("Jumlahnya kurang dari satu"), next_step=_("Isi jumlah dengan angka bulat mulai dari 1.")
        )
    if day > last:
        raise InvalidValueError(_("Hari itu terlalu jauh ke depan"), next_step=_("Periksa tanggalnya."))
    if not paper.strip():
        raise InvalidValueError(
            _("Nomor suratnya belum diisi"), next_step=_("Tulis nomor surat jalan, berita acara, atau bukti bayar.")
        )


def check_can_bring(pledge: Pledge, area: str, item: str, unit: str, day: date) -> None:
    """NotAllowedError for a pledge of which no goods can be brought; InvalidValueError for a place that it is not for,
    or goods without name or unit."""
    if not pledges_of(pledge.giver).filter(pk=pledge.pk).exists():
        raise NotAllowedError(_("Janji ini belum diterima, atau sudah diganti"), next_step=_("Pilih dari daftarnya."))
    if regions.region(area) is None or not takes_goods(pledge, area, day):
        raise InvalidValueError(_("Janji ini bukan untuk wilayah itu"), next_step=_("Pilih wilayah dari janjinya."))
    if not item.strip() or not unit.strip():
        raise InvalidValueError(_("Nama barang dan satuannya belum diisi"), next_step=_("Isi, misalnya: beras, kg."))


def check_can_do(giver: Giver, hold: Hold, units: int, day: date) -> None:
    """NotAllowedError for a hold of which the giver is not told or that no round delivers; InvalidValueError for more
    than is left of what it pays for that code."""
    if hold.pk not in {each.pk for each in deliverable(giver, day)}:
        raise NotAllowedError(_("Kode ini tidak sedang dikerjakan"), next_step=_("Pilih dari daftarnya."))
    left = left_of(together_with(hold), day)
    if units > left:
        raise InvalidValueError(
            _("Untuk kode ini tersisa {left}, kurang dari {units}").format(
                left=count(max(0, left)), units=count(units)
            ),
            next_step=_("Periksa jumlahnya."),
        )


def check_because(said: int, units: int, because: Because | None) -> None:
    """InvalidValueError where another number came and no reason is said, or a reason and the same number."""
    if not 0 <= units <= MOST:
        raise InvalidValueError(_("Jumlah itu tidak mungkin"), next_step=_("Periksa jumlahnya."))
    if units != said and because is None:
        raise InvalidValueError(
            _("Jumlahnya lain dari yang ditulis pemberi"), next_step=_("Pilih sebabnya; pemberi membacanya.")
        )
    if units == said and because is not None:
        raise InvalidValueError(
            _("Jumlahnya sama dengan yang ditulis pemberi"), next_step=_("Kosongkan sebabnya.")
        )  # fmt: skip


def check_point(consignment: Consignment, point: Point) -> None:
    """InvalidValueError for a point outside the place to which goods were brought."""
    if not lies_in(point.area, consignment.area):
        raise InvalidValueError(_("Titik ini di luar wilayah kiriman"), next_step=_("Pilih dari daftarnya."))


def check_can_answer(consignment: Consignment) -> None:
    """NotAllowedError where it is answered."""
    if Answer.objects.filter(consignment=consignment).exists():
        raise NotAllowedError(_("Kiriman ini sudah dijawab"), next_step=_("Muat ulang halamannya."))
