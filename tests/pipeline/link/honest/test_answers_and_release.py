"""Answers of people as columns, samples kept, and the pairs of a real small release."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pytest
from tests.pipeline.link.honest.honest_kit import many_weights, pairs_of

from padan.kernel.errors import RegisterError
from padan.pipeline.decisions import APART, OPEN, SAME, Decision
from padan.pipeline.home import Home
from padan.pipeline.link.honest.answers import answers_of, asked_before, judged_of
from padan.pipeline.link.honest.calibration import shipped
from padan.pipeline.link.honest.fit import judged_by_truth, learn, report
from padan.pipeline.link.honest.kept import Asked, keep, kept
from padan.pipeline.link.honest.reading import between, read_pairs

PAIRS = pairs_of(many_weights(50))
DRAWN = json.dumps({"sample": {"fraction": 0.25, "band": 5}})


def said(place: int, verdict: str, seen: str = DRAWN) -> Decision:
    on = datetime(2026, 11, 21, tzinfo=UTC)
    return Decision(PAIRS.record_a[place], PAIRS.record_b[place], verdict, "Sri", on, "dikenal petugas", seen)


def test_answers_on_drawn_pairs_count_and_the_last_word_holds() -> None:
    judged = judged_of(PAIRS, [said(3, SAME), said(7, APART), said(3, APART), said(9, SAME), said(9, OPEN)])
    assert judged.place.tolist() == [3, 7]
    assert judged.same.tolist() == [False, False]
    assert judged.fraction.tolist() == [0.25, 0.25]
    assert judged.band.tolist() == [5, 5]


def test_what_nobody_drew_does_not_speak_for_others() -> None:
    looked_up = [said(1, SAME, "{}"), said(2, SAME, '{"sample": null}'), said(4, SAME, "[]")]
    assert len(judged_of(PAIRS, looked_up)) == 0
    # A second thought about a drawn pair is still an answer to the drawing.
    assert judged_of(PAIRS, [said(1, SAME), said(1, APART, "{}")]).same.tolist() == [False]


def test_answers_on_pairs_no_longer_compared_are_left_out() -> None:
    gone = Decision("x", "y", SAME, "Sri", datetime(2026, 1, 1, tzinfo=UTC), "cocok", DRAWN)
    assert len(judged_of(PAIRS, [gone])) == 0


def test_weights_and_pairs_asked_before() -> None:
    found = answers_of(PAIRS, judged_of(PAIRS, [said(3, SAME)]))
    assert (found.weight.tolist(), found.same.tolist(), found.sampling.tolist()) == ([PAIRS.weight[3]], [True], [4.0])
    # A band of an odd number is one of joined pairs, whatever the answer made of the pair since.
    assert found.joined.tolist() == [True]
    asked = asked_before(PAIRS, {said(8, SAME).pair})
    assert np.flatnonzero(asked).tolist() == [8]


def test_samples_are_numbered_and_read_back(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").make()
    assert kept(home) == ()
    asked = Asked("a", "b", 3.5, 0.7, "4 dtsen × krs", 0.125, 4)
    first, second = keep(home, "r1", "m", [asked]), keep(home, "r1", "m", [])
    assert (first.number, second.number) == (1, 2)
    assert kept(home) == (first, second)
    assert first.asked[0].pair == ("a", "b")


def test_damaged_sample_is_named(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").make()
    keep(home, "r1", "m", [])
    (home.ledger / "samples" / "000001.json").write_text("{", "utf-8")
    with pytest.raises(RegisterError, match=r"000001\.json"):
        kept(home)


def test_two_kinds_of_list_either_way_round() -> None:
    assert between(np.array(["krs", "dtsen"]), np.array(["dtsen", "krs"])).tolist() == ["dtsen × krs"] * 2


def test_pairs_of_a_release_are_those_of_its_link_table(small_release: Home) -> None:
    folder = small_release.current_release()
    pairs = read_pairs(folder)
    with duckdb.connect() as con:
        plain = con.execute(f"""
            SELECT record_a, record_b, match_weight, joined, least(a.source, b.source), greatest(a.source, b.source),
                coalesce(a.nik15 = b.nik15, false)
            FROM '{folder}/link.parquet' JOIN '{folder}/standard.parquet' a ON a.record_id = record_a
            JOIN '{folder}/standard.parquet' b ON b.record_id = record_b ORDER BY 1, 2
        """).fetchall()
        records = con.execute(f"SELECT count(*) FROM '{folder}/record.parquet'").fetchall()[0][0]
    found = sorted(
        zip(pairs.record_a, pairs.record_b, pairs.weight.tolist(), pairs.joined.tolist(), pairs.between, pairs.by_nik,
            strict=True)
    )  # fmt: skip
    assert [row[:5] for row in found] == [(*row[:4], f"{row[4]} × {row[5]}") for row in plain]
    assert [bool(row[5]) for row in found] == [row[6] for row in plain]
    assert pairs.records == records
    assert (pairs.by_nik | pairs.without_nik).mean() > 0.9
    assert pairs.without_nik.any()


def test_curve_learned_from_truth_is_right_about_its_own_pairs(small_release: Home) -> None:
    release, truth = small_release.current_release(), small_release.root.parent / "demo" / "truth"
    pairs, same, known = judged_by_truth(release, truth)
    assert known.mean() > 0.95
    calibration = learn([(release, truth)])
    for joined in (pairs.joined[known], None):
        expected = calibration.probability(pairs.weight[known], joined).sum()
        assert expected == pytest.approx(same[known].sum(), rel=0.02)
    assert calibration.pairs == known.sum()
    assert "calibrated:" in report(calibration, [(release, truth)])


def test_releases_of_different_models_are_not_mixed(small_release: Home, tmp_path: Path) -> None:
    release, truth = small_release.current_release(), small_release.root.parent / "demo" / "truth"
    other = tmp_path / "other"
    other.mkdir()
    for file in release.iterdir():
        (other / file.name).symlink_to(file)
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    (other / "manifest.json").unlink()
    (other / "manifest.json").write_text(json.dumps(manifest | {"model_version": "another"}), "utf-8")
    with pytest.raises(ValueError, match="different models"):
        learn([(release, truth), (other, truth)])


def test_shipped_curve_was_learned_for_some_model() -> None:
    assert shipped().model_version
