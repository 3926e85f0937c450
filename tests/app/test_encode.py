"""``padan encode``: keys, tables, and mistakes in words."""

from __future__ import annotations

from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from padan.app.commands.encode import command
from padan.kernel.errors import PadanError
from padan.pipeline.encode.files import is_encoded, published

LIST = "Daftar warga;;;\nNo;NIK;Nama;Tgl Lahir;JK\n1;6402131203850001;Ahmad Salim;12-03-1985;L\n"
LIST += "2;;Siti Rahmah;15-08-1988;P\n"


def encode(*arguments: str | Path) -> None:
    command().main([str(each) for each in arguments], standalone_mode=False)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    encode("--new-key", tmp_path / "kunci.txt")
    return tmp_path / "kunci.txt"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "warga.csv").write_text(LIST, "utf-8")
    return tmp_path / "warga.csv"


def test_a_table_becomes_an_encoded_one_and_a_mapping(
    tmp_path: Path, key: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    encode(book, tmp_path / "kirim.parquet", "--key-file", key, "--one-row")
    told = capsys.readouterr().out
    kept = (tmp_path / "kirim.keys.csv").read_text()

    assert is_encoded(tmp_path / "kirim.parquet")
    assert published(tmp_path / "kirim.parquet").one_row
    assert published(tmp_path / "kirim.parquet").key in told
    assert "2 baris disandikan" in told
    assert all(ref in kept for ref in pq.read_table(tmp_path / "kirim.parquet")["ref"].to_pylist())
    assert (tmp_path / "kirim.keys.csv").stat().st_mode & 0o777 == 0o600
    assert b"Ahmad" not in (tmp_path / "kirim.parquet").read_bytes()


def test_a_column_can_be_named_and_parquet_read(tmp_path: Path, key: Path) -> None:
    pq.write_table(pa.table({"ID_ORANG": [6402131203850001], "NAMA_X": ["Ani"]}), tmp_path / "a.parquet")
    encode(tmp_path / "a.parquet", tmp_path / "b.parquet", "--key-file", key, "--column", "nik=id orang",
           "--column", "name=NAMA_X")  # fmt: skip

    assert pq.read_table(tmp_path / "b.parquet")["nik"].null_count == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--column", "agama=NIK"), "bukan isian orang"),
        (("--column", "nik=TIDAK ADA"), "tidak ada kolom"),
        (("--column", "x"), "bukan ISIAN=KOLOM"),
    ],
)
def test_columns_that_are_none_are_refused(
    tmp_path: Path, key: Path, book: Path, more: tuple[str, ...], said: str
) -> None:
    with pytest.raises(PadanError, match=said):
        encode(book, tmp_path / "k.parquet", "--key-file", key, *more)
    assert not (tmp_path / "k.parquet").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "Tidak ada tabel orang"),
        ("nama,nik\n", "kosong"),
        ("nama,nik,nama lengkap\nAni,,Ani\n", "Lebih dari satu kolom"),
        ("nama,nik\nAni,1,2,3\n", "lebih banyak isian"),
    ],
)
def test_tables_that_cannot_be_read_are_refused(tmp_path: Path, key: Path, content: str, said: str) -> None:
    (tmp_path / "a.csv").write_text(content)
    with pytest.raises(PadanError, match=said):
        encode(tmp_path / "a.csv", tmp_path / "k.parquet", "--key-file", key)


def test_damaged_parquet_other_endings_and_missing_keys_are_refused(tmp_path: Path, key: Path, book: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(PadanError):
        encode(tmp_path / "a.parquet", tmp_path / "k.parquet", "--key-file", key)
    with pytest.raises(PadanError, match="tidak dikenal"):
        encode(book, tmp_path / "k.csv", "--key-file", key)
    with pytest.raises(PadanError, match="tidak dapat dibaca"):
        encode(book, tmp_path / "k.parquet", "--key-file", tmp_path / "none")


@pytest.mark.parametrize("arguments", [(), ("a.csv", "b.parquet"), ("--key-file", "k"), ("a.csv", "--key-file", "k")])
def test_half_a_command_is_a_usage_error(tmp_path: Path, key: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(click.UsageError):
        encode(*(str(key) if each == "k" else each for each in arguments))


def test_nothing_is_written_over(tmp_path: Path, key: Path, book: Path) -> None:
    encode(book, tmp_path / "k.parquet", "--key-file", key)
    with pytest.raises(PadanError, match="sudah ada"):
        encode(book, tmp_path / "k.parquet", "--key-file", key)
    encode(book, tmp_path / "k.parquet", "--key-file", key, "--force")
