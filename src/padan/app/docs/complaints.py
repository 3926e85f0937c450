"""``docs/reference/complaints.md``: what can become of a complaint, from the tables by which it moves."""

from __future__ import annotations

from padan.app.docs.markdown import cell, code, table
from padan.office.complaints.states import (
    APPEALS_TO,
    MOVES,
    SITTING,
    Desk,
    Move,
    State,
    after,
    ladder,
)
from padan.reference.complaints import Term, categories, terms

_HEAD = """\
# A complaint, from the form to the decision of an appeal

What can become of a complaint (*pengaduan*). Any other move is refused. This page is written from
`padan.office.complaints.states` and `padan.reference.complaints` by `make docs`.
"""

_MOVES = """\
A *check* judges an answer: whoever gave it cannot make one. Who complains shows the code of the complaint; nobody else
appeals or withdraws it.
"""

_DESKS = """\
## Desks

A complaint that is late stands at the next desk too, from the day after its deadline, and every further {days} days at
one more. Nothing has to run for that: it follows from the day. A sensitive complaint stands only where few sit, and
never at the desk of whom it is about: it comes to the regency's secretariat where it is said to be about somebody
else's officer, and else to the inspectorate, which may take it up at any time. Others come to the social affairs office
first; about that office to the secretariat, about the secretariat to the inspectorate.
"""

_TERMS = """\
## Deadlines

Working days are Monday to Friday; public holidays are not left out, so the day told is never later than the rule's.
"""


def complaints_page() -> str:
    """The page."""
    arrows = [f"    {at} --> {to}" for at, to in MOVES]
    ends = [f"    {state} --> [*]" for state in State if not after(state)]
    drawn = "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {State.RECEIVED}", *arrows, *ends, "```"])
    moves = [(code(at), code(to), code(move.mover), _asks(move)) for (at, to), move in MOVES.items()]
    desks = [
        (code(desk), code(SITTING[desk]), _up(desk, False), _up(desk, True), code(APPEALS_TO[desk])) for desk in Desk
    ]
    kinds = [
        (code(each.code), "yes" if each.sensitive else "", _days(each.term), cell(each.term.basis("en")))
        for each in categories().values()
    ]
    others = [(code(each.code), "", _days(each), cell(each.basis("en"))) for each in terms().values()]
    return "\n".join(
        [
            _HEAD, f"{drawn}\n", _MOVES, f"{table(('from', 'to', 'by', ''), moves)}\n",
            _DESKS.format(days=terms()["rung"].days),
            f"{table(('desk', 'who', 'late', 'late, sensitive', 'appeal'), desks)}\n",
            _TERMS, f"{table(('', 'sensitive', 'within', 'basis'), [*kinds, *others])}\n",
        ]
    )  # fmt: skip


def _asks(move: Move) -> str:
    return ", ".join(word for word, asked in (("a check", move.checks), ("in words", move.told)) if asked)


def _up(desk: Desk, sensitive: bool) -> str:
    return ", ".join(code(each) for each in ladder(desk, sensitive)[1:])


def _days(term: Term) -> str:
    return f"{term.days} {'working ' if term.counting == 'working' else ''}days"
