"""What one recipient of a round is entitled to each month: items in whole units, for the family or by head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _


class Whom(StrEnum):
    """For whom of a family a portion is."""

    FAMILY = "family"
    """Once for the family."""
    MEMBER = "member"
    """For each who lives in it."""
    UNDER_FIVE = "under_five"
    UNDER_TWO = "under_two"

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Whom.FAMILY: _("per keluarga"),
            Whom.MEMBER: _("per anggota keluarga"),
            Whom.UNDER_FIVE: _("per anak di bawah lima tahun"),
            Whom.UNDER_TWO: _("per anak di bawah dua tahun"),
        }[self]


@dataclass(frozen=True, slots=True)
class Instead:
    """What may be handed out for one portion where its item is wanting."""

    item: str
    unit: str
    amount: int

    def __post_init__(self) -> None:
        _check(self.item, self.unit, self.amount)


@dataclass(frozen=True, slots=True)
class Portion:
    """``amount`` whole units of an item each month, for ``whom``. A unit is as small as what is handed out: a sack
    that is opened is counted in kilograms. ``price``: what a unit is planned to cost, rupiah. ``instead``: what may
    be given in its place. InvalidValueError for words that are empty, an amount below one or a price below nought."""

    item: str
    unit: str
    amount: int
    whom: Whom = Whom.FAMILY
    price: int = 0
    instead: tuple[Instead, ...] = ()

    def __post_init__(self) -> None:
        _check(self.item, self.unit, self.amount)
        if self.price < 0:
            raise InvalidValueError(
                _("Harga {item} di bawah nol").format(item=self.item), next_step=_("Isi mulai dari 0.")
            )

    def for_heads(self, heads: Mapping[Whom, int]) -> int:
        """Units a month for a family of so many heads of each kind; those of ``FAMILY`` are one."""
        return self.amount * (1 if self.whom is Whom.FAMILY else heads.get(self.whom, 0))


def check_package(portions: Sequence[Portion]) -> None:
    """InvalidValueError where nothing is given, or one item twice to the same."""
    if not portions:
        raise InvalidValueError(_("Paket bantuan masih kosong"), next_step=_("Isi paling sedikit satu barang."))
    seen: set[tuple[str, Whom]] = set()
    for each in portions:
        if (each.item, each.whom) in seen:
            raise InvalidValueError(
                _("{item} tercantum dua kali dalam paket").format(item=each.item), next_step=_("Gabungkan barisnya.")
            )
        seen.add((each.item, each.whom))


def _check(item: str, unit: str, amount: int) -> None:
    if not item.strip() or not unit.strip():
        raise InvalidValueError(_("Nama barang dan satuannya belum diisi"), next_step=_("Isi, misalnya: beras, kg."))
    if amount < 1:
        raise InvalidValueError(
            _("Jumlah {item} kurang dari satu").format(item=item),
            next_step=_("Isi angka bulat mulai dari 1; pakai satuan yang lebih kecil bila perlu."),
        )
