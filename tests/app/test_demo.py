"""``padan demo``: from nothing to a score, in a folder of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.app.app_kit import Padan

from padan.app.commands.demo import MARK
from padan.demo import invent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "coba"


def test_it_invents_receives_releases_and_scores_and_does_so_again(padan: Padan, folder: Path) -> None:
    first = padan("demo", "--families", "40", "--seed", "3", "--keep", folder)
    (folder / "berkas" / "sisa.csv").write_text("sisa demo lama")
    second = padan("demo", "--families", "40", "--seed", "3", "--keep", folder)

    assert (first.code, second.code) == (0, 0)
    for said in ("Kabupaten rekaan: 40 keluarga", "Ringkasan", "menautkan", "semua catatan: presisi", "semuanya"):
        assert said in first.out
    assert json.loads((folder / MARK).read_text()) == {
        "families": 40, "seed": 3, "profile": "biasa", "names": "kutai",
    }  # fmt: skip
    assert _release(first.out) == _release(second.out)
    assert not (folder / "berkas" / "sisa.csv").exists()


def _release(told: str) -> str:
    found = re.search(r"Rilis (\S+) berlaku", told)
    assert found is not None
    return found[1]


def test_the_commands_to_try_work(padan: Padan, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = padan("demo", "--families", "150", "--seed", "5", "--keep", folder).out

    tries = [line.split() for line in told.partition("Coba juga")[2].splitlines() if line.strip()]
    assert {words[3] for words in tries} == {
        "status", "show", "why", "gaps", "priority", "quality", "prevalence", "chart",
    }  # fmt: skip
    for words in tries:
        assert padan(*words[1:]).code == 0, words
    assert (tmp_path / "pertumbuhan.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_of_something_else_is_left_alone(padan: Padan, folder: Path) -> None:
    (folder / "berkas").mkdir(parents=True)
    (folder / "berkas" / "asli.csv").write_text("punya orang")

    told = padan("demo", "--families", "60", "--keep", folder)

    assert told.code == 1
    assert "berisi hal lain, bukan demo" in told.err
    assert (folder / "berkas" / "asli.csv").read_text() == "punya orang"


def test_a_file_is_no_folder(padan: Padan, folder: Path) -> None:
    folder.write_text("")

    assert "bukan folder" in padan("demo", "--keep", folder).err


def test_too_few_families_are_refused(padan: Padan, folder: Path) -> None:
    assert padan("demo", "--families", "5", "--keep", folder).code == 2


@pytest.mark.slow
def test_another_mix_of_faults_and_other_names_are_invented_as_asked(
    padan: Padan, folder: Path, tmp_path: Path
) -> None:
    asked = ("--profile", "lain", "--names", "rekaan")
    told = padan("demo", "--families", "30", "--seed", "3", "--keep", folder, *asked)
    same = invent(tmp_path / "same", families=30, seed=3, profile="lain", names="rekaan")
    usual = invent(tmp_path / "usual", families=30, seed=3)

    assert told.code == 0
    people = [(place / "people.parquet").read_bytes() for place in (folder / "truth", same.truth, usual.truth)]
    assert people[0] == people[1] != people[2]
    assert sorted(path.name for path in same.paths) == sorted(path.name for path in (folder / "berkas").rglob("*.*"))


@pytest.mark.parametrize("option", ["--profile", "--names"])
def test_an_unknown_mix_or_world_is_refused(padan: Padan, folder: Path, option: str) -> None:
    told = padan("demo", "--keep", folder, option, "tidak-ada")

    assert told.code == 2
    assert not folder.exists()
