"""What is unsafe about an installation, each with its next step. Asked after Django was set up."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.pipeline.home import Home

#: Free bytes below which a build of a release may stop half way.
ROOM: Final = 5 * 1024**3
#: How long a key of sessions must be, and of how many different characters, to count as drawn by chance.
_KEY_LENGTH, _KEY_CHARACTERS = 40, 10
#: How far the clock may be from that of the database.
_APART: Final = timedelta(minutes=2)
#: Names of hosts that are not names of an installation that others use.
_OWN_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_BACKUPS: Final = (".sql", ".dump", ".bak", ".backup", ".sql.gz", ".dump.gz")


@dataclass(frozen=True, slots=True)
class Danger:
    """What is unsafe, and what to do about it."""

    what: str
    next_step: str


def given_key() -> bool:
    """Whether the environment names the key of sessions and links."""
    return bool(os.environ.get("PADAN_SECRET_KEY"))


def of_office(home: Home) -> Iterator[Danger]:
    """What keeps the office from working as it should: migrations, keys, trail, room, clock."""
    yield from _migrations()
    yield from _keys(home.root)
    yield from _trail()
    yield from _room(home.root)
    yield from _clock()


def of_deployment(home: Home, *, key_is_given: bool) -> Iterator[Danger]:
    """What is unsafe where real people's data lie: settings that suit a trial only."""
    from django.conf import settings

    checks: tuple[tuple[bool, Callable[[], Danger]], ...] = (
        (not key_is_given or not _is_drawn(str(settings.SECRET_KEY)), _no_key),
        (not settings.SECURE_SSL_REDIRECT, _no_https),
        (not set(settings.ALLOWED_HOSTS) - _OWN_HOSTS, _no_hosts),
        ("*" in settings.ALLOWED_HOSTS, _any_host),
        (bool(settings.DEBUG), _debug),
        (not settings.PADAN_SECOND_FACTOR, _no_second_factor),
        (settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), _usual_database),
        (not str(settings.EMAIL_BACKEND).endswith("smtp.EmailBackend"), _no_mail),
        (bool(home.root.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)), lambda: _open_home(home.root)),
    )
    for is_unsafe, told in checks:
        if is_unsafe:
            yield told()
    yield from _key_beside_backup(home.root)


def _is_drawn(key: str) -> bool:
    return len(key) >= _KEY_LENGTH and len(set(key)) >= _KEY_CHARACTERS


def _no_key() -> Danger:
    return Danger(
        _("PADAN_SECRET_KEY tidak diatur atau terlalu mudah ditebak"),
        _("Isi dengan 50 huruf acak, dan simpan di luar folder register."),
    )


def _no_https() -> Danger:
    return Danger(_("Situs ini tidak memakai HTTPS"), _("Pasang di belakang server HTTPS, lalu atur PADAN_HTTPS=1."))


def _no_hosts() -> Danger:
    return Danger(
        _("PADAN_HOSTS tidak menyebut nama situs ini"), _("Isi dengan nama domainnya, misalnya padan.kukarkab.go.id.")
    )


def _any_host() -> Danger:
    return Danger(_("PADAN_HOSTS menerima nama apa saja"), _("Sebut nama domainnya satu per satu."))


def _debug() -> Danger:
    return Danger(_("Mode pengembang menyala"), _("Matikan: DEBUG harus False."))


def _no_second_factor() -> Danger:
    return Danger(
        _("Pengaman kedua dimatikan"), _("Hapus PADAN_SECOND_FACTOR=0: siapa melihat nama orang harus memakainya.")
    )


def _usual_database() -> Danger:
    return Danger(
        _("Basis datanya SQLite, bawaan untuk mencoba"), _("Atur DATABASE_URL ke PostgreSQL untuk banyak pemakai.")
    )


def _no_mail() -> Danger:
    return Danger(
        _("Tidak ada server surel: undangan dan tautan kata sandi tidak terkirim"),
        _("Atur PADAN_EMAIL_URL, misalnya smtp+tls://nama:sandi@surel.kukarkab.go.id:587."),
    )


def _open_home(folder: Path) -> Danger:
    return Danger(
        _("Folder {folder} dapat dibuka orang lain di komputer ini").format(folder=folder),
        _("Jalankan: chmod 700 {folder}").format(folder=folder),
    )


def _key_beside_backup(folder: Path) -> Iterator[Danger]:
    """Who finds a backup of the database must not find the keys beside it."""
    from django.conf import settings

    place = Path(settings.PADAN_KEY_FILE).absolute().parent
    beside = sorted(file.name for where in {place, folder} for file in where.glob("*") if _is_backup(file))
    if beside:
        yield Danger(
            _("Cadangan basis data ({files}) terletak di folder kuncinya").format(files=", ".join(beside)),
            _("Pindahkan cadangan itu ke tempat lain; kuncinya dicadangkan terpisah."),
        )


def _is_backup(file: Path) -> bool:
    return file.is_file() and file.name.lower().endswith(_BACKUPS)


def _migrations() -> Iterator[Danger]:
    from padan.app.upgrading import pending

    if open_changes := pending():
        yield Danger(
            _("{n} perubahan tabel belum dijalankan").format(n=open_changes),
            _("Jalankan `padan serve` lagi; ia menjalankannya."),
        )


def _keys(home: Path) -> Iterator[Danger]:
    from django.conf import settings

    from padan.office.sealing import read_keys

    try:
        read_keys(Path(settings.PADAN_KEY_FILE))
    except PadanError as error:
        yield Danger(error.what, error.next_step or "")


def _trail() -> Iterator[Danger]:
    from padan.office.audit import queries

    faults = queries.broken()
    if faults:
        yield Danger(
            _("Jejak rusak di {faults} tempat").format(faults=len(faults)),
            _("Lihat di mana dengan `padan audit verify`."),
        )


def _room(folder: Path) -> Iterator[Danger]:
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        yield Danger(
            _("Ruang penyimpanan tinggal {free} GB").format(free=round(free / 1024**3, 1)),
            _("Sediakan sedikitnya {room} GB.").format(room=ROOM // 1024**3),
        )


def _clock() -> Iterator[Danger]:
    """The clock against that of the database, and against the last entry of the trail: it cannot lie ahead."""
    from django.db import connection

    from padan.office.audit.models import Entry

    now = datetime.now(UTC)
    last = Entry.objects.order_by("-number").first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        said = cursor.fetchone()[0]
    database = said if isinstance(said, datetime) else datetime.fromisoformat(said).replace(tzinfo=UTC)
    if abs(database - now) > _APART or (last is not None and last.at - now > _APART):
        yield Danger(
            _("Jam komputer ini tidak cocok dengan jam basis data atau jejak"), _("Nyalakan penyelarasan jam (NTP).")
        )
