"""How passwords are kept."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the first of the settings that OWASP's Password Storage Cheat Sheet gives (46 MiB, one pass, one
    lane): a sign-in must not hold a small server's memory."""

    time_cost = 1
    memory_cost = 47_104
    parallelism = 1
