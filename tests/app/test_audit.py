"""``padan audit``, ``padan purge`` and ``padan check``, as processes of their own on an office of their own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.app.app_kit import Ran

from padan.app import safety
from padan.app.commands.audit import published_heads, told
from padan.kernel.errors import PadanError
from padan.office.audit.chain import Broken, Fault, Head
from padan.office.sealing import make_keys

ENTRIES = """
from django.db import transaction
from django.utils import timezone
from padan.office.audit.operations import record
for n in range(5):
    with transaction.atomic():
        record(by="padan", on=timezone.now(), action="web.looked", subject=f"person:P{n}")
"""


def started(*arguments: str | Path, home: Path, **environment: str) -> Ran:
    """``padan`` as a process, on SQLite whatever the tests run on."""
    left_out = ("DATABASE_URL", "PADAN_SECRET_KEY", "PADAN_HOSTS", "PADAN_HTTPS", "PADAN_EMAIL_URL", "PADAN_LANG",
                "PADAN_SECOND_FACTOR", "DJANGO_SETTINGS_MODULE")  # fmt: skip
    usual = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [sys.executable, "-m", "padan.app", "--home", str(home), *map(str, arguments)],
        env={**usual, "COLUMNS": "120", **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with five entries in its trail, made once."""
    home = tmp_path_factory.mktemp("audit") / "home"
    home.mkdir(mode=0o700)
    make_keys(home / "office.keys")
    environment = {**os.environ, "PADAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "padan.app.settings"}
    environment.pop("DATABASE_URL", None)
    for arguments in (["-m", "django", "migrate", "-v0"], ["-m", "django", "shell", "-v0", "-c", ENTRIES]):
        subprocess.run([sys.executable, *arguments], env=environment, check=True, capture_output=True)
    return home


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be tampered with."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    for name in ("office.sqlite3", "office.keys"):
        (home / name).write_bytes((made / name).read_bytes())
        (home / name).chmod(0o600)
    return home


def owner_does(home: Path, *statements: str) -> None:
    with sqlite3.connect(home / "office.sqlite3") as con:
        for verb in ("UPDATE", "DELETE"):
            con.execute(f"DROP TRIGGER audit_entry_{verb}")
        for statement in statements:
            con.execute(statement)


def test_a_whole_trail_with_the_heads_that_were_published(office: Path, tmp_path: Path) -> None:
    heads = tmp_path / "heads.txt"
    shown = started("audit", "head", "--append", heads, home=office)
    assert shown.code == 0
    assert heads.read_text().split()[1] == shown.out.strip()
    assert shown.out.startswith("5:")
    verified = started("audit", "verify", "--published", heads, home=office)
    assert (verified.code, verified.err) == (0, "")
    assert "Jejak utuh: 5 entri." in verified.out
    assert "1 kepala" in verified.out


def test_a_broken_trail_is_told_and_leaves_with_an_error(office: Path) -> None:
    owner_does(
        office, "UPDATE audit_entry SET reason = 'lain' WHERE number = 2", "DELETE FROM audit_entry WHERE number = 4"
    )
    verified = started("audit", "verify", home=office)
    assert verified.code == 5
    assert "Entri 2: isinya diubah" in verified.out
    assert "Entri 4: hilang" in verified.out
    assert "Inspektorat" in verified.err


def test_a_cut_trail_is_missed_by_the_head_alone(office: Path, tmp_path: Path) -> None:
    heads = tmp_path / "heads.txt"
    started("audit", "head", "--append", heads, home=office)
    owner_does(
        office, "DELETE FROM audit_entry WHERE number > 3",
        "UPDATE audit_chainhead SET number = 3, digest = (SELECT digest FROM audit_entry WHERE number = 3)",
    )  # fmt: skip
    assert started("audit", "verify", home=office).code == 0
    verified = started("audit", "verify", "--published", heads, home=office)
    assert verified.code == 5
    assert "Entri 5: bukan yang pernah diumumkan" in verified.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("audit", "verify", "--append", "x"), 2, "--append tidak dipakai"),
        (("audit", "head", "--published", "x"), 2, "--published tidak dipakai"),
        (("audit", "verify", "--published", "tidak-ada.txt"), 3, "tidak terbaca"),
        (("audit", "verify"), 5, "belum dibuka"),
        (("purge",), 5, "belum dibuka"),
        (("check",), 5, "belum dibuka"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    ran = started(*arguments, home=tmp_path / "none")
    assert ran.code == code
    assert said in ran.err
    assert not (tmp_path / "none").exists()


DIGEST = "a" * 64


def test_heads_are_read_with_their_day_or_without(tmp_path: Path) -> None:
    file = tmp_path / "heads.txt"
    file.write_text(f"# kepala\n\n2026-11-28 12:{DIGEST}\n13:{DIGEST}\n", "utf-8")
    assert list(published_heads(file)) == [Head(12, DIGEST), Head(13, DIGEST)]


@pytest.mark.parametrize(
    "line", ["12", f"x:{DIGEST}", f"12:{DIGEST[:-1]}", f"12:{DIGEST.upper()}", f"28-11-2026 1:{DIGEST}"]
)
def test_a_line_that_is_no_head_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    file = tmp_path / "heads.txt"
    file.write_text(f"1:{DIGEST}\n{line}\n", "utf-8")
    with pytest.raises(PadanError, match="bukan kepala jejak") as refused:
        list(published_heads(file))
    assert "baris 2" in str(refused.value)


def test_every_fault_has_words() -> None:
    assert len({told(Fault(7, what)) for what in Broken}) == len(Broken)
    assert all("7" in told(Fault(7, what)) for what in Broken)


def test_a_purge_is_rehearsed_before_it_is_done(office: Path) -> None:
    with sqlite3.connect(office / "office.sqlite3") as con:
        con.execute("INSERT INTO django_session VALUES ('k', 'x', '2020-01-01 00:00:00')")
    rehearsed = started("purge", home=office)
    assert rehearsed.code == 0
    assert "Baru dilatih" in rehearsed.out
    assert "sessions.Session" in rehearsed.out
    done = started("purge", "--really", home=office)
    assert "Dihapus 1 baris" in done.out
    assert "Jejak utuh: 6 entri." in started("audit", "verify", home=office).out


SAFE = {
    "PADAN_SECRET_KEY": "kQ8-vX2mT7wZ4rB9nL6pJ3sD5fG1hY0cA-uEiOoWxRt", "PADAN_HTTPS": "1",
    "PADAN_HOSTS": "padan.kukarkab.go.id", "PADAN_EMAIL_URL": "smtp://localhost:25",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PADAN_SECRET_KEY": ""}, "PADAN_SECRET_KEY"),
        ({"PADAN_SECRET_KEY": "rahasia"}, "PADAN_SECRET_KEY"),
        ({"PADAN_SECRET_KEY": "a" * 60}, "PADAN_SECRET_KEY"),
        ({"PADAN_HTTPS": "0"}, "HTTPS"),
        ({"PADAN_HOSTS": "localhost"}, "PADAN_HOSTS"),
        ({"PADAN_HOSTS": "*"}, "menerima nama apa saja"),
        ({"PADAN_SECOND_FACTOR": "0"}, "Pengaman kedua"),
        ({"PADAN_EMAIL_URL": ""}, "surel"),
    ],
)
def test_an_unsafe_setting_is_told_with_its_next_step(office: Path, changed: dict[str, str], said: str) -> None:
    ran = started("check", "--deploy", home=office, **{**SAFE, **changed})
    assert ran.code == 5
    # SQLite is the other: the office of the tests lies on it.
    assert "2 hal tidak aman" in ran.err
    assert said in ran.out
    assert "Basis datanya SQLite" in ran.out


def test_a_safe_installation_has_nothing_else_to_tell(office: Path) -> None:
    ran = started("check", "--deploy", home=office, **SAFE)
    assert (ran.code, "1 hal tidak aman" in ran.err) == (5, True)
    assert started("check", home=office).code == 0


def _open_keys(home: Path) -> None:
    (home / "office.keys").chmod(0o644)


def _no_keys(home: Path) -> None:
    (home / "office.keys").unlink()


def _backup(home: Path) -> None:
    (home / "kantor-2026.sql.gz").write_bytes(b"x")


def _open_home(home: Path) -> None:
    home.chmod(0o755)


def _altered(home: Path) -> None:
    owner_does(home, "UPDATE audit_entry SET reason = 'lain' WHERE number = 2")


def _not_migrated(home: Path) -> None:
    with sqlite3.connect(home / "office.sqlite3") as con:
        con.execute("DELETE FROM django_migrations WHERE app = 'subjects'")


def _clock_was_ahead(home: Path) -> None:
    owner_does(home, "UPDATE audit_entry SET at = '2099-01-01 00:00:00' WHERE number = 5")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_open_keys, "dapat dibaca orang lain"),
        (_no_keys, "tidak terbaca"),
        (_backup, "kantor-2026.sql.gz"),
        (_open_home, "chmod 700"),
        (_altered, "Jejak rusak di 1 tempat"),
        (_not_migrated, "perubahan tabel belum dijalankan"),
        (_clock_was_ahead, "Jam komputer ini"),
    ],
)
def test_an_office_in_disorder_is_told(office: Path, damage: object, said: str) -> None:
    damage(office)  # type: ignore[operator]
    ran = started("check", "--deploy", home=office, **SAFE)
    assert ran.code == 5
    assert said in " ".join(ran.out.split())


def test_little_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, dangers in ((safety.ROOM - 1, 1), (safety.ROOM, 0)):
        monkeypatch.setattr(safety.shutil, "disk_usage", lambda _folder, free=free: SimpleNamespace(free=free))
        assert len(list(safety._room(tmp_path))) == dangers
