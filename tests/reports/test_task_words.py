"""Why a task is asked, in words: who is not the reader's to see has no name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from padan.reports.task_facts import TaskFacts
from padan.reports.task_words import Seen, narrowed, people_named, task_told

_BEARERS = [
    {"person_id": "P1", "name": "SITI", "birth_date": "1990-01-01", "sources": ["dtsen"], "agrees": True},
    {"person_id": "P2", "name": "BUDI", "birth_date": "1980-01-01", "sources": ["krs"], "agrees": False},
]
_HOMES = [
    {"family_id": "F1", "head": "AMBO", "sources": ["krs"], "last_seen": "2026-01-01", "card_made": None},
    {"family_id": "F2", "head": "MULMANTO", "sources": ["dtsen"], "last_seen": "2026-01-01", "card_made": None},
]
_RESEMBLED = {"person_id": "P9", "name": "NUR"}


@pytest.mark.parametrize(
    ("evidence", "people", "seen", "told", "hidden"),
    [
        ({"bearers": _BEARERS}, ["P1", "P2"], Seen(), "SITI", "BUDI"),
        ({"bearers": _BEARERS}, ["P1", "P2"], Seen({"P2"}), "BUDI", "nobody"),
        ({"name": "SITI", "owner": "BUDI"}, ["P1", "P2"], Seen({"P1"}), "SITI", "BUDI"),
        ({"name": "SITI", "owner": "BUDI"}, ["P1", "P2"], Seen({"P2"}), "BUDI", "nobody"),
        ({"name": "AMBO", "families": _HOMES}, ["P1"], Seen(set(), {"F1"}), "AMBO", "MULMANTO"),
        ({"name": "ANAK", "resembles": _RESEMBLED}, ["P1"], Seen(), "ANAK", "NUR"),
        ({"name": "ANAK", "resembles": _RESEMBLED}, ["P1"], Seen({"P9"}), "NUR", "nobody"),
        ({"children": [{"name": "ANAK", "resembles": _RESEMBLED}]}, ["P1"], Seen(), "ANAK", "NUR"),
        ({"children": [{"name": "ANAK", "resembles": _RESEMBLED}]}, ["P1"], Seen({"P9"}), "NUR", "nobody"),
    ],
)
def test_only_who_is_asked_about_and_who_is_seen_has_a_name(
    evidence: dict[str, Any], people: list[str], seen: Seen, told: str, hidden: str
) -> None:
    shown = str(narrowed(evidence, people, seen))
    assert told in shown
    assert hidden not in shown


def test_all_whom_evidence_names_are_known() -> None:
    facts = TaskFacts("same_nik_different_people", ({"bearers": _BEARERS}, {"children": [{"resembles": _RESEMBLED}]}))
    assert people_named(facts) == {"P1", "P2", "P9"}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (TaskFacts("stale_pregnancy", rows=1), "Belum pernah didata."),
        (
            TaskFacts("stale_pregnancy", rows=1, last_at=date(2026, 3, 31), days_overdue=41),
            "Terakhir didata 31 Mar 2026. Lewat 41 hari.",
        ),
        (TaskFacts("stale_register", rows=12), "12 keluarga. Belum pernah didata."),
        (TaskFacts(), ""),
    ],
)
def test_what_grew_old_is_told_with_its_day(facts: TaskFacts, told: str) -> None:
    assert task_told(facts, Seen()) == told


def test_of_a_whole_list_a_few_are_told_and_the_others_counted() -> None:
    one = {"posyandu": "MELATI", "measurements": 12, "children": 3, "suspicions": ["same_gain"]}
    facts = TaskFacts("posyandu_untrusted", (one, one), (), rows=5)
    assert task_told(facts, Seen()).count("Melati") == 2
    assert task_told(facts, Seen()).endswith("Dan 3 lagi.")
