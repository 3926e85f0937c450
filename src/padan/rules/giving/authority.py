"""Who has authority over a company for a matter on a day, from dated claims: the province, the regency, both, or nobody
agrees. What it gave is counted once whoever has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from padan.kernel.texts import _
from padan.reference.worded import Dated


class Holder(StrEnum):
    """Who is said to have authority."""

    PROVINCE = "province"
    REGENCY = "regency"
    BOTH = "both"
    """Each for its part, and both say so."""

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Holder.PROVINCE: _("provinsi"),
            Holder.REGENCY: _("kabupaten"),
            Holder.BOTH: _("provinsi dan kabupaten"),
        }[self]


class Authority(StrEnum):
    """What the claims come to."""

    PROVINCE = "province"
    REGENCY = "regency"
    BOTH = "both"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The same for people."""
        if self is Authority.DISPUTED:
            return _("dipersoalkan")
        return _("belum diketahui") if self is Authority.UNKNOWN else Holder(self.value).words


@dataclass(frozen=True, slots=True)
class Claim(Dated):
    """That ``holder`` has authority in a ``matter`` from the day ``since`` until ``until`` (both counted; None: no end
    is known), by a law or a document, named in ``basis``."""

    matter: str
    holder: Holder
    since: date
    until: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """That both sides agreed on a holder for a matter, from the day ``since`` on."""

    matter: str
    holder: Holder
    since: date
    basis: str


@dataclass(frozen=True, slots=True)
class Found:
    """Who has it, and the bases that say so, or that contradict each other."""

    authority: Authority
    bases: tuple[str, ...]


def authority(claims: Iterable[Claim], settlements: Iterable[Settlement], matter: str, day: date) -> Found:
    """Who has authority in a matter on a day.

    The newest settlement that has begun by the day stands for all claims that began by its own first day; a claim that
    began later, by a new law or permit, is held against it. All that say the same agree; where two say different
    things the authority is disputed. The order of the claims does not matter.
    """
    agreed = [each for each in settlements if each.matter == matter and each.since <= day]
    last = max(agreed, key=lambda each: (each.since, each.basis, each.holder), default=None)
    said = {
        (each.holder, each.basis)
        for each in claims
        if each.matter == matter and each.holds_on(day) and (last is None or each.since > last.since)
    }
    if last is not None:
        said.add((last.holder, last.basis))
    holders = {holder for holder, _basis in said}
    bases = tuple(sorted(basis for _holder, basis in said))
    if not holders:
        return Found(Authority.UNKNOWN, ())
    return Found(Authority(next(iter(holders)).value) if len(holders) == 1 else Authority.DISPUTED, bases)


def counted_by(found: Authority) -> Holder:
    """Who counts the gifts of a company in its own totals, so that the totals of both sides together hold each gift
    once: the province where it alone has authority, the regency in which the gift arrives in every other case, also
    while it is disputed or unknown."""
    return Holder.PROVINCE if found is Authority.PROVINCE else Holder.REGENCY
