"""The chapters of the help: a text of Markdown for each, in each language, kept in ``texts/``.

A chapter's parts are marked with ``<a id="…">``, by the first word of the address of the pages they are about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

from padan.kernel.texts import LANGUAGES
from padan.office.accounts.roles import Role

#: For everybody: signing in and one's own account.
EVERYBODY: Final = "masuk"
#: The chapter of each role, in the order in which they are listed.
OF_ROLES: Final[Mapping[Role, str]] = {
    Role.DATA_OFFICER: "petugas-data",
    Role.NUTRITION_OFFICER: "petugas-gizi",
    Role.FIELD_OFFICER: "penyuluh-kb",
    Role.VILLAGE_OPERATOR: "operator-desa",
    Role.COORDINATOR: "sekretariat-tpps",
    Role.GIVER: "pemberi",
    Role.PROVINCE: "provinsi",
    Role.INSPECTOR: "inspektorat",
    Role.ADMINISTRATOR: "pengelola-akun",
}
CHAPTERS: Final = (EVERYBODY, *OF_ROLES.values())
#: Parts by the group of the page at hand, which is the first word of its name; other pages are one's own account's.
PARTS: Final[Mapping[str, str]] = {
    "home": "beranda", "aid": "penerima", "people": "orang", "children": "orang", "tasks": "tugas", "sync": "selaras",
    "receiving": "berkas", "papers": "lembar", "releases": "rilis", "decrees": "keputusan", "delivery": "penyaluran",
    "bringing": "kiriman",
    "giving": "pemberi", "authority": "kewenangan", "coordination": "koordinasi", "portal": "pemberian",
    "matching": "pencocokan", "activities": "kegiatan",
    "review": "periksa", "rights": "hak", "accounts": "akun", "trail": "jejak",
}  # fmt: skip

_TITLE = re.compile(r"\A# (.+)\n")
_PART = re.compile(r'^<a id="([a-z-]+)"></a>$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter for the page: its title, the names of its parts, and the rest as HTML."""

    name: str
    title: str
    parts: tuple[str, ...]
    body: Markup


@cache
def chapter(name: str, language: str) -> Chapter:
    """A chapter in a language; KeyError for one that is not there."""
    if name not in CHAPTERS or language not in LANGUAGES:
        raise KeyError(name)
    text = resources.files("padan.web.help").joinpath("texts", language, f"{name}.md").read_text("utf-8")
    title = _TITLE.match(text)
    if title is None:
        raise ValueError(f"{name}.md in {language} does not begin with its title")
    # The texts are the program's own, and mark their parts with HTML.
    body = MarkdownIt("commonmark", {"html": True}).render(text[title.end() :])
    return Chapter(name, title[1], tuple(_PART.findall(text)), Markup(body))


def place_for(part: str, roles: frozenset[Role], language: str) -> str | None:
    """The first chapter of the roles held, else that for everybody, that has a part; None where none has."""
    candidates = (*(name for role, name in OF_ROLES.items() if role in roles), EVERYBODY)
    return next((name for name in candidates if part in chapter(name, language).parts), None)
