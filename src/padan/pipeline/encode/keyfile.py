"""The key: 256 bits in a file that only its owner reads."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from padan.kernel.errors import InvalidValueError, Place, UnreadableFileError
from padan.kernel.texts import _

_MARK: Final = "padan-key-1"
_BYTES: Final = 32
_NOT_OURS: Final = 0o077


def new_key(path: Path) -> str:
    """Make a key file, mode 0600; the fingerprint of the key. A file that is there is never written over."""
    key = secrets.token_bytes(_BYTES)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise InvalidValueError(
            _("Berkas kunci {path} sudah ada").format(path=path),
            next_step=_("Pakai kunci itu, atau sebut nama lain. Kunci yang tertimpa tidak dapat kembali."),
        ) from error
    except OSError as error:
        raise InvalidValueError(
            _("Berkas kunci {path} tidak dapat dibuat: {reason}").format(path=path, reason=error.strerror),
            next_step=_("Periksa foldernya dan hak aksesnya."),
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{_MARK} {key.hex()}\n")
    return fingerprint(key)


def read_key(path: Path) -> bytes:
    """The key in a key file; an error in words where it is missing, open to others or no key."""
    where = Place(file=path.name)
    try:
        others_may_read = path.stat().st_mode & _NOT_OURS
        words = path.read_text("ascii", errors="replace").split()
    except OSError as error:
        raise UnreadableFileError(
            _("Berkas kunci {path} tidak dapat dibaca").format(path=path),
            next_step=_("Buat kunci dengan: padan encode --new-key {path}").format(path=path),
        ) from error
    if others_may_read:
        raise UnreadableFileError(
            _("Berkas kunci dapat dibaca orang lain"),
            where=where,
            next_step=_("Jalankan: chmod 600 {path}. Bila mungkin sudah terbaca, buat kunci baru.").format(path=path),
        )
    if len(words) != 2 or words[0] != _MARK or len(words[1]) != 2 * _BYTES:
        raise _no_key(where)
    try:
        return bytes.fromhex(words[1])
    except ValueError as error:
        raise _no_key(where) from error


def _no_key(where: Place) -> UnreadableFileError:
    return UnreadableFileError(
        _("Isi berkas ini bukan kunci Padan"),
        where=where,
        next_step=_("Pakai berkas yang dibuat oleh: padan encode --new-key BERKAS"),
    )


def fingerprint(key: bytes) -> str:
    """Sixteen hexadecimal digits that tell keys apart and say nothing of the key."""
    return hmac.digest(key, b"padan encode: fingerprint", hashlib.sha256)[:8].hex()
