"""WHO's own velocity figures, given by ``PADAN_WHO_VELOCITY``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.pipeline.release.release_kit import AS_OF, hashes, table, take_in

from padan.kernel.errors import UnreadableFileError
from padan.pipeline.home import Home
from padan.pipeline.release import build
from padan.pipeline.release.velocity import velocity_in_force, velocity_version
from padan.reference.who import velocity_tables

SHIPPED = {("weight", 1), ("weight", 2), ("length", 2), ("head", 2)}
HEADER = "measure,sex,interval_months,start_month,l,m,s,delta"
#: A boy and a girl whose visits are three months apart: no shipped table is of that interval.
THREE_MONTHS_APART = """NIK,Nama,JK,Tgl Lahir,Nama Ortu,Kec,Desa/Kel,Berat,Tinggi,Tanggal Pengukuran
6402136507250001,RARA,P,2025-07-25,SITI RAHMAH,Samboja,Wonotirto,"7,2",66,2026-02-10
6402136507250001,RARA,P,2025-07-25,SITI RAHMAH,Samboja,Wonotirto,"7,9",70,2026-05-12
6402130208250001,DODO,L,2025-08-02,AHMAD / SITI RAHMAH,Samboja,Wonotirto,"7,8",67,2026-02-10
6402130208250001,DODO,L,2025-08-02,AHMAD / SITI RAHMAH,Samboja,Wonotirto,"8,1",71,2026-05-12
"""


def made_up(folder: Path, length: float = 4.0) -> Path:
    """Three-month figures as WHO's file has them: invented, the same in each month of age and for both sexes."""
    figures = {"weight": (0.6, 1200.0, 0.1, 600.0), "length": (1.0, length, 0.2, 0.0)}
    rows = [
        ",".join(map(str, (measure, sex, 3, month, *lms, delta)))
        for measure, (*lms, delta) in figures.items()
        for sex in (1, 2)
        for month in range(22)
    ]
    path = folder / "velocity.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    return path


def test_without_the_file_the_shipped_tables_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (None, ""):
        if value is None:
            monkeypatch.delenv("PADAN_WHO_VELOCITY", raising=False)
        else:
            monkeypatch.setenv("PADAN_WHO_VELOCITY", value)
        assert velocity_in_force() is velocity_tables()
        assert set(velocity_in_force()) == SHIPPED
        assert velocity_version() == ""


def test_the_file_adds_its_intervals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PADAN_WHO_VELOCITY", str(made_up(tmp_path)))
    assert set(velocity_in_force()) == SHIPPED | {("weight", 3), ("length", 3)}
    assert np.all(velocity_in_force()["length", 3].figures.m == 4.0)
    assert velocity_in_force()["weight", 1] is velocity_tables()["weight", 1]


def test_what_tells_one_file_from_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PADAN_WHO_VELOCITY", str(made_up(tmp_path)))
    first = velocity_version()
    assert len(first) == 16
    copy = tmp_path / "elsewhere.csv"
    copy.write_bytes((tmp_path / "velocity.csv").read_bytes())
    monkeypatch.setenv("PADAN_WHO_VELOCITY", str(copy))
    assert velocity_version() == first, "the content counts, not the name"
    made_up(tmp_path, length=4.5)
    monkeypatch.setenv("PADAN_WHO_VELOCITY", str(tmp_path / "velocity.csv"))
    assert velocity_version() not in ("", first)


def changes(folder: Path) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """The z of the change of weight and of length at each visit."""
    return {
        (row["person_id"], str(row["measured_on"])): (row["weight_change"], row["length_change"])
        for row in table(folder, "growth").to_pylist()
    }


def test_it_makes_another_release_and_another_answer(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    take_in(home, "gizi.csv", THREE_MONTHS_APART)
    monkeypatch.delenv("PADAN_WHO_VELOCITY", raising=False)
    shipped = build(home, AS_OF)
    monkeypatch.setenv("PADAN_WHO_VELOCITY", str(made_up(tmp_path)))
    theirs = build(home, AS_OF)

    assert theirs.manifest.release_id != shipped.manifest.release_id
    assert home.current_release() == theirs.folder
    before, after = changes(shipped.folder), changes(theirs.folder)
    assert before.keys() == after.keys()
    second = [key for key in before if key[1] == "2026-05-12"]
    assert len(second) == 2
    for key in second:
        assert None not in (*before[key], *after[key])
        assert before[key] != after[key], "the velocity standard instead of the conditional change"
    # 4 cm in three months is the median of the made-up table for both; z is 0 but for a few days more than the months.
    assert all(abs(after[key][1] or 0.0) < 0.1 for key in second)
    assert {key: before[key] for key in before if key not in second} == {
        key: after[key] for key in after if key not in second
    }
    again = build(home, AS_OF)
    assert again.known
    assert hashes(again.folder) == hashes(theirs.folder)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        f"{HEADER}\n",
        f"{HEADER}\nweight,1,3,0,0.6,many,0.1,600\n",
        f"{HEADER}\nshoe,1,3,0,0.6,1200,0.1,600\n",
        f"{HEADER}\nweight,1,3\n",
        "\x00\xff",
    ],
    ids=["empty", "other columns", "no rows", "no number", "unknown measure", "cut row", "no text"],
)
def test_a_broken_file_is_said(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    path = tmp_path / "velocity.csv"
    path.write_bytes(text.encode("latin-1"))
    monkeypatch.setenv("PADAN_WHO_VELOCITY", str(path))
    with pytest.raises(UnreadableFileError, match=r"kecepatan tumbuh WHO .*velocity\.csv tidak terbaca") as caught:
        velocity_in_force()
    assert "interval_months" in str(caught.value.next_step)


def test_a_broken_file_stops_a_build_and_leaves_the_release_in_force(
    released: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = released.current_release()
    path = tmp_path / "velocity.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    monkeypatch.setenv("PADAN_WHO_VELOCITY", str(path))
    with pytest.raises(UnreadableFileError, match=r"velocity\.csv"):
        build(released, AS_OF)
    assert released.current_release() == before


def test_a_file_that_is_not_there_is_said(released: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Even where the release of the shipped tables is there already: it is not the one that was asked for."""
    monkeypatch.delenv("PADAN_WHO_VELOCITY", raising=False)
    build(released, AS_OF)
    monkeypatch.setenv("PADAN_WHO_VELOCITY", str(tmp_path / "nowhere.csv"))
    with pytest.raises(UnreadableFileError, match=r"nowhere\.csv"):
        build(released, AS_OF)
