"""``padan links``: zones, queue, precision and recall, reliability."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.app.app_kit import Padan

from padan.pipeline import decisions
from padan.pipeline.decisions import Decision
from padan.pipeline.home import Home
from padan.pipeline.link.honest.calibration import shipped
from padan.pipeline.link.honest.reading import read_pairs
from padan.pipeline.link.honest.sample import bands_of, draw


def asked(out: str) -> int:
    """Pairs in the asked zone."""
    found = re.search(r"^\s*ditanyakan .*%\s+([\d.]+)", out, re.MULTILINE)
    assert found, out
    return int(found[1].replace(".", ""))


def test_zones_queue_and_quality_from_the_curve(small: Padan) -> None:
    ran = small("links")
    assert ran.code == 0, ran.err
    for told in ("Tiga zona", "Antrean periksa", "jam kerja", "Ketepatan dan kelengkapan", "Dari kurva saja"):
        assert told in ran.out
    assert "Apakah peluangnya benar" not in ran.out
    pairs = read_pairs(Home(small.home).current_release())
    p = shipped().probability(pairs.weight, pairs.joined)
    assert asked(ran.out) == int(((p >= 0.05) & (p < 0.99)).sum())


def test_dearer_reviews_shorter_queue(small: Padan) -> None:
    usual, dear = (asked(small("links", "--review", cost).out) for cost in ("1", "4"))
    assert dear <= usual
    assert asked(small("links", "--queue", "3").out) <= 3
    assert small("links", "--precision", "0.9").code == 0


def test_decisions_give_intervals_and_reliability(
    small_release: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(small_release.root, tmp_path / "own", symlinks=True)
    home = Home(tmp_path / "own")
    pairs = read_pairs(home.current_release())
    p = shipped().probability(pairs.weight, pairs.joined)
    drawn, band = draw(pairs, p, 230), bands_of(p, pairs.joined)
    decisions.append(
        home,
        (
            Decision(
                pairs.record_a[place], pairs.record_b[place], "same" if p[place] > 0.5 else "apart", "Sri",
                datetime(2026, 11, 21, tzinfo=UTC), "dikenal petugas",
                json.dumps({"sample": {"fraction": fraction, "band": int(band[place])}}),
            )
            for place, fraction in zip(drawn.place.tolist(), drawn.fraction.tolist(), strict=True)
        ),
    )  # fmt: skip
    out = Padan(home.root, capsys)("links").out
    assert f"Peluang disetel dari {len(drawn)} putusan" in " ".join(out.split())
    assert "Dari putusan petugas" in out
    assert "Apakah peluangnya benar" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--queue", "3", "--precision", "0.9"), "bukan keduanya"),
        (("--precision", "1.5"), "di antara 0 dan 1"),
        (("--minutes", "0"), "lebih besar dari 0"),
        (("--wrong-merge", "-1"), "lebih besar dari 0"),
    ],
)
def test_mistakes_are_told(small: Padan, arguments: tuple[str, ...], told: str) -> None:
    ran = small("links", *arguments)
    assert ran.code != 0
    assert told in ran.err


def test_no_release_yet(padan: Padan) -> None:
    assert padan("links").code == 5
