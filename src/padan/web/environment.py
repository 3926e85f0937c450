"""What every template can use: texts, addresses, numbers and days as people write them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from padan.kernel import writing
from padan.kernel.texts import _, language
from padan.office.accounts.queries import Account
from padan.reports import wording
from padan.rules.giving.units import unit_words
from padan.web.help.words import Word, word
from padan.web.navigation import groups_for, help_for
from padan.web.phone import shell

_ICONS = Path(__file__).parent / "icons"


def environment(**options: Any) -> Environment:
    """Templates in which a name that is not there is a fault, and whose texts are in the reader's language."""
    made = Environment(
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    )
    made.globals.update(
        _=_, url=_address, static=_static, icon=_icon, language=language, village=wording.village_name,
        source=wording.source_name, word=_word,
        phone_file=shell.file,
    )  # fmt: skip
    made.filters.update(
        count=writing.count, day=writing.day, decimal=writing.decimal, moment=moment, rupiah=writing.rupiah,
        unit=unit_words,
    )  # fmt: skip
    return made


def around(request: HttpRequest) -> dict[str, Any]:
    """What the frame around every page needs."""
    account = request.user if isinstance(getattr(request, "user", None), Account) else None
    return {
        "account": account,
        "groups": groups_for(account, request) if account else (),
        "help": help_for(request),
        "here": request.get_full_path(),
        "opened_at": timezone.now(),
        "demo": not settings.PADAN_SECOND_FACTOR,
    }


def moment(value: Any) -> str:
    """A moment in the regency's time: 28 Nov 2026 14.05."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    clock = f"{local:%H:%M}" if language() == "en" else f"{local:%H.%M}"
    return f"{writing.day(local.date())} {clock}"


def _word(key: str) -> Word:
    return word(key, language())


def _address(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


@cache
def _static(path: str) -> str:
    """The address of a file, with what it holds: a browser keeps it until it changes."""
    found = finders.find(path)
    if found is None:
        raise FileNotFoundError(path)
    return f"{settings.STATIC_URL}{path}?v={hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()[:12]}"


@cache
def _icon(name: str) -> Markup:
    """A picture drawn into the page; it says nothing to a screen reader, the words beside it do."""
    drawn = (_ICONS / f"{name}.svg").read_text("utf-8")
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
