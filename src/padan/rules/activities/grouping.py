"""Which reports tell of one activity: pairs found without comparing all, grouped without chains.

A pair is looked at where the two share something rare: two rare words of the title, and in about one time who gave or
the kecamatan, or at any time the value; or who gave, where, and about when. Of reports without a day "about one time"
are the others without one.

A group takes another one in only where no two of its reports are held apart: by a person, by one report that lists
both, or by their evidence. So no report drags in another by a third. What persons decided holds before all evidence;
where their answers cannot all hold, the later pair is handed back as *contested*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from padan.rules.activities.evidence import Likeness, Rarity, Zone, is_hopeless, is_repeated, likeness
from padan.rules.activities.report import Reported, parties
from padan.rules.activities.splitting import wholes

#: Reports that share one thing, at most: what more share is not rare, and would take the square of them to compare.
MOST: Final = 25
_RARE_WORDS: Final = 3
_SMALL_VALUE: Final = 1_000_000
#: Letters of a kecamatan's code.
_DISTRICT: Final = 8

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups of numbers of reports, each sorted, a report alone too; ``ask``: pairs for a person, the likeliest
    first; ``contested``: decided pairs that other answers gainsay; ``wholes``: reports that others tell in parts, with
    these (:mod:`padan.rules.activities.splitting`); ``passed``: how many blocks were too common to be compared."""

    groups: tuple[tuple[int, ...], ...]
    ask: tuple[tuple[Pair, Likeness], ...]
    contested: tuple[Pair, ...]
    wholes: Mapping[int, tuple[int, ...]]
    passed: int


def grouped(reports: Sequence[Reported], same: Collection[Pair] = (), apart: Collection[Pair] = ()) -> Grouped:
    """Group reports. ``same`` and ``apart`` are what persons said, in the order in which they said it."""
    by_number = {each.number: each for each in reports}
    rarity = Rarity(reports)
    pairs, passed = candidates(reports, rarity)
    barred = {ordered(*pair) for pair in apart}
    told = {
        (a, b): likeness(by_number[a], by_number[b], rarity)
        for a, b in pairs
        if not is_hopeless(by_number[a], by_number[b])
    }
    called_one = {ordered(*pair) for pair in same}
    split = {
        whole: parts for whole, parts in wholes(by_number, told).items()
        if not any(ordered(whole, part) in called_one for part in parts)
    }  # fmt: skip
    in_parts = {ordered(whole, part) for whole, parts in split.items() for part in parts}
    joiner = _Joiner(by_number, barred, in_parts, rarity)
    contested = tuple(pair for pair in map(_pair, same) if not joiner.join(pair, decided=True))
    settled = sorted((pair for pair in told if told[pair].zone is Zone.SAME), key=lambda pair: (-told[pair].bits, pair))
    for pair in settled:
        joiner.join(pair, decided=False)
    decided = barred | called_one | in_parts
    ask = [
        (pair, found) for pair, found in told.items()
        if found.zone is not Zone.APART and pair not in decided and not joiner.together(pair)
    ]  # fmt: skip
    ask.sort(key=lambda each: (-each[1].bits, each[0]))
    return Grouped(joiner.groups(), tuple(ask), contested, split, passed)


def ordered(one: int, other: int) -> Pair:
    """A pair with the smaller number first."""
    return (one, other) if one < other else (other, one)


def _pair(pair: Pair) -> Pair:
    return ordered(*pair)


def candidates(reports: Iterable[Reported], rarity: Rarity) -> tuple[list[Pair], int]:
    """Pairs that share something rare, in order, and how many blocks were passed over."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for report in reports:
        for key in dict.fromkeys(_keys(report, rarity)):
            blocks[key].append(report.number)
    fit = [block for block in blocks.values() if len(block) <= MOST]
    found = {ordered(*pair) for block in fit for pair in combinations(block, 2)}
    return sorted(found), len(blocks) - len(fit)


def _keys(report: Reported, rarity: Rarity) -> Iterator[tuple[object, ...]]:
    """What a report is found by. A time is in its two months and in the next two, so that near ones meet."""
    words = rarity.rarest(report.title, _RARE_WORDS)
    both = [(word,) for word in words] if len(words) < 2 else list(combinations(sorted(words), 2))
    named = sorted(parties(report.giver, report.implementer))
    for time in _times(report):
        for name in named:
            yield from (("party", name, *pair, time) for pair in both)
            if len(report.area) >= _DISTRICT:
                yield "where", name, report.area, time
        if len(report.area) >= _DISTRICT:
            yield from (("place", report.area[:_DISTRICT], *pair, time) for pair in both)
    if report.value and report.value >= _SMALL_VALUE:
        yield from (("value", report.value, *pair) for pair in both)


def _times(report: Reported) -> tuple[int, ...]:
    if report.since is None:
        return (0,)
    half = (report.since.year * 12 + report.since.month) // 2
    return half, half + 1


class _Joiner:
    """Groups while they grow."""

    def __init__(
        self, reports: Mapping[int, Reported], barred: Collection[Pair], in_parts: Collection[Pair], rarity: Rarity
    ) -> None:
        self._reports, self._barred, self._in_parts, self._rarity = reports, barred, in_parts, rarity
        self._of: dict[int, tuple[int, ...]] = {number: (number,) for number in reports}

    def together(self, pair: Pair) -> bool:
        """Whether both are in one group."""
        return self._of[pair[0]] is self._of[pair[1]]

    def join(self, pair: Pair, *, decided: bool) -> bool:
        """Make one group of two, where nothing holds them apart; of what a person decided only persons hold apart."""
        one, other = self._of[pair[0]], self._of[pair[1]]
        if one is other:
            return True
        if any(self._apart(ordered(a, b), decided) for a in one for b in other):
            return False
        whole = tuple(sorted((*one, *other)))
        self._of.update(dict.fromkeys(whole, whole))
        return True

    def _apart(self, pair: Pair, decided: bool) -> bool:
        if pair in self._barred or decided:
            return pair in self._barred
        one, other = self._reports[pair[0]], self._reports[pair[1]]
        if pair in self._in_parts or (one.report == other.report and not is_repeated(one, other)):
            return True
        return likeness(one, other, self._rarity).zone is Zone.APART

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """All groups in the order of their first numbers."""
        return tuple(sorted(set(self._of.values())))
