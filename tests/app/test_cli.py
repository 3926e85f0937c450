"""The edge of the command line: help, languages, mistakes, exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.app.app_kit import MEASURED, Padan, start, write_list

from padan.app import cli
from padan.app.commands import NAMES, status
from padan.app.language import asked_for


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_examples_in_both_languages(padan: Padan, name: str) -> None:
    indonesian, english = padan(name, "--help"), padan("--lang", "en", name, "--help")

    assert (indonesian.code, english.code) == (0, 0)
    assert indonesian.out.startswith("Pemakaian: padan " + name)
    assert english.out.startswith("Usage: padan " + name)
    assert f"Contoh:\n  padan {name}" in indonesian.out or name == "status"
    assert "Examples:" in english.out
    assert not re.search(r"\b(Options|Usage|Commands):", indonesian.out)


def test_the_help_of_all_lists_every_command(padan: Padan) -> None:
    told = padan("--help")

    assert told.code == 0
    assert [name for name in NAMES if f"\n  {name} " not in told.out] == []


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["status", "--lang", "en"], "en"),
        (["--lang=en", "status"], "en"),
        (["--lang", "xx"], None),
        (["show", "--", "--lang", "en"], None),
        (["--lang"], None),
        ([], None),
    ],
)
def test_the_language_is_read_before_the_commands_are_built(arguments: list[str], language: str | None) -> None:
    assert asked_for(arguments) == language


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("satus",), "Perintah 'satus' tidak dikenal; yang ada: receive, release"),
        (("receive",), "BERKAS|FOLDER... belum disebut"),
        (("release", "--as-off", "2026-01-01"), "Pilihan --as-off tidak dikenal; mungkin --as-of"),
        (("release", "--as-of"), "Pilihan --as-of dipakai tidak seperti seharusnya"),
        (("release", "--as-of", "besok"), "--as-of: 'besok' bukan tanggal"),
        (("status", "lagi"), "Argumen berlebih: lagi"),
        (("gaps", "--limit", "0"), "--limit: paling sedikit 1"),
        (("gaps", "--limit", "x"), "'x' bukan bilangan bulat"),
        (("receive", "a.csv", "--source", "dukcapil"), "'dukcapil' tidak dikenal; pilih salah satu: dtsen, eppgbm"),
        (("--lang", "fr", "status"), "--lang: 'fr' tidak dikenal; pilih salah satu: id, en"),
    ],
)
def test_a_mistake_in_the_arguments_is_told_in_indonesian(padan: Padan, arguments: tuple[str, ...], said: str) -> None:
    told = padan(*arguments)

    assert told.code == 2
    assert said in told.err


def test_without_a_command_the_help_is_shown(padan: Padan, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 2
    assert "Pemakaian: padan" in capsys.readouterr().err


def test_the_home_may_follow_the_command(padan: Padan, tmp_path: Path) -> None:
    told = padan("status", "--home", tmp_path / "lain")

    assert str(tmp_path / "lain") in told.out


def test_an_interrupt_leaves_with_130(padan: Padan, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_home: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(status, "receipts", interrupt)

    told = padan("status")

    assert (told.code, told.err.strip()) == (130, "Dihentikan. Tidak ada yang tersimpan setengah jadi.")


def test_a_bug_keeps_its_traceback(padan: Padan, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_home: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(status, "receipts", broken)

    with pytest.raises(ZeroDivisionError):
        padan("status")


def test_exit_codes_as_a_process_sees_them(tmp_path: Path) -> None:
    home = tmp_path / "padan-home"
    good = write_list(tmp_path)
    refused = tmp_path / "gizi.csv"
    refused.write_text(MEASURED + ',,,,,,,"11,2","88,0",2026-10-05\n,UMAR,L,2023-01-02,,,,,,\n', "utf-8")
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04 bukan zip")
    (tmp_path / "asing.csv").write_text("merek,warna\nA,merah\nB,biru\n", "utf-8")

    codes = {
        arguments: start(*arguments, home=home)
        for arguments in (
            ("release",),
            ("show", "siti"),
            ("receive", str(good)),
            ("receive", str(refused)),
            ("receive", str(tmp_path / "rusak.xlsx")),
            ("receive", str(tmp_path / "asing.csv")),
            ("receive", str(tmp_path / "tidak-ada.csv")),
            ("receive", str(good), str(tmp_path / "asing.csv"), str(tmp_path / "rusak.xlsx")),
            ("receive", str(good), "--village"),
        )
    }

    assert [found.returncode for found in codes.values()] == [5, 5, 0, 0, 3, 4, 3, 4, 2]
    assert not any("Traceback" in found.stderr for found in codes.values())
    assert "2 baris = 1 diterima + 1 ditolak" in codes["receive", str(refused)].stdout


def test_english_comes_from_the_environment_too(tmp_path: Path) -> None:
    found = start("release", home=tmp_path / "h", PADAN_LANG="en")

    assert found.returncode == 5
    assert "No file has been received" in found.stderr
