"""Keyed tokens of a column: HMAC-SHA-256 once for each distinct value."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from padan.pipeline.encode.parameters import TOKEN_BYTES

Bytes2D = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Hasher:
    """``key`` is the secret. Every label has a key of its own, so tokens of two fields can never be compared."""

    key: bytes

    def key_of(self, label: str) -> bytes:
        """The key of one field."""
        return hmac.digest(self.key, f"padan encode 1: {label}".encode(), "sha256")

    def digests(self, label: str, values: list[str]) -> list[bytes]:
        """The 32 bytes of each value."""
        key, digest = self.key_of(label), hmac.digest
        return [digest(key, value.encode(), "sha256") for value in values]

    def tokens(self, label: str, values: pa.Array, size: int = TOKEN_BYTES) -> Bytes2D:
        """``size`` bytes for each value, all 0 where there is none."""
        encoded = values.dictionary_encode()
        made = b"".join(digest[:size] for digest in self.digests(label, encoded.dictionary.to_pylist()))
        # One row of noughts stands for what is missing.
        table = np.concatenate([np.frombuffer(made, np.uint8).reshape(-1, size), np.zeros((1, size), np.uint8)])
        missing = len(table) - 1
        return table[encoded.indices.fill_null(missing).to_numpy(zero_copy_only=False)]

    def stream(self, label: str, value: str, size: int) -> bytes:
        """As many bytes as are wanted for one value."""
        return hashlib.shake_256(hmac.digest(self.key_of(label), value.encode(), "sha256")).digest(size)
