"""``padan release`` and ``padan status``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.app.app_kit import FATHER, MOTHER, Padan, write_list

from padan.reports.arrivals import lateness


def test_a_release_tells_its_steps_counts_and_place(padan: Padan, tmp_path: Path) -> None:
    padan("receive", write_list(tmp_path))

    told = padan("release", "--as-of", "2026-11-21")

    assert told.code == 0
    for step in (
        "menyeragamkan",
        "menautkan",
        "menyusun keluarga",
        "menilai pertumbuhan dan risiko, mencari selisih",
        "menulis",
    ):
        assert f"  {step} … " in told.out
    (folder,) = [f for f in (padan.home / "releases").iterdir() if not f.is_symlink()]
    assert folder.name in told.out
    assert [line.split() for line in told.out.splitlines() if line.split()[:1] == ["Orang"]] == [["Orang", "2"]]


def test_a_second_release_says_that_nothing_changed(padan: Padan, tmp_path: Path) -> None:
    padan("receive", write_list(tmp_path))
    padan("release", "--as-of", "2026-11-21")

    told = padan("release", "--as-of", "2026-11-21")

    assert "Tidak ada yang berubah" in told.out
    assert "menautkan" not in told.out


def test_status_of_nothing(padan: Padan) -> None:
    told = padan("status")

    assert told.code == 0
    assert "Belum ada berkas yang diterima" in told.out


def test_status_says_what_is_to_be_done(padan: Padan, tmp_path: Path) -> None:
    padan("receive", write_list(tmp_path, "a.csv", FATHER))
    before = padan("status").out
    padan("release")
    done = padan("status").out
    padan("receive", write_list(tmp_path, "b.csv", MOTHER))
    (padan.home / "work" / "receive-1").mkdir()
    after = padan("status").out

    assert "Belum ada rilis" in before
    assert "Jalankan `padan release`." in before
    assert "Tidak ada; rilis memuat semua yang diterima." in done
    assert "1 berkas diterima sesudah rilis ini" in after
    assert "Pekerjaan receive-1 belum selesai" in after


def test_a_release_of_another_version_is_to_be_made_anew(padan: Padan, tmp_path: Path) -> None:
    padan("receive", write_list(tmp_path))
    padan("release")
    manifest = padan.home / "releases" / "current" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"release_id": "', '"release_id": "lain-'))

    assert "dibuat versi Padan atau model yang lain" in padan("status").out


def test_status_of_many_lists(small: Padan) -> None:
    told = small("status").out

    for kind in ("DTSEN", "e-PPGBM", "KRS", "OpenSID", "Puskesmas"):
        assert f"\n {kind} " in told
    assert "tidak tertulis" in told
    assert "Selisih antar daftar" in told


@pytest.mark.parametrize(
    ("kind", "newest", "said"),
    [
        ("eppgbm", date(2026, 11, 1), "baru"),
        ("eppgbm", date(2026, 10, 20), "menunggu kiriman berikutnya"),
        ("eppgbm", date(2026, 10, 1), "terlambat 5 hari"),
        ("dtsen", date(2026, 6, 30), "terlambat 21 hari"),
        ("office", date(2020, 1, 1), ""),
        ("opensid", None, ""),
    ],
)
def test_lateness_follows_each_sources_cycle(kind: str, newest: date | None, said: str) -> None:
    assert lateness(kind, newest, date(2026, 11, 21)) == said


def test_a_damaged_release_is_said(padan: Padan, tmp_path: Path) -> None:
    padan("receive", write_list(tmp_path))
    padan("release")
    table = padan.home / "releases" / "current" / "person.parquet"
    table.write_bytes(b"bukan parquet")

    told = padan("show", "siti rahmah")

    assert told.code == 5
    assert "tabel person tidak terbaca" in told.err


def test_a_release_with_other_columns_breaks_its_contract(padan: Padan, tmp_path: Path) -> None:
    padan("receive", write_list(tmp_path))
    padan("release")
    current = padan.home / "releases" / "current"
    (current / "person.parquet").write_bytes((current / "family.parquet").read_bytes())

    told = padan("gaps")

    assert told.code == 6
    assert "Tabel person tidak sesuai kontrak" in told.err
