"""Families of a delivery as its papers name them: whose each is, and where it lives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.office.aid.queries import Round
from padan.office.delivery import queries
from padan.office.registry import queries as registry
from padan.reports.people_words import address


@dataclass(frozen=True, slots=True)
class Home:
    """Whose a family is, and its address as far as the register knows it. ``lane``: its RW and RT, in the order of
    which families are called."""

    name: str
    address: str
    lane: tuple[str, str]


def homes_of(scope: Scope, held: Round, families: Collection[str], day: date) -> dict[str, Home]:
    """These families of a scope. One whose head is not known is named after who may take its aid first on a day."""
    known = {each.family_id: each for each in registry.families(scope).filter(family_id__in=families)}
    headless = [family for family in families if family not in known or not known[family].head_name]
    may = queries.who_may_take(scope, held, headless, day)
    found = {}
    for family in families:
        home, name = known.get(family), next((each.name for each in may.get(family, ()) if each.name), "")
        lives = {"address": home.address, "rt": home.rt, "rw": home.rw} if home else None
        found[family] = Home(
            (home.head_name if home else None) or name or _("tanpa nama"), address(lives) if lives else "",
            ((home.rw or "", home.rt or "") if home else ("", "")),
        )  # fmt: skip
    return found
