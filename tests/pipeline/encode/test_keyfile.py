"""The key file."""

from __future__ import annotations

from pathlib import Path

import pytest

from padan.kernel.errors import PadanError
from padan.pipeline.encode.keyfile import fingerprint, new_key, read_key


def test_a_new_key_is_secret_and_random(tmp_path: Path) -> None:
    marks = {new_key(tmp_path / name) for name in ("a", "b")}

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert len(read_key(tmp_path / "a")) == 32
    assert marks == {fingerprint(read_key(tmp_path / name)) for name in ("a", "b")}
    assert len(marks) == 2


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    new_key(tmp_path / "a")
    before = read_key(tmp_path / "a")

    with pytest.raises(PadanError, match="sudah ada"):
        new_key(tmp_path / "a")
    assert read_key(tmp_path / "a") == before


def test_a_key_cannot_be_made_in_no_folder(tmp_path: Path) -> None:
    with pytest.raises(PadanError, match="tidak dapat dibuat"):
        new_key(tmp_path / "no" / "a")


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [
        (None, 0o600, "tidak dapat dibaca"),
        ("padan-key-1 " + "00" * 32, 0o640, "dapat dibaca orang lain"),
        ("hello", 0o600, "bukan kunci"),
        ("padan-key-1 00", 0o600, "bukan kunci"),
        ("padan-key-1 " + "zz" * 32, 0o600, "bukan kunci"),
    ],
)
def test_what_is_no_good_key_is_refused(tmp_path: Path, content: str | None, mode: int, said: str) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_text(content)
        path.chmod(mode)

    with pytest.raises(PadanError, match=said):
        read_key(path)
