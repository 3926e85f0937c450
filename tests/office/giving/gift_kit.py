"""Gift rounds in few words."""

from __future__ import annotations

from tests.office.aid import aid_kit as aid
from tests.office.aid.aid_kit import family
from tests.office.delivery import delivery_kit as handing
from tests.office.delivery.delivery_kit import DECEMBER
from tests.office.giving.giving_kit import NOW, confirmed, confirmer, goods, held, need, vetted, writer

from padan.office.accounts.models import Account
from padan.office.aid.models import Round, Rule
from padan.office.aid.operations import move
from padan.office.aid.states import State
from padan.office.delivery.beginning import begin
from padan.office.delivery.given import Given
from padan.office.giving.models import Giver, Hold, Pledge
from padan.office.giving.rounds import Planned, open_round

PLANNED = Planned("Asuh Wonotirto", "makanan", DECEMBER, 1)


def gift_rule(**changes: object) -> Rule:
    """Of a programme that givers pay."""
    programme = aid.programme(code="asuh", name="Orang tua asuh", kind="pmt", fund="pemberi", by_givers=True, **changes)
    return aid.rule(of=programme)


def opened(*holds: Hold, rule: Rule | None = None, planned: Planned = PLANNED, by: Account | None = None) -> Round:
    return open_round(rule or gift_rule(), aid.release(), holds, planned, by=by or writer(), on=NOW)


def proposed(made: Round) -> Round:
    for to in (State.VERIFYING, State.CORRECTING, State.PROPOSED):
        made = move(made, to, by=writer(), on=NOW, reason=aid.UNHEARD if to is State.PROPOSED else "")
    return made


def begun(*holds: Hold, **more: object) -> Round:
    return begin(proposed(opened(*holds, **more)), by=confirmer(), on=NOW)  # type: ignore[arg-type]


def meals(made: Round, number: int, days: int, minute: int = 0, **more: object) -> Given:
    """Days of meals that the family of that number got."""
    return handing.rice(made, family(number), days, minute, **{"item": "makanan", "unit": "day", **more})


def shared() -> tuple[Giver, Pledge, Pledge, Round]:
    """Two families, of which the first is paid by money for 30 days and by goods for 26, the second by money alone."""
    giver = vetted()
    money, food = confirmed(giver, 2_000_000), goods(giver, 40)
    return giver, money, food, begun(held(money, units=30), held(food, units=26), held(money, need(3)))
