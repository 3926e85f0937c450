"""Decrees in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import DAY, NOW

from padan.office.accounts.models import Account
from padan.office.aid.listing import exclude
from padan.office.aid.models import Excluded, Round
from padan.office.aid.states import State as RoundState
from padan.office.decrees.drafting import draft, draft_amendment, draft_withdrawal
from padan.office.decrees.models import Decree
from padan.office.decrees.operations import decree
from padan.office.decrees.states import Kind
from padan.office.decrees.suggesting import suggested
from padan.office.decrees.words import Drafted, References, Told
from padan.rules.selection import Exclusion

PAPERS = References("027/BAST/2026", date(2026, 12, 3), "028/SPTJM/2026", date(2026, 12, 4))


def tell(ids: Sequence[str]) -> Mapping[str, Told]:
    """What an invented release tells: of each family by its number."""
    return {each: told(each) for each in ids}


def told(family_id: str) -> Told:
    """A family of four with a child under five; of every fifth the heads are not counted."""
    n = int(family_id[1:], 16)
    five = None if n % 5 == 4 else n % 3
    return Told(
        family_id, f"Warga {n}", f"64021301018{n:05d}", f"64021302028{n:05d}", f"Jalan Rekaan {n}", "001", "002", 4,
        five, None if five is None else 0,
    )  # fmt: skip


def said(held: Round, number: str = "400.9/1", **changes: Any) -> Drafted:
    """What the decree of a round says."""
    usual = suggested(held, DAY)
    return replace(usual, number=number, words=replace(usual.words, name="Dewi Rekaan", nip="19700101"), **changes)


def drafted(held: Round | None = None, **changes: Any) -> Decree:
    """A draft for a round that is proposed."""
    held = held or aid_kit.at(RoundState.PROPOSED)
    return draft(held, said(held, **changes), by=aid_kit.maker(), on=NOW)


def sealed(held: Round | None = None, *, on: datetime = NOW, **changes: Any) -> Decree:
    """A decree as the secretariat sealed it."""
    return decree(drafted(held, **changes), tell, by=aid_kit.checker(), on=on)


def out(
    of: Decree, number: int, reason: Exclusion = Exclusion.MOVED, *, by: Account | None = None, on: datetime = NOW
) -> Excluded:
    """Exclude a family from the programme of a decree."""
    family = aid_kit.family(number)
    area = of.round.listed.get(family_id=family).area
    return exclude(of.round.programme, (family, area), reason, by=by or aid_kit.maker(), on=on, why="uji")


def amendment(of: Decree, number: str = "400.9/2") -> Decree:
    """The draft of an amendment."""
    usual = suggested(of.round, DAY, Kind.AMENDMENT, of)
    words = replace(usual.words, name="Dewi Rekaan")
    return draft_amendment(of, replace(usual, number=number, words=words), PAPERS, by=aid_kit.maker(), on=NOW)


def withdrawal(of: Decree, reason: str = "anggaran dialihkan", number: str = "400.9/3") -> Decree:
    """The draft of a withdrawal."""
    usual = suggested(of.round, DAY, Kind.WITHDRAWAL, of)
    words = replace(usual.words, name="Dewi Rekaan")
    return draft_withdrawal(of, replace(usual, number=number, words=words), reason, by=aid_kit.maker(), on=NOW)


def amend(of: Decree, number: str = "400.9/2", *, on: datetime = NOW) -> Decree:
    """An amendment as the secretariat sealed it."""
    return decree(amendment(of, number), tell, by=aid_kit.checker(), on=on)
