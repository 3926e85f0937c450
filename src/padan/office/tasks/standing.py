"""What a new answer changes: its own fate, that of the answers before it, and where that leaves the task. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from padan.office.tasks.states import Outcome, State, Why


@dataclass(frozen=True, slots=True)
class Word:
    """An answer of the task's present cycle. ``informed``: its writer had before the eyes what held when it arrived."""

    key: str
    by: int
    said_at: datetime
    said: str
    informed: bool
    outcome: Outcome | None = None
    why: Why | None = None

    @property
    def moment(self) -> tuple[datetime, str]:
        """By which one account's words are put in order, whatever the order in which they arrive."""
        return self.said_at, self.key


@dataclass(slots=True)
class Settled:
    """What becomes of the answers, by key, why one waits, and the state of the task."""

    state: State
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    whys: dict[str, Why] = field(default_factory=dict)


def settled(state: State, new: Word, before: Sequence[Word]) -> Settled:
    """What a ``new`` word changes of those ``before`` it, all of one cycle.

    The later word of one account takes the place of its earlier one. Who says the same as what holds agrees. Who saw
    what holds and says otherwise corrects it. Whatever else differs waits, and somebody chooses.
    """
    own = [word for word in before if word.by == new.by and word.outcome in _COUNTING]
    if any(word.moment > new.moment for word in own):
        return Settled(state, {new.key: Outcome.OVERRULED})
    held = next((word for word in before if word.outcome is Outcome.HOLDS), None)
    found = Settled(state)
    if held is not None and held.said == new.said:
        found.outcomes[new.key] = Outcome.AGREES
        _give_up(found, (word for word in own if word.outcome is Outcome.WAITS))
    elif held is not None and (held.by == new.by or new.informed):
        found.outcomes[new.key] = Outcome.HOLDS
        _give_up(found, [held, *own])
        _beside(found, new, before)
    elif held is not None:
        _wait(found, new, Why.ANSWERED)
        _give_up(found, own)
    elif state is State.WITHDRAWN or not new.informed:
        waited = next((word.why for word in own if word.why is not None), None)
        _wait(found, new, waited or (Why.WITHDRAWN if state is State.WITHDRAWN else Why.CHANGED))
        _give_up(found, own)
    else:
        found.outcomes[new.key] = Outcome.HOLDS
        _give_up(found, own)
        _beside(found, new, before)
    found.state = _state(state, found, [*before, new])
    return found


_COUNTING = (Outcome.HOLDS, Outcome.AGREES, Outcome.WAITS)


def _give_up(found: Settled, words: Iterable[Word]) -> None:
    for word in words:
        found.outcomes[word.key] = Outcome.OVERRULED


def _wait(found: Settled, word: Word, why: Why) -> None:
    found.outcomes[word.key], found.whys[word.key] = Outcome.WAITS, why


def _beside(found: Settled, new: Word, before: Iterable[Word]) -> None:
    """Where others stand beside a new word that holds: who waited with the same agrees. Who agreed with what held
    before differs now; unless the new word came in view of it."""
    for word in before:
        if word.key in found.outcomes:
            continue
        if word.outcome is Outcome.WAITS and word.said == new.said:
            found.outcomes[word.key] = Outcome.AGREES
        elif word.outcome is Outcome.AGREES and word.said != new.said:
            if new.informed:
                found.outcomes[word.key] = Outcome.OVERRULED
            else:
                _wait(found, word, Why.ANSWERED)


def _state(state: State, found: Settled, words: Iterable[Word]) -> State:
    now = {found.outcomes.get(word.key, word.outcome) for word in words}
    if Outcome.WAITS in now:
        return State.CONTESTED
    changed = any(outcome is not Outcome.AGREES for outcome in found.outcomes.values())
    return State.ANSWERED if Outcome.HOLDS in now and (changed or state is State.CONTESTED) else state
