"""Django's settings, all from the environment.

``PADAN_HOME``: the folder of the register, where ``office.sqlite3`` lies; ``DATABASE_URL``: another database
(``postgresql://…``); ``PADAN_SECRET_KEY``: the key of sessions and links, without which a new one is drawn at each
start.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import dj_database_url

HOME = Path(os.environ.get("PADAN_HOME", "padan-home"))

SECRET_KEY = os.environ.get("PADAN_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "padan.office.audit",
    "padan.office.accounts",
]
AUTH_USER_MODEL = "accounts.Account"

_DATABASE = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME.absolute() / 'office.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(_DATABASE)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Who writes takes the lock when the transaction begins: two who read first and then write would both fail.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }

# The secrets by which numbers lie sealed; made with the office.
PADAN_KEY_FILE = HOME / "office.keys"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Makassar"
LANGUAGE_CODE = "id"
