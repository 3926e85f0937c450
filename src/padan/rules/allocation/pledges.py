"""What a giver promised, as a plan sees it: how much of what, and every restriction on whom it may reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from padan.kernel.errors import InvalidValueError
from padan.kernel.regions import RegionCode, RegionSystem
from padan.kernel.texts import _


@dataclass(frozen=True, slots=True)
class Pledge:
    """``amount`` is rupiah, or with a ``unit`` (``day``, ``kg``) whole units of goods of the one kind it names.

    ``kinds``: the kinds of need it may meet, none is all. ``areas``: the regions (Kemendagri codes, each with all that
    lies in it) it may reach, none is everywhere. ``ages``: from and below which age in months; a need without an age
    is then not met. ``per_family``: the most for one family, rupiah. ``most_needs``: how many needs it may meet.
    ``site``: the code of the village or region where the giver is.

    :class:`~padan.kernel.errors.InvalidValueError` for an amount or limit below one, ages that leave nobody, goods
    that are not of one kind, and codes that are none.
    """

    pledge_id: str
    giver_id: str
    amount: int
    unit: str = ""
    kinds: frozenset[str] = frozenset()
    areas: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    per_family: int | None = None
    most_needs: int | None = None
    site: str = ""

    def __post_init__(self) -> None:
        if any(limit is not None and limit < 1 for limit in (self.amount, self.per_family, self.most_needs)):
            raise self._refused(_("jumlah atau batasnya kurang dari 1"), _("Isi angka bulat mulai dari 1."))
        if self.ages is not None and not 0 <= self.ages[0] < self.ages[1]:
            raise self._refused(_("rentang umurnya kosong"), _("Isi umur dalam bulan, misalnya 6 sampai 24."))
        if self.unit and len(self.kinds) != 1:
            raise self._refused(_("barangnya bukan satu jenis"), _("Buat satu janji untuk setiap jenis barang."))
        for code in (*self.areas, *((self.site,) if self.site else ())):
            RegionCode(code, RegionSystem.KEMENDAGRI)

    def _refused(self, reason: str, remedy: str) -> InvalidValueError:
        return InvalidValueError(
            _("Janji {pledge} tidak dapat dipakai: {reason}.").format(pledge=self.pledge_id, reason=reason),
            next_step=remedy,
        )


def check_pledges(pledges: Sequence[Pledge]) -> None:
    """:class:`~padan.kernel.errors.InvalidValueError` for a pledge that comes twice."""
    if len({each.pledge_id for each in pledges}) < len(pledges):
        raise InvalidValueError(
            _("Ada janji yang tercantum dua kali."), next_step=_("Cantumkan setiap janji satu kali.")
        )
