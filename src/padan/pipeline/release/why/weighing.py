"""The weight of a pair with its parts, told from the very arrays that the linking scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.keys import key_columns
from padan.pipeline.link.people import People, people_of
from padan.pipeline.link.scoring import Scored, bits, score
from padan.pipeline.release.explanation import Evidence, Weighed
from padan.pipeline.release.why.opened import Opened


def weigh(register: Opened, pairs: Sequence[tuple[str, str]]) -> list[Weighed]:
    """The weights of pairs of listed records, in this order."""
    if not pairs:
        return []
    people, places = _people(register, sorted({record for pair in pairs for record in pair}))
    left, right = (people.take(np.array([places[pair[side]] for pair in pairs])) for side in (0, 1))
    scored = score(left, right, register.model, everything=True)
    lists = register.model.between_lists(left.source, right.source)
    return [_told(register, scored, float(lists[place]), place) for place in range(len(pairs))]


def _people(register: Opened, records: Sequence[str]) -> tuple[People, dict[str, int]]:
    rows = register.con.execute(
        "SELECT * FROM standard WHERE record_id IN (SELECT unnest(?)) ORDER BY n", [list(records)]
    ).to_arrow_table()
    return people_of(rows), {record: place for place, record in enumerate(rows.column("record_id").to_pylist())}


def _told(register: Opened, scored: Scored, lists: float, place: int) -> Weighed:
    evidence = []
    for comparison in COMPARISONS:
        number = int(scored.levels[comparison.name][place])
        level = comparison.levels[number]
        weight = float(bits(register.model, comparison)[number])
        evidence.append(Evidence(comparison.name, comparison.text, level.code, level.text, weight))
    return Weighed(
        prior=register.model.prior,
        lists=lists,
        evidence=tuple(evidence),
        rarity=float(scored.rarity[place]),
        kin=float(scored.kin[place]),
        by_name=float(scored.by_name[place]),
        total=float(scored.weight[place]),
    )


def share_a_key(register: Opened, one: str, other: str) -> bool:
    """Whether the two records agree in a key, so that they would be compared unless too many others do too."""
    people, places = _people(register, [one, other])
    a, b = places[one], places[other]
    return any(values[a] != 0 and values[a] == values[b] for values in key_columns(people).values())
