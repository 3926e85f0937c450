"""The code by which a giver knows a child: random-looking, the same for as long as it helps, and another for every
giver, so that two givers who lay their codes side by side learn nothing."""

from __future__ import annotations

import hmac
from typing import Final

from padan.kernel.codes import grouped, spelled

#: Letters of a code, five bits each: among the 100,000 children of a regency two have the same with a chance below one
#: in a hundred thousand.
LENGTH: Final = 10
#: Bytes of the shortest secret: one that is guessed would give every child away.
SHORTEST: Final = 16


def code_for(secret: bytes, giver: str, person_id: str) -> str:
    """The code of a child for a giver, in groups as it is printed, by HMAC-SHA-256. ValueError for a secret of fewer
    than :data:`SHORTEST` bytes."""
    if len(secret) < SHORTEST:
        raise ValueError(f"a secret of fewer than {SHORTEST} bytes")
    # The length before it keeps one giver's name from running into the id.
    message = f"{len(giver)}:{giver}{person_id}".encode()
    return grouped(spelled(hmac.digest(secret, message, "sha256"), LENGTH))
