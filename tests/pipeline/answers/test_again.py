"""Answers again: the same file twice, files one by one or all at once, in parts, and a release that is explained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.pipeline.answers import answers_kit as kit
from tests.pipeline.answers.answers_kit import anchor_of, answers, line, person, released, rows, village_list
from tests.pipeline.release.release_kit import hashes, ids, table

from padan.contracts.release import TABLES
from padan.pipeline import engine
from padan.pipeline.decisions import anchored, load_decisions
from padan.pipeline.home import Home
from padan.pipeline.link.incremental import link_again
from padan.pipeline.link.linking import link
from padan.pipeline.receive import receipts
from padan.pipeline.release import build, explain
from padan.pipeline.release.explanation import How
from padan.pipeline.standardise import standardise


def lines(before: Path) -> list[Mapping[str, object]]:
    """A bit of everything: a value, a family split off, a move, and a family that nobody knew."""
    siti, dodo, joko = (anchor_of(before, name) for name in ("SITI RAHMAH", "DODO", "JOKO WIDAGDO"))
    return [
        line("J-1", tentang=siti, hamil="ya", keluarga_baru="K-1"),
        line("J-2", tentang=dodo, tinggal_bersama=joko, nama="DODO SALIM"),
        line("J-3", tentang=joko, air_minum="rain", masih_tinggal="ya"),
        line("J-4", nama="SLAMET", hubungan="head", tanggal_lahir="1980-02-03", keluarga_baru="L-1"),
        line("J-5", nama="WATI", hubungan="wife", tanggal_lahir="1984-05-06", keluarga_baru="L-1"),
    ]


def test_the_same_answers_twice_change_nothing(known: Home):
    said = lines(known.current_release())
    assert answers(known, *said).receipt.records == 5
    folder = released(known)
    before = hashes(known.root)

    answers(known, *said, name="lagi.ndjson")

    assert build(known, kit.AS_OF).known
    assert hashes(known.root) == before
    assert len(rows(folder, "answer")) == 5


def test_files_one_by_one_give_what_all_at_once_give(known: Home, tmp_path: Path):
    said = lines(known.current_release())
    answers(known, *said)
    step = released(known)
    village_list(known, "november.csv", "2026-11-20")
    one_by_one = released(known)

    fresh = Home.at(tmp_path / "fresh" / "home").make()
    village_list(fresh, "oktober.csv", "2026-10-01")
    village_list(fresh, "november.csv", "2026-11-20")
    answers(fresh, *said)
    at_once = released(fresh)

    assert ids(step).items() <= ids(one_by_one).items()
    assert content(at_once) == content(one_by_one)


def content(folder: Path) -> dict[str, list[tuple]]:
    """All tables but what tells of the release before, with every id replaced by the first record that bears it."""
    first: dict[str, str] = {}
    for row in table(folder, "record").to_pylist():
        for name in ("person_id", "family_id"):
            first[row[name]] = min(row["record_id"], first.get(row[name], row["record_id"]))
    for row in table(folder, "claim").to_pylist():
        first.setdefault(row["subject_id"], row["record_id"])
    names = [t.name for t in TABLES if t.name not in ("change", "gap", "receipt")]
    return {name: sorted(_plain(row, first) for row in table(folder, name).to_pylist()) for name in names}


def _plain(row: Mapping[str, object], first: Mapping[str, str]) -> tuple:
    return tuple(str(first.get(value, value) if isinstance(value, str) else value) for value in row.values())


def test_a_rebuild_from_files_and_ledger_is_the_same(known: Home):
    answers(known, *lines(known.current_release()))
    before = hashes(released(known))
    (known.current_release() / "manifest.json").unlink()

    assert hashes(build(known, kit.AS_OF).folder) == before


def test_linking_again_obeys_anchors_too(known: Home):
    earlier = known.current_release()
    answers(known, *lines(earlier))
    found = []
    for again in (True, False):
        with engine.connect() as con:
            standardise(con, [known.records / f"{r.receipt_id}.parquet" for r in receipts(known)], "64.02")
            load_decisions(con, anchored(con, "intake"))
            link_again(con, earlier) if again else link(con)
            found.append(con.execute("FROM cluster ORDER BY n").fetchall())

    assert found[0] == found[1]


def test_an_explanation_names_the_answer(known: Home):
    before = known.current_release()
    siti = anchor_of(before, "SITI RAHMAH")
    answers(known, line("J-1", tentang=siti, air_minum="rain"))
    folder = released(known)
    (row,) = rows(folder, "answer")

    told = explain(folder, row["record_id"], siti)

    assert [step.how for step in told.chain] == [How.DECISION]
    assert [(d.by, d.on.date()) for d in told.decided] == [("Ani", date(2026, 11, 10))]
    assert person(folder, "SITI RAHMAH")["record_count"] == 2
