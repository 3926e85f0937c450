"""What if: one more pledge, or one more restriction on a pledge that there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.rules.allocation import Pledge

#: The number of the pledge that is only supposed, and of its giver.
NEW: Final = "baru"


@dataclass(frozen=True, slots=True)
class Supposed:
    """One more pledge of so many rupiah (``amount``) for these ``kinds`` and ``areas`` (none: any); or, where
    ``pledge`` is the number of one, that it is for no others than these."""

    amount: int = 0
    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    pledge: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Supposed:
        """The same from what :meth:`told` gave."""
        return cls(told["amount"], tuple(told["kinds"]), tuple(told["areas"]), told["pledge"])

    def told(self) -> dict[str, Any]:
        """The same as numbers and texts only."""
        return {
            "amount": self.amount, "kinds": list(self.kinds), "areas": list(self.areas), "pledge": self.pledge,
        }  # fmt: skip

    def of_pledges(self, pledges: Sequence[Pledge]) -> list[Pledge]:
        """The pledges as they would be. InvalidValueError where nothing is supposed, or the pledge is not among
        them."""
        if self.pledge:
            return self._restricted(pledges)
        if self.amount < 1:
            raise InvalidValueError(_("Belum ada yang diandaikan"), next_step=_("Isi jumlahnya, atau pilih janji."))
        return [*pledges, Pledge(NEW, NEW, self.amount, kinds=frozenset(self.kinds), areas=self.areas)]

    def _restricted(self, pledges: Sequence[Pledge]) -> list[Pledge]:
        if not self.kinds and not self.areas:
            raise InvalidValueError(_("Belum ada yang diandaikan"), next_step=_("Pilih bantuan atau wilayahnya."))
        if self.pledge not in {each.pledge_id for each in pledges}:
            raise InvalidValueError(
                _("Janji {pledge} tidak ikut direncanakan").format(pledge=self.pledge), next_step=_("Pilih janji lain.")
            )
        narrowed = ((self._narrowed(each) if each.pledge_id == self.pledge else each) for each in pledges)
        return [each for each in narrowed if each is not None]

    def _narrowed(self, pledge: Pledge) -> Pledge | None:
        """The pledge for these only; None where it is for none of them."""
        kinds, areas = frozenset(self.kinds), Scope.of(self.areas)
        if kinds and pledge.kinds:
            kinds &= pledge.kinds
        if areas and pledge.areas:
            areas &= Scope.of(pledge.areas)
        if (self.kinds and not kinds) or (self.areas and not areas):
            return None
        return replace(pledge, kinds=kinds or pledge.kinds, areas=areas.codes or pledge.areas)
