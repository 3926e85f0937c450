"""Complaints in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _, language
from padan.office.complaints.states import Against, Channel, Desk, Outcome, State
from padan.reference.complaints import categories

STATES: Final[Mapping[str, Callable[[], str]]] = {
    State.RECEIVED: lambda: _("diterima"),
    State.EXAMINED: lambda: _("sedang diperiksa"),
    State.ANSWERED: lambda: _("dijawab"),
    State.APPEALED: lambda: _("keberatan diajukan"),
    State.DECIDED: lambda: _("keberatan diputus"),
    State.WITHDRAWN: lambda: _("dicabut pengadu"),
}
OUTCOMES: Final[Mapping[str, Callable[[], str]]] = {
    Outcome.UPHELD: lambda: _("pengaduannya benar"),
    Outcome.PARTLY: lambda: _("sebagian benar"),
    Outcome.UNFOUNDED: lambda: _("tidak terbukti"),
    Outcome.ELSEWHERE: lambda: _("bukan wewenang kami"),
}
DESKS: Final[Mapping[str, Callable[[], str]]] = {
    Desk.OFFICE: lambda: _("petugas data Dinas Sosial"),
    Desk.DISTRICT: lambda: _("sekretariat TPPS kecamatan"),
    Desk.SECRETARIAT: lambda: _("sekretariat TPPS kabupaten"),
    Desk.INSPECTORATE: lambda: _("Inspektorat"),
}
AGAINST: Final[Mapping[str, Callable[[], str]]] = {
    Against.VILLAGE: lambda: _("desa, kelurahan atau kader"),
    Against.FIELD: lambda: _("penyuluh KB"),
    Against.HEALTH: lambda: _("Puskesmas atau posyandu"),
    Against.SOCIAL: lambda: _("Dinas Sosial"),
    Against.SECRETARIAT: lambda: _("sekretariat TPPS atau kecamatan"),
    Against.UNSURE: lambda: _("tidak tahu, atau yang lain"),
}
CHANNELS: Final[Mapping[str, Callable[[], str]]] = {
    Channel.PUBLIC: lambda: _("formulir umum"),
    Channel.OFFICER: lambda: _("dicatat petugas"),
}


def category_words(code: str) -> str:
    """What is complained about; the code where this version does not know it."""
    found = categories().get(code)
    return found.name(language()) if found else code


def _worded(words: Mapping[str, Callable[[], str]]) -> Callable[[str], str]:
    return lambda code: words[code]() if code in words else code


state_words, outcome_words, desk_words, against_words, channel_words = (
    _worded(words) for words in (STATES, OUTCOMES, DESKS, AGAINST, CHANNELS)
)

#: What the trail keeps of a complaint, by the names that it has there.
OF_TRAIL: Final[Mapping[str, Callable[[str], str]]] = {
    "category": category_words, "stands": state_words, "desk": desk_words, "finding": outcome_words,
    "came": channel_words,
}  # fmt: skip
