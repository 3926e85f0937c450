"""``padan sample redraw``: the same families, from the file alone; another seed or a changed list is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from padan.app.cli import run
from padan.office.checking.drawing import Level, digest_of, drawn_from, frame_of
from padan.office.checking.frame_file import Framed, of_drawn, written

VILLAGES = ("64.02.13.1008", "64.02.13.1009")
FRAME = frame_of((f"F{number:04}", VILLAGES[number % 2]) for number in range(60))


@pytest.fixture
def drawn() -> list[str]:
    found = drawn_from(FRAME, Level.VILLAGE, 12, "benih-check-1")
    return sorted(found.family_id[found.taken].tolist())


@pytest.fixture
def listed(tmp_path: Path, drawn: list[str]) -> Path:
    path = tmp_path / "daftar.csv"
    path.write_bytes(written(Framed(FRAME, "benih-check-1", Level.VILLAGE, 12, digest_of(FRAME), of_drawn(drawn))))
    return path


def redraw(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = run(["sample", "redraw", str(path), *more])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_the_same_families_are_drawn_again(
    listed: Path, drawn: list[str], capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    code, out = redraw(listed, capsys)
    rows = [line.split("\t") for line in out.splitlines() if "\t" in line]
    assert (code, sorted(row[2] for row in rows)) == (0, drawn)
    assert [(row[0], int(row[1])) for row in rows] == [(each, place) for each in VILLAGES for place in range(1, 7)]
    assert "Keluarganya sama dengan yang diundi" in out


def test_another_seed_or_a_changed_list_is_another_draw(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = redraw(listed, capsys, "--seed", "benih-lain")
    assert (code, "Keluarganya lain" in out) == (1, True)
    listed.write_bytes(listed.read_bytes().replace(b",F0001,", b",F9999,"))
    code, out = redraw(listed, capsys)
    assert (code, "sidiknya lain" in out) == (1, True)


def test_a_file_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, said in ((tmp_path / "tidak-ada.csv", "tidak terbaca"), (Path(__file__), "bukan daftar")):
        code, out = redraw(path, capsys)
        assert code > 1
        assert said in out
