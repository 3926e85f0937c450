"""The files of minutes (*berita acara*): in ``PADAN_HOME/papers``, readable by their owner alone, named by content.

What a file is, is read from its content; neither its name nor what the browser calls it is believed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

from django.conf import settings

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.office.tasks.meetings import Minutes

#: Bytes of one file, at most.
LARGEST: Final = 5 * 1024 * 1024
_LONGEST_NAME: Final = 200
#: How a file of each kind begins, and what must stand in its last bytes.
_SIGNS: Final = {
    "pdf": (b"%PDF-", b"%%EOF"),
    "jpg": (b"\xff\xd8\xff", b"\xff\xd9"),
    "png": (b"\x89PNG\r\n\x1a\n", b"IEND"),
}
_TAIL: Final = 2_048
#: What a browser is told that a stored file is.
TYPES: Final = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def digest_of(content: bytes) -> str:
    """The SHA-256 by which a file is named."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes, name: str) -> Minutes:
    """Store the file of minutes; the same content is one file. InvalidValueError where it is too large, or neither a
    whole PDF nor a whole picture."""
    if len(content) > LARGEST:
        raise InvalidValueError(
            _("Berkas ini terlalu besar"), next_step=_("Kirim berkas paling besar 5 MB, misalnya foto yang diperkecil.")
        )
    kind = next((kind for kind, signs in _SIGNS.items() if _is(content, *signs)), None)
    if kind is None:
        raise InvalidValueError(
            _("Berkas ini bukan PDF, JPG atau PNG yang utuh"), next_step=_("Pindai atau foto lagi, lalu kirim.")
        )
    digest = digest_of(content)
    _write(f"{digest}.{kind}", content)
    return Minutes(f"{digest}.{kind}", Path(name).name[-_LONGEST_NAME:], digest)


def path_of(stored: str) -> Path:
    """Where a stored file lies."""
    return Path(settings.PADAN_HOME) / "papers" / stored


def _is(content: bytes, begins: bytes, ends: bytes) -> bool:
    return content.startswith(begins) and ends in content[-_TAIL:]


def _write(stored: str, content: bytes) -> None:
    """Seen only when it is whole."""
    target = path_of(stored)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.is_file():
        return
    beside = target.with_name(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, target)
