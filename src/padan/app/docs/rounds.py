"""``docs/reference/aid-rounds.md``: what can become of a round of aid, from the table by which it moves."""

from __future__ import annotations

from padan.app.docs.markdown import code, table
from padan.office.accounts.roles import Role
from padan.office.aid.states import MOVES, Act, Move, State, after

_HEAD = """\
# A round of aid, from draft to the last delivery

What can become of a round. Any other move is refused. This page is written from `padan.office.aid.states` by
`make docs`.
"""

_TABLE = """\
A *check* judges what others made: whoever opened the round, wrote its version of the rule, changed it or moved it on by
a move that is no check cannot make one, by any post.
"""


def rounds_page() -> str:
    """The page."""
    arrows = [f"    {at} --> {to}" for at, to in MOVES]
    ends = [f"    {state} --> [*]" for state in State if not after(state)]
    drawn = "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {State.DRAFT}", *arrows, *ends, "```"])
    rows = [(code(at), code(to), _who(move.roles), _asks(move)) for (at, to), move in MOVES.items()]
    return "\n".join([_HEAD, f"{drawn}\n", _TABLE, f"{table(('from', 'to', 'who', ''), rows)}\n"])


def _who(roles: tuple[Role, ...]) -> str:
    return ", ".join(code(role) for role in roles)


def _asks(move: Move) -> str:
    asked = (
        ("a check", move.checks), ("with a reason", move.reasoned), ("by a decree", move.by is Act.DECREE),
        ("by the beginning of the delivery", move.by is Act.DELIVERY),
        ("of a round that givers pay", move.gifts is True), ("not of a round that givers pay", move.gifts is False),
    )  # fmt: skip
    return ", ".join(word for word, holds in asked if holds)
