"""The rights of one claim: whether each can be asked yet, whether it was kept, and what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from padan.rules.delivery import Checked, Evidence, Taker
from padan.rules.four_rights.claims import Claim, Handed
from padan.rules.four_rights.lots import Lot
from padan.rules.four_rights.rights import UNDECIDED, VISITORS_SAID, Right, Wrong

_SIGNED: Final = frozenset({Evidence.PHOTO, Evidence.SIGNATURE, Evidence.THUMBPRINT})


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a right is asked of a claim, and what was wrong; nothing where it was kept."""

    asked: bool
    wrongs: frozenset[Wrong] = frozenset()

    @property
    def kept(self) -> bool | None:
        """Whether it was kept; None where it is not asked, or nobody can tell."""
        if not self.asked or (self.wrongs and self.wrongs <= UNDECIDED):
            return None
        return not self.wrongs

    @property
    def by_records(self) -> Answer:
        """The same by what was written down alone, whatever visits found."""
        return Answer(self.asked, self.wrongs - VISITORS_SAID)


def judge(claim: Claim, day: date) -> dict[Right, Answer]:
    """The answers for a claim, the four and those of the further two that its kind of aid has, as they stand at the end
    of a day: the claim holds nothing that was handed out later."""
    fell_due = claim.due <= day or claim.is_whole()
    any_handed = bool(claim.handed)
    papers = _all(_papers(each, claim.is_goods) for each in claim.handed)
    contradicted = frozenset({Wrong.UNSETTLED}) if claim.unsettled else frozenset()
    answers = {
        Right.TARGET: Answer(any_handed, _all(_target(each) for each in claim.handed)),
        Right.TIME: Answer(fell_due, _missing(claim, claim.due) if fell_due else frozenset()),
        Right.AMOUNT: Answer(fell_due, _missing(claim, day) if fell_due else frozenset()),
        Right.ADMINISTRATION: Answer(any_handed or bool(claim.unsettled), papers | contradicted),
    }
    return answers | dict(_further(claim))


def lateness(claim: Claim, day: date) -> int:
    """Days after its last day on which the last of a claim was handed out, or by which it is late on a day; 0 in
    time."""
    return max(0, ((claim.whole_on or day) - claim.due).days)


def _target(handed: Handed) -> frozenset[Wrong]:
    found = set()
    if handed.eligible is not True:
        found.add(Wrong.UNKNOWN_ELIGIBILITY if handed.eligible is None else Wrong.NOT_ELIGIBLE)
    if handed.checked is Checked.NOT:
        found.add(Wrong.UNCHECKED)
    return frozenset(found)


def _missing(claim: Claim, until: date) -> frozenset[Wrong]:
    if claim.is_whole(until):
        return frozenset()
    if claim.is_whole():
        return frozenset({Wrong.LATE})
    return frozenset({Wrong.LESS if claim.handed else Wrong.NOTHING})


def _papers(handed: Handed, is_goods: bool) -> frozenset[Wrong]:
    found = set()
    if is_goods and not handed.proofs & _SIGNED:
        found.add(Wrong.NO_SIGNATURE)
    if handed.taker is Taker.PROXY and Evidence.LETTER not in handed.proofs:
        found.add(Wrong.NO_LETTER)
    if not is_goods and not handed.has_reference:
        found.add(Wrong.NO_REFERENCE)
    return frozenset(found)


def _further(claim: Claim) -> Iterator[tuple[Right, Answer]]:
    """Of price and quality, those in which the kind of aid has to be right."""
    for right, wrongs, told in _FURTHER:
        if right in claim.further:
            visited = frozenset({told}) if right in claim.found else frozenset()
            found = _all(wrongs(claim, each) for each in claim.handed)
            yield right, Answer(bool(claim.handed), visited | found if claim.handed else frozenset())


def _price(claim: Claim, handed: Handed) -> frozenset[Wrong]:
    planned = claim.planned_of(handed)
    if planned is None:
        return frozenset({Wrong.PRICE_UNKNOWN})
    prices = {lot.price for lot in handed.lots}
    dear = {Wrong.TOO_DEAR} if any(price is not None and price > planned for price in prices) else set()
    return frozenset(dear | ({Wrong.PRICE_UNKNOWN} if None in prices else set()))


def _quality(_claim: Claim, handed: Handed) -> frozenset[Wrong]:
    return _all(_state(lot, handed.day) for lot in handed.lots)


def _state(lot: Lot, day: date) -> frozenset[Wrong]:
    found = set()
    if lot.fit is not True:
        found.add(Wrong.UNEXAMINED if lot.fit is None else Wrong.UNFIT)
    if lot.last_day is not None and lot.last_day < day:
        found.add(Wrong.EXPIRED)
    return frozenset(found)


def _all(found: Iterable[frozenset[Wrong]]) -> frozenset[Wrong]:
    return frozenset[Wrong]().union(*found)


#: What is wrong with a hand-over by the records, and what a visit found.
_FURTHER: Final = (
    (Right.PRICE, _price, Wrong.ASKED_TO_PAY),
    (Right.QUALITY, _quality, Wrong.FOUND_BAD),
)
