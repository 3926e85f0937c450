"""The shell of the phone's application: its files, and the version that they are together. It holds no data."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Final

from django.template.loader import render_to_string
from django.urls import reverse

from padan.kernel.texts import _, language

_FOLDER: Final = Path(__file__).parents[1] / "static" / "web" / "phone"
#: Files of the shell with their kinds; what the page names and what its scripts import.
FILES: Final = {
    **dict.fromkeys(
        (
            "app.js",
            "check.js",
            "forms.js",
            "give_amounts.js",
            "give_card.js",
            "give_form.js",
            "give_list.js",
            "give_proofs.js",
            "giving.js",
            "leaving.js",
            "lists.js",
            "parts.js",
            "proofs.js",
            "queue.js",
            "store.js",
            "sync.js",
        ),
        "text/javascript",
    ),
    "phone.css": "text/css",
}
#: Pictures of the application, as the phone shows them among others.
ICONS: Final = {"icon-192.png": 192, "icon-512.png": 512}
KINDS: Final = {**FILES, **dict.fromkeys(ICONS, "image/png")}
#: What no phone needs of a script: indentation, and lines that hold a comment alone. Lines keep their numbers.
_MARGIN: Final = re.compile(rb"^[ \t]*(?://.*)?", re.MULTILINE)


@cache
def read(name: str) -> bytes:
    """What a file of the shell or a picture holds, scripts without comments; KeyError where there is none of that
    name."""
    if name not in KINDS and name != "worker.js":
        raise KeyError(name)
    found = (_FOLDER / name).read_bytes()
    return _MARGIN.sub(b"", found) if name.endswith(".js") else found


@cache
def version() -> str:
    """The same as long as no file changes: what is kept under an address with it is never asked for again."""
    return hashlib.sha256(b"\0".join(read(name) for name in KINDS)).hexdigest()[:12]


def file(name: str) -> str:
    """The address of a file."""
    return reverse("phone.file", args=[version(), name])


def worker(page: str) -> str:
    """The service worker of the shell whose page is ``page`` in the reader's language: the list of what it keeps, then
    its script. It changes with any of them."""
    mark = hashlib.sha256(page.encode()).hexdigest()[:8]
    kept = {
        "name": f"padan-ponsel-{version()}-{language()}-{mark}", "page": reverse("phone.shell"),
        "files": [file(name) for name in FILES],
    }  # fmt: skip
    return f'"use strict";\nconst SHELL = {json.dumps(kept)};\n{read("worker.js").decode()}'


def page() -> str:
    """The page of the shell, in the reader's language."""
    return render_to_string("phone/shell.html", {"file": file})


def manifest() -> dict[str, object]:
    """What a phone asks before it keeps the application."""
    return {
        "name": _("Padan: tugas desa"), "short_name": "Padan", "lang": language(), "id": reverse("phone.shell"),
        "start_url": reverse("phone.shell"), "scope": reverse("phone.shell"), "display": "standalone",
        "background_color": "#fbfbf9", "theme_color": "#0b5d57",
        "icons": [
            {"src": file(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
            for name, size in ICONS.items()
        ],
    }  # fmt: skip
