"""Values that must not lie open in a database: sealed, with an index by which an exact one is found.

A sealed value is AES-256-GCM under a key of the office, bound to the column that it stands in: one moved to another
column does not open. Its index is HMAC-SHA256 of the value and the column, under a second key made from the same
secret: equal values of a column have equal indexes, and who has no key learns nothing else from them. That equal
values show is the price of finding them.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from padan.kernel.errors import PadanError
from padan.kernel.texts import _

SECRET_BYTES: Final = 32
INDEX_BYTES: Final = 16
_MARK: Final = 4
_NONCE: Final = 12


class SealError(PadanError):
    """A sealed value that does not open, or keys that cannot be used."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class _Key:
    """What one secret gives: a mark by which values know their key, and the two keys."""

    mark: bytes
    seal: AESGCM
    index: bytes

    @classmethod
    def of(cls, secret: bytes) -> _Key:
        if len(secret) != SECRET_BYTES:
            raise SealError(
                _("Kunci kantor bukan {n} bita").format(n=SECRET_BYTES), next_step=_("Pulihkan berkas kuncinya.")
            )
        mark = _derived(secret, b"padan office mark", _MARK)
        return cls(
            mark, AESGCM(_derived(secret, b"padan office seal", 32)), _derived(secret, b"padan office index", 32)
        )


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=purpose).derive(secret)


class KeyRing:
    """The secrets of an office, the one in force last. Values sealed by earlier ones still open.

    ``index`` uses the first: it must stay the same as long as values are found by it.
    """

    def __init__(self, secrets_: Iterable[bytes]) -> None:
        keys = [_Key.of(secret) for secret in secrets_]
        if not keys:
            raise SealError(_("Kunci kantor tidak ada"), next_step=_("Pulihkan berkas kuncinya dari cadangan."))
        self._keys = {key.mark: key for key in keys}
        self._first, self._last = keys[0], keys[-1]

    def seal(self, text: str, column: str) -> bytes:
        """``text`` sealed for ``column`` (``person.nik``): mark, nonce, ciphertext and tag; never twice the same."""
        nonce = os.urandom(_NONCE)
        return self._last.mark + nonce + self._last.seal.encrypt(nonce, text.encode(), column.encode())

    def open(self, sealed: bytes, column: str) -> str:
        """What :meth:`seal` sealed. SealError where it was altered, moved from another column, or its key is gone."""
        mark, nonce, rest = sealed[:_MARK], sealed[_MARK : _MARK + _NONCE], sealed[_MARK + _NONCE :]
        key = self._keys.get(bytes(mark))
        if key is None:
            raise SealError(
                _("Nilai {column} terkunci dengan kunci lain").format(column=column),
                next_step=_("Pulihkan kunci kantor dari cadangan."),
            )
        try:
            return key.seal.decrypt(nonce, rest, column.encode()).decode()
        except (InvalidTag, ValueError):  # ValueError: cut within the nonce
            raise SealError(
                _("Nilai {column} rusak atau diubah").format(column=column),
                next_step=_("Pulihkan basis data dari cadangan."),
            ) from None

    def index(self, text: str, column: str) -> bytes:
        """The index of a value of a column, for finding it exactly."""
        said = f"{len(column)}:{column}{text}".encode()
        return hmac.digest(self._first.index, said, "sha256")[:INDEX_BYTES]

    def is_current(self, sealed: bytes) -> bool:
        """Whether a value was sealed by the secret in force; else it should be sealed again."""
        return sealed[:_MARK] == self._last.mark


def make_keys(file: Path) -> KeyRing:
    """A new file with one secret, readable by its owner alone; the ring of it. FileExistsError where there is one."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(_written(secrets.token_bytes(SECRET_BYTES)))
    return read_keys(file)


def add_key(file: Path) -> KeyRing:
    """A further secret in force from now on."""
    read_keys(file)
    with file.open("ab") as stream:
        stream.write(_written(secrets.token_bytes(SECRET_BYTES)))
    return read_keys(file)


def read_keys(file: Path) -> KeyRing:
    """The ring in a file: one secret a line, in base64. SealError where it is not there, damaged, or others may read
    it."""
    try:
        mode, lines = file.stat().st_mode, file.read_bytes().split()
        found = [base64.b64decode(line, validate=True) for line in lines]
    except OSError as error:
        raise SealError(
            _("Berkas kunci {file} tidak terbaca").format(file=file), next_step=_("Pulihkan berkas itu dari cadangan.")
        ) from error
    except binascii.Error as error:
        raise SealError(
            _("Berkas kunci {file} rusak").format(file=file), next_step=_("Pulihkan berkas itu dari cadangan.")
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SealError(
            _("Berkas kunci {file} dapat dibaca orang lain").format(file=file),
            next_step=_("Jalankan: chmod 600 {file}").format(file=file),
        )
    return KeyRing(found)


def _written(secret: bytes) -> bytes:
    return base64.b64encode(secret) + b"\n"
