"""The families of a round as columns: where they live, whether they may be helped, and by what they are ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.rules.growth.prevalence import Coded, coded
from padan.rules.risk.answers import YES, Answers, Truths


class Exclusion(StrEnum):
    """Why a family cannot be on a list, whatever its rank; several may hold."""

    DECEASED = "deceased"
    MOVED = "moved"
    SERVED = "served"
    REFUSED = "refused"
    SANCTIONED = "sanctioned"

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Exclusion.DECEASED: _("sudah meninggal"),
            Exclusion.MOVED: _("sudah pindah"),
            Exclusion.SERVED: _("sudah dilayani program lain yang serupa"),
            Exclusion.REFUSED: _("menolak bantuan"),
            Exclusion.SANCTIONED: _("dikenai sanksi dari hasil verifikasi"),
        }[self]


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A column to rank by, shape (n,): numbers or truths. The smallest comes first, or the greatest if ``descending``.

    NaN is unknown and comes last either way. ``ValueError`` for a column of anything else.
    """

    name: str
    values: NDArray[Any]
    descending: bool = False

    def __post_init__(self) -> None:
        if self.values.dtype.kind not in "biuf":
            raise ValueError(f"{self.name} holds neither numbers nor truths")

    @property
    def ascending(self) -> NDArray[Any]:
        """Numbers of the same order, the first the smallest; NaN where unknown."""
        if not self.descending:
            return self.values
        # The complement turns whole numbers round where a minus would overflow: the least of them has no negative.
        return -self.values if self.values.dtype.kind == "f" else ~self.values


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """One entry per family, all columns of shape (n,).

    ``area``: the code (Kemendagri) of the village, or of a higher region if no more is known; None or empty where
    nothing is.
    ``eligible``: -1 unknown, 0 no, 1 yes. ``keys`` rank, the first before the second. ``exclusions``: for each reason
    of whom it holds; a reason that is not surely known has to be settled before. The answers and the exclusions are
    copied and cannot be changed afterwards.

    :class:`~padan.kernel.errors.InvalidValueError` for a family that comes twice, ``ValueError`` for columns of
    different lengths and for exclusions that are not truths.
    """

    family_id: NDArray[Any]
    area: NDArray[Any] | Coded
    eligible: Answers
    keys: tuple[Key, ...] = ()
    exclusions: Mapping[Exclusion, Truths] = field(default_factory=dict)

    def __post_init__(self) -> None:
        area, n = coded(self.area), len(self.family_id)
        excluded = {Exclusion(reason): fixed(column) for reason, column in self.exclusions.items()}
        columns: tuple[NDArray[Any], ...] = (
            area.codes,
            self.eligible,
            *(key.values for key in self.keys),
            *excluded.values(),
        )
        if any(len(column) != n for column in columns):
            raise ValueError("the columns of the candidates differ in length")
        if any(column.dtype != np.bool_ for column in excluded.values()):
            raise ValueError("an exclusion holds or it does not: give truths, not answers")
        ids = [str(each) for each in self.family_id.tolist()]
        if len(set(ids)) < n:
            raise InvalidValueError(
                _("Ada keluarga yang dua kali menjadi calon."), next_step=_("Cantumkan setiap keluarga satu kali.")
            )
        object.__setattr__(self, "family_id", fixed(np.array(ids, object)))
        object.__setattr__(self, "area", area)
        object.__setattr__(self, "eligible", fixed(self.eligible))
        object.__setattr__(self, "exclusions", excluded)

    def __len__(self) -> int:
        return len(self.family_id)

    @property
    def excluded(self) -> Truths:
        """Of whom any reason to exclude holds; shape (n,)."""
        found: Truths = np.zeros(len(self), bool)
        return reduce(np.logical_or, self.exclusions.values(), found)

    @property
    def admissible(self) -> Truths:
        """Who may be on the list at all: surely eligible, and not excluded; shape (n,)."""
        eligible: Truths = self.eligible == YES
        return eligible & ~self.excluded

    def reasons(self, row: int) -> tuple[Exclusion, ...]:
        """Why a family is excluded, in the order of :class:`Exclusion`; nothing if it is not."""
        return tuple(each for each in Exclusion if each in self.exclusions and self.exclusions[each][row])

    def rows_of(self, ids: list[str]) -> list[int]:
        """The rows of the families; :class:`~padan.kernel.errors.InvalidValueError` for one that is no candidate."""
        if not ids:
            return []
        wanted = set(ids)
        place = {each: row for row, each in enumerate(self.family_id.tolist()) if each in wanted}
        for each in ids:
            if each not in place:
                raise InvalidValueError(
                    _("Keluarga {family} bukan calon dalam putaran ini.").format(family=each),
                    next_step=_("Periksa nomor keluarga itu, atau tambahkan keluarganya ke daftar calon."),
                )
        return [place[each] for each in ids]


def fixed(column: NDArray[Any]) -> NDArray[Any]:
    """A copy that nobody can write to."""
    copy = np.array(column)
    copy.setflags(write=False)
    return copy
