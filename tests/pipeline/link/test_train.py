"""Training, on an invented regency: every level gets its weight."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from padan.demo import invent
from padan.kernel.errors import UnreadableFileError
from padan.pipeline.home import Home
from padan.pipeline.link.evidence import COMPARISONS
from padan.pipeline.link.model import load
from padan.pipeline.link.train import LEAST_CHANCE, LEAST_SHARE, as_model, main
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model learned from three hundred families."""
    folder = tmp_path_factory.mktemp("train")
    home = Home.at(folder / "home").make()
    with reading_desk(home) as desk:
        for path in invent(folder, families=300, seed=11).paths:
            with suppress(UnreadableFileError):  # so few families leave some centre's month without a child
                receive(home, Request(path, received_at=date(2026, 11, 21)), desk=desk)
    main([str(home.root), str(folder / "model.json")])
    return folder / "model.json"


@pytest.mark.slow
def test_training_weighs_every_level(trained: Path):
    model = load(trained)

    for comparison in COMPARISONS:
        assert set(model.weights[comparison.name]) == {level.code for level in comparison.levels}
    assert model.version.startswith("splink")
    assert model.prior < 0


@pytest.mark.slow
def test_training_finds_what_everybody_knows(trained: Path):
    weights = load(trained).weights

    assert weights["identity"]["same_nik_proved"] > 10
    assert weights["identity"]["differ_differ"] < 0
    assert weights["name"]["same"] > weights["name"]["similar"] > weights["name"]["else"]
    assert weights["sex"]["same"] > 0 > weights["sex"]["else"]


@pytest.mark.slow
def test_the_model_keeps_the_shares_that_its_weights_come_from(trained: Path):
    written = json.loads(trained.read_text("utf-8"))

    assert set(written["shares"]) == set(written["weights"])
    assert written["same_name_chance"] == written["shares"]["name"]["same"][1]


def saved(m: float | None, u: float | None) -> dict:
    """A saved model of Splink in which every level has these shares."""
    return {
        "probability_two_random_records_match": 2**-10,
        "comparisons": [
            {"comparison_levels": [{"m_probability": m, "u_probability": u} for _ in comparison.levels]}
            for comparison in COMPARISONS
        ],
    }


@pytest.mark.parametrize(
    ("m", "u", "bits"),
    [
        (0.5, 0.125, 2.0),
        # never seen in training: bounded by the least share, not endless
        (None, 2**-4 * LEAST_SHARE, 4.0),
        (0.0, 2**-4 * LEAST_SHARE, 4.0),
        (2**3 * LEAST_CHANCE, None, pytest.approx(13.29, abs=0.01)),
        (None, None, 0.0),
    ],
)
def test_shares_to_bits(m: float | None, u: float | None, bits: float):
    model = as_model(saved(m, u))

    assert model["prior"] == pytest.approx(-10.0, abs=0.01)
    assert model["weights"]["sex"] == {"nothing": 0.0, "same": bits, "else": bits}
