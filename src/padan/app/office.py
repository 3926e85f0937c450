"""The office from the command line: its settings are told where the register lies, and its tables are made."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.pipeline.home import Home

SETTINGS = "padan.app.settings"
#: The key of sessions and links, kept where no PADAN_SECRET_KEY is given.
SECRET = "office.secret"
KEYS = "office.keys"


def opened(home: Home) -> None:
    """Set Django up for the register in ``home``. Once in a process: another home afterwards would not be seen."""
    home.make()
    os.environ["PADAN_HOME"] = str(home.root.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("PADAN_SECRET_KEY", _kept(home.root / SECRET))
    import django

    django.setup()


def prepared(home: Home) -> None:
    """As :func:`opened`, with keys and tables made, or brought to what this version knows."""
    opened(home)
    from django.core.management import call_command

    from padan.app.upgrading import upgrade
    from padan.office.sealing import make_keys

    if not (home.root / KEYS).exists():
        make_keys(home.root / KEYS)
    upgrade(home.root)
    call_command("createcachetable", verbosity=0)


def standing(home: Home) -> None:
    """As :func:`opened`, for an office that is there already. RegisterError where it is not."""
    missing = RegisterError(
        _("Kantor di {folder} belum dibuka").format(folder=home.root), next_step=_("Jalankan `padan serve` dahulu.")
    )
    if not home.root.is_dir():
        raise missing
    opened(home)
    from django.db import connection

    # To ask a file of SQLite that is not there would make it.
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        raise missing
    if "audit_entry" not in connection.introspection.table_names():
        raise missing


def _kept(file: Path) -> str:
    """The text in a file that only its owner reads; drawn when it is not there."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(handle, "w") as stream:
        stream.write(drawn := secrets.token_urlsafe(50))
    return drawn
