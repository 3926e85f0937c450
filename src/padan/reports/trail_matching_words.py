"""A word for each action on plans and proposals, for the trail, and what their entries are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _

MATCHING_ACTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "matching.planned": lambda: _("menyusun rencana pencocokan"),
    "matching.supposed": lambda: _("mencoba pengandaian pencocokan"),
    "matching.accepted": lambda: _("menerima usul pencocokan"),
    "matching.changed": lambda: _("menerima usul pencocokan dengan perubahan"),
    "matching.refused": lambda: _("menolak usul pencocokan"),
}

MATCHING_SUBJECTS: Final[Mapping[str, Callable[[], str]]] = {
    "plan": lambda: _("rencana pencocokan {id}"),
    "proposal": lambda: _("usul pencocokan {id}"),
}

MATCHING_KEYS: Final[Mapping[str, Callable[[], str]]] = {
    "plan": lambda: _("nomor rencana"),
    "proposals": lambda: _("banyaknya usul"),
    "digest": lambda: _("sidik masukannya"),
    "effort": lambda: _("kesungguhan mencari"),
    "supposed": lambda: _("yang diandaikan"),
}
