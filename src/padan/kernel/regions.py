"""Region codes of the two systems in use, and their history.

Kemendagri (the interior ministry) writes ``64.02.13.1008``; in the last group 1xxx is a kelurahan and 2xxx
a desa. BPS (statistics) writes 2, 4, 7 or 10 digits without dots. The same digits mean different places:
64.02 is Kutai Kartanegara in one and 6402 Kutai Barat in the other, so a code never goes without its
system.

Which regions exist, and which were renumbered, is data in ``padan.reference``; this module knows only the
form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, get_args

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _

Level = Literal["province", "regency", "district", "village"]
_LEVELS: Final[tuple[Level, ...]] = get_args(Level)


class RegionSystem(StrEnum):
    """Who gave the code."""

    KEMENDAGRI = "kemendagri"
    BPS = "bps"


#: Digits at each level, from province to village.
_WIDTHS: Final = {RegionSystem.KEMENDAGRI: (2, 4, 6, 10), RegionSystem.BPS: (2, 4, 7, 10)}
_FORMS: Final = {
    RegionSystem.KEMENDAGRI: re.compile(r"[0-9]{2}(\.(?!00)[0-9]{2}(\.(?!00)[0-9]{2}(\.[1-9][0-9]{3})?)?)?"),
    RegionSystem.BPS: re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10}"),
}
_EXAMPLES: Final = {RegionSystem.KEMENDAGRI: "64.02.13.1008", RegionSystem.BPS: "6403030008"}


@dataclass(frozen=True, slots=True, order=True)
class RegionCode:
    """A province, regency, district or village by its code; kept in the form its system writes.

    Kemendagri codes may be given with or without dots (``64.02.13`` or ``640213``) and are kept with dots.
    Codes order and compare as texts, so a region comes just before what lies in it. Raises
    :class:`~padan.kernel.errors.InvalidValueError` for a text that is no code of the system.
    """

    code: str
    system: RegionSystem

    def __post_init__(self) -> None:
        code = self.code
        if self.system is RegionSystem.KEMENDAGRI and code.isdigit():
            code = ".".join(part for part in (code[:2], code[2:4], code[4:6], code[6:]) if part)
        if not _FORMS[self.system].fullmatch(code) or not 11 <= int(code[:2]) <= 97:
            raise InvalidValueError(
                _("Kode wilayah {code} bukan kode {system}.").format(code=self.code, system=self.system),
                next_step=_("Contoh yang benar: {example}.").format(example=_EXAMPLES[self.system]),
            )
        object.__setattr__(self, "code", code)

    def __str__(self) -> str:
        return self.code

    @property
    def digits(self) -> str:
        """The code without dots."""
        return self.code.replace(".", "")

    @property
    def level(self) -> Level:
        """``province``, ``regency``, ``district`` or ``village``."""
        return _LEVELS[_WIDTHS[self.system].index(len(self.digits))]

    @property
    def parent(self) -> RegionCode | None:
        """The region it lies in by its code; None for a province."""
        above = _LEVELS.index(self.level) - 1
        return self.ancestor(_LEVELS[above]) if above >= 0 else None

    def ancestor(self, level: Level) -> RegionCode:
        """The region of that level it lies in, itself for its own level.

        Raises :class:`~padan.kernel.errors.InvalidValueError` for a level below its own.
        """
        if _LEVELS.index(level) > _LEVELS.index(self.level):
            raise InvalidValueError(
                _("Wilayah {code} tidak berada di dalam wilayah yang lebih kecil.").format(code=self),
                next_step=_("Minta tingkat yang sama atau di atasnya."),
            )
        return RegionCode(self.digits[: _WIDTHS[self.system][_LEVELS.index(level)]], self.system)

    def contains(self, other: RegionCode) -> bool:
        """Whether ``other`` is this region or lies in it; never across systems."""
        return self.system is other.system and other.digits.startswith(self.digits)

    @property
    def is_kelurahan(self) -> bool:
        """Whether it is a village headed by a lurah (1xxx).

        False for a desa, for other levels, and for BPS codes, which do not tell.
        """
        return self.system is RegionSystem.KEMENDAGRI and self.level == "village" and self.code[9] == "1"


@dataclass(frozen=True, slots=True)
class RegionHistory:
    """Renumberings: which code a region has today, and which it had.

    Built from pairs (old, new). A chain (a → b, b → c) is followed to its end. Refused with
    :class:`~padan.kernel.errors.InvalidValueError`: one old code with two new ones, a circle, a code that
    becomes itself, and a pair that changes level or system. Two old codes may become one.
    """

    pairs: tuple[tuple[RegionCode, RegionCode], ...] = ()
    _next: dict[RegionCode, RegionCode] = field(init=False, repr=False, compare=False)

    def __init__(self, pairs: Iterable[tuple[RegionCode, RegionCode]] = ()) -> None:
        object.__setattr__(self, "pairs", tuple(pairs))
        following: dict[RegionCode, RegionCode] = {}
        for old, new in self.pairs:
            if (old.level, old.system) != (new.level, new.system):
                raise _refused(_("{old} dan {new} tidak setingkat").format(old=old, new=new))
            if following.setdefault(old, new) != new:
                raise _refused(_("{old} menjadi {one} dan juga {two}").format(old=old, one=following[old], two=new))
        object.__setattr__(self, "_next", following)
        for old in following:
            self._follow(old)

    def current(self, code: RegionCode) -> RegionCode:
        """The code the region has today: the code itself when it was never renumbered."""
        return self._follow(code)

    def former(self, code: RegionCode) -> tuple[RegionCode, ...]:
        """Every code that has become this one, in order; none when it was never renumbered."""
        return tuple(sorted(old for old in self._next if self._follow(old) == code))

    def _follow(self, code: RegionCode) -> RegionCode:
        seen = {code}
        while code in self._next:
            code = self._next[code]
            if code in seen:
                raise _refused(_("{code} kembali menjadi dirinya sendiri").format(code=code))
            seen.add(code)
        return code


def _refused(reason: str) -> InvalidValueError:
    return InvalidValueError(
        _("Riwayat kode wilayah tidak dapat dipakai: {reason}.").format(reason=reason),
        next_step=_("Perbaiki pasangan kode lama dan kode baru di data rujukan wilayah."),
    )
