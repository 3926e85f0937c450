"""Minutes as files: only whole PDFs and pictures, whatever they are called, readable by their owner alone."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from padan.kernel.errors import InvalidValueError
from padan.office.tasks.papers import LARGEST, keep, path_of

PDF = b"%PDF-1.4 isi\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0 isi \xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n isi IEND\xaeB`\x82"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.PADAN_HOME = tmp_path


@pytest.mark.parametrize(("content", "kind"), [(PDF, "pdf"), (JPG, "jpg"), (PNG, "png")])
def test_what_a_file_is_is_read_from_its_content(content: bytes, kind: str) -> None:
    kept = keep(content, "../../berita acara.exe")
    assert kept.stored == f"{kept.sha256}.{kind}"
    assert kept.name == "berita acara.exe"
    assert path_of(kept.stored).read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", PDF[:-7], JPG[:-2], PNG[:-8], b"x" + PDF, PDF + b" " * LARGEST],
    ids=["nothing", "page", "torn pdf", "torn jpg", "torn png", "something before", "too large"],
)
def test_what_is_no_whole_paper_is_refused_and_leaves_nothing(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError):
        keep(content, "berita.pdf")
    assert [each.name for each in tmp_path.rglob("*.*")] == ["office.keys"]


def test_only_its_owner_reads_it() -> None:
    path = path_of(keep(PDF, "berita.pdf").stored)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_content_is_one_file() -> None:
    one, other = keep(PDF, "satu.pdf"), keep(PDF, "dua.pdf")
    assert one.stored == other.stored
    assert len(list(path_of(one.stored).parent.iterdir())) == 1
