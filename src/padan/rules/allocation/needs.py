"""The needs of a plan as columns: what a family lacks, where, how urgent, in how many units and at what worth."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _

#: Columns of texts, of whole numbers, of truths, and of parts.
Texts = NDArray[np.object_]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]
Floats = NDArray[np.float64]

#: The age of whom it is not known, or of a family.
NO_AGE = -1
_NUMBERS = ("age_months", "tier", "units", "value")


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """One entry per need, all columns of shape (n,).

    ``kind`` and ``unit`` (``pmt``, ``day``) say what, ``units`` how many of it, ``value`` what they are worth (rupiah,
    whole). ``area``: the village's code (Kemendagri, with dots). ``age_months``: -1 where there is none. ``tier``: 1 is
    the most urgent. ``giver``: who helps the family already, else empty. Columns are copied.

    :class:`~padan.kernel.errors.InvalidValueError` for a need that comes twice, has no place, or whose tier, units or
    value are below one: a need of unknown cost is left out by whoever asks. ``ValueError`` for columns of different
    lengths.
    """

    need_id: Texts
    family_id: Texts
    kind: Texts
    unit: Texts
    area: Texts
    age_months: Whole
    tier: Whole
    units: Whole
    value: Whole
    giver: Texts

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, _copied(getattr(self, each.name), each.name in _NUMBERS))
        if len({len(getattr(self, each.name)) for each in fields(self)}) > 1:
            raise ValueError("the columns of the needs differ in length")
        if len(set(self.need_id.tolist())) < len(self):
            raise InvalidValueError(
                _("Ada kebutuhan yang tercantum dua kali."), next_step=_("Cantumkan setiap kebutuhan satu kali.")
            )
        wrong = (self.area == "") | (np.minimum(np.minimum(self.tier, self.units), self.value) < 1)
        if wrong.any():
            raise InvalidValueError(
                _("Kebutuhan {need} belum lengkap untuk direncanakan.").format(need=self.need_id[wrong.argmax()]),
                next_step=_("Isi desanya; tingkat, jumlah, dan nilainya mulai dari 1."),
            )

    def __len__(self) -> int:
        return len(self.need_id)

    def taken(self, rows: Whole) -> Needs:
        """The needs of these rows, in their order."""
        return Needs(*(getattr(self, each.name)[rows] for each in fields(self)))


def _copied(column: NDArray[Any], number: bool) -> NDArray[Any]:
    if number:
        copy: NDArray[Any] = np.array(column, np.int64)
    else:
        copy = np.array([str(each) for each in column.tolist()], object)
    copy.setflags(write=False)
    return copy
