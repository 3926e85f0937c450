"""What a decree says beside its list: its words, the papers that an amendment rests on, and what it tells of a family.

The words are Indonesian whatever language their reader has chosen: they are the text of an official document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a decree. ``letterhead``: lines of the head of the paper; ``issuer``: who decides, as the title names
    them (``BUPATI KUTAI KARTANEGARA``); ``considering``, ``recalling``, ``noting``: *Menimbang*, *Mengingat*,
    *Memperhatikan*; ``decisions``: KESATU, KEDUA …; ``place``, ``office``, ``name``, ``nip``: the signature;
    ``copies``: *Tembusan*."""

    letterhead: tuple[str, ...]
    issuer: str
    considering: tuple[str, ...]
    recalling: tuple[str, ...]
    noting: tuple[str, ...]
    decisions: tuple[str, ...]
    place: str
    office: str
    name: str
    nip: str = ""
    copies: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Words:
        """The words as :meth:`kept` wrote them."""
        return cls(**{each.name: _read(kept[each.name]) for each in fields(cls)})

    def kept(self) -> dict[str, Any]:
        """As JSON holds them."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def _read(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Drafted:
    """What is said of a decree. ``agency``: the code of who keeps its numbers; ``number`` is unique there in a year;
    ``full_numbers``: NIK and KK are printed whole, else masked."""

    agency: str
    number: str
    about: str
    signed_on: date
    words: Words
    full_numbers: bool = False


@dataclass(frozen=True, slots=True)
class References:
    """The papers that a replacement rests on: handing-over minutes (BAST) and the statement of full responsibility
    (SPTJM), each by number and day."""

    bast_number: str
    bast_date: date
    sptjm_number: str
    sptjm_date: date


@dataclass(frozen=True, slots=True)
class Told:
    """What a release tells of a family: ``name``, ``nik`` of its head, ``kk``, where it lives, and how many heads are
    counted; a count that is not known is None."""

    family_id: str
    name: str
    nik: str | None
    kk: str | None
    address: str
    rt: str
    rw: str
    members: int
    under_five: int | None
    under_two: int | None


#: Reads what the round's release tells of families; those that it does not know are left out.
Tell = Callable[[Sequence[str]], Mapping[str, Told]]
