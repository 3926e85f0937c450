"""The folders of a register and the one way in which anything is put there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from padan.kernel.errors import RegisterError
from padan.pipeline.home import DEFAULT, Home, point, put


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").make()


def test_where_a_register_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PADAN_HOME", raising=False)
    assert Home.at().root == Path(DEFAULT)
    monkeypatch.setenv("PADAN_HOME", "/data/padan")
    assert Home.at().root == Path("/data/padan")
    assert Home.at("sini").root == Path("sini")


def test_its_folders_are_for_its_owner_only(home: Home):
    folders = (home.root, home.received, home.records, home.rejects, home.releases, home.ledger, home.work)
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}
    assert home.make() == home


def test_a_register_that_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RegisterError, match="tidak dapat dibuat") as error:
        Home(tmp_path / "file").make()
    assert "--home" in str(error.value.next_step)


def test_the_release_in_force(home: Home):
    with pytest.raises(RegisterError, match="Belum ada rilis"):
        home.current_release()
    (home.releases / "r1").mkdir()
    (home.releases / "r1" / "manifest.json").write_text("{}")
    point(home.releases / "current", "r1")
    assert home.current_release() == (home.releases / "r1").resolve()
    (home.releases / "r2").mkdir()
    (home.releases / "r2" / "manifest.json").write_text("{}")
    point(home.releases / "current", "r2")
    assert home.current_release() == (home.releases / "r2").resolve()
    assert sorted(path.name for path in home.releases.iterdir()) == ["current", "r1", "r2"]


def test_a_workspace_is_removed_whatever_happens(home: Home):
    def work() -> None:
        with home.workspace("release") as folder:
            (folder / "half").write_text("x")
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert list(home.work.iterdir()) == []


def test_workspaces_left_behind_are_removed_and_living_ones_are_not(home: Home):
    left = home.work / "receive-999999"
    left.mkdir()
    (left / "half").write_text("x")
    (home.work / "release.lock").write_text("")
    with home.workspace("one") as one, home.workspace("two") as two:
        assert not left.exists()
        assert one.is_dir()
        assert two.is_dir()
    assert [path.name for path in home.work.iterdir()] == ["release.lock"]


def test_one_thing_at_a_time(home: Home):
    with home.lock("release"):
        with pytest.raises(RegisterError, match="sedang dikerjakan"), home.lock("release"):
            pass
        with home.lock("other"):
            pass
    with home.lock("release"):
        pass


def test_a_file_or_a_folder_is_put_in_one_step(home: Home):
    file = home.work / "a"
    file.write_text("x")
    put(file, home.records / "a")
    assert (home.records / "a").read_text() == "x"
    folder = home.work / "r"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "b").write_text("y")
    put(folder, home.releases / "r")
    assert (home.releases / "r" / "deep" / "b").read_text() == "y"
    assert os.listdir(home.work) == []
