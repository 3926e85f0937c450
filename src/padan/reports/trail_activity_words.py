"""Reported activities in the words of the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _, language
from padan.office.activities.lines import Said
from padan.reference.activities import activity_kinds

ACTIVITY_ACTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "activities.received": lambda: _("menerima laporan kegiatan"),
    "activities.withdrawn": lambda: _("menarik laporan kegiatan"),
    "activities.entered": lambda: _("mencatat kegiatan"),
    "activities.classed": lambda: _("memperbaiki golongan kegiatan"),
    "activities.paired": lambda: _("memutuskan dua laporan kegiatan"),
    "activities.taken": lambda: _("mengunduh daftar kegiatan"),
    "activities.rejects_taken": lambda: _("mengunduh baris laporan kegiatan yang ditolak"),
}
ACTIVITY_SUBJECTS: Final[Mapping[str, Callable[[], str]]] = {
    "activity_report": lambda: _("laporan kegiatan {id}"),
    "activity": lambda: _("kegiatan {id}"),
}
ACTIVITY_KEYS: Final[Mapping[str, Callable[[], str]]] = {
    "does": lambda: _("yang dikerjakan"),
    "with": lambda: _("dengan"),
    "pair": lambda: _("dua laporan itu"),
}
#: What a person says of two reports.
PAIRS: Final[Mapping[str, Callable[[], str]]] = {
    Said.SAME: lambda: _("satu kegiatan"),
    Said.APART: lambda: _("dua kegiatan"),
    Said.OPEN: lambda: _("belum diputuskan"),
}


def kind_words(code: str) -> str:
    """What an activity does; for an empty code that its own words say it."""
    return activity_kinds()[code].name(language()) if code else _("menurut kata-katanya")


#: Values of entries of the trail, by what they are of.
ACTIVITY_VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "does": kind_words,
    "pair": lambda said: PAIRS[said](),
}
