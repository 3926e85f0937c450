"""The code of a recipient's card, by which who hands out finds a family without asking its name.

It is an HMAC of the family and the round under a key of the office: who has no key neither makes one nor learns from
one whose it is, and in the next round it is another. Nothing is kept of it: it is worked out when it is asked.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Final

from padan.kernel.codes import plain, spelled
from padan.kernel.scope import Scope
from padan.office.aid.models import Round
from padan.office.delivery import queries
from padan.office.fields import ring

#: Letters of a code, five bits each: of all codes, one in ten thousand million is of a family of a round of 100,000.
LENGTH: Final = 10
#: What stands before a code in a QR, so that a phone knows it for one.
MARK: Final = "PADAN-"
#: What the office's index is bound to; no column is called so.
_COLUMN: Final = "delivery card"


def card_code(round_id: int, family_id: str) -> str:
    """The code of a family's card in a round, without groups."""
    return spelled(ring().index(f"{round_id}:{family_id}", _COLUMN), LENGTH)


def qr_text(code: str) -> str:
    """What the QR of a card holds: its code and nothing of the family."""
    return f"{MARK}{code}"


def family_of_card(held: Round, code: str, scope: Scope) -> str | None:
    """The family of a scope whose card of this round has a code, as it was typed or scanned; None where none has it,
    and where two have."""
    asked = plain(code.strip().upper().removeprefix(MARK)).encode()
    found = [each for each in _listed(held, scope) if hmac.compare_digest(card_code(held.pk, each).encode(), asked)]
    return found[0] if len(found) == 1 else None


def _listed(held: Round, scope: Scope) -> Iterable[str]:
    rows = queries.entitlements(scope, held).order_by().values_list("family_id", flat=True)
    return rows.distinct()
