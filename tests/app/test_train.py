"""``padan train``: weights learned from the register's own lists, kept or refused with the reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.app.app_kit import Padan, write_list

from padan.demo import invent
from padan.pipeline.home import Home
from padan.pipeline.link.model import load, shipped
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk
from padan.pipeline.release.models import model_in_force


def test_one_short_list_teaches_nothing(padan: Padan, tmp_path: Path) -> None:
    padan("receive", write_list(tmp_path), "--as-of", "2026-06-30")
    told = padan("train")

    assert told.code == 5
    assert "2 catatan terlalu sedikit untuk melatih; perlu 5000" in told.err
    assert not (padan.home / "ledger" / "models").exists()


def test_too_few_records_are_refused(small: Padan) -> None:
    told = small("train")

    assert told.code == 5
    assert "catatan terlalu sedikit untuk melatih" in told.err
    assert not (small.home / "ledger" / "models").exists()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of 1,200 invented families' files, received and not released: some 7,000 records."""
    root = tmp_path_factory.mktemp("train")
    made = invent(root / "demo", families=1200, seed=9)
    home = Home(root / "padan-home").make()
    with reading_desk(home) as desk:
        for path in sorted(made.paths):
            receive(home, Request(path, date(2026, 11, 21)), desk=desk)
    return home.root


@pytest.mark.slow
def test_a_model_is_learned_tried_and_put_in_force(large: Path, capsys: pytest.CaptureFixture[str]) -> None:
    padan, home = Padan(large, capsys), Home(large)
    tried = padan("train", "--dry-run")

    assert tried.code == 0, tried.err
    assert "Model ini lulus pemeriksaan; tidak disimpan." in tried.out
    assert model_in_force(home).version == shipped().version

    kept = padan("train")

    assert kept.code == 0, kept.err
    learned = model_in_force(home)
    assert learned.version != shipped().version
    assert learned.version in kept.out
    # The same files give the same model, and the same one is kept once.
    assert learned.version in tried.out
    assert padan("train").code == 0
    assert [load(file).version for file in (large / "ledger" / "models").iterdir()] == [learned.version]
