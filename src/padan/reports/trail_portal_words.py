"""Words for what the trail tells of what givers are shown and download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _

PORTAL_ACTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "showing.drawn": lambda: _("menetapkan apa yang dilihat pemberi"),
    "portal.taken": lambda: _("mengunduh berkas pemberiannya sendiri"),
}

PORTAL_KEYS: Final[Mapping[str, Callable[[], str]]] = {
    "grouped": lambda: _("anak yang dikelompokkan"),
}
