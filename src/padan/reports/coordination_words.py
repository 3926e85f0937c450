"""Gatherings and commitments in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _
from padan.office.coordination.kinds import Gathered
from padan.rules.commitments import Ending, Standing

#: What a gathering of each kind is called.
KINDS: Final[Mapping[str, Callable[[], str]]] = {
    Gathered.OUTREACH: lambda: _("Penyebarluasan (sosialisasi)"),
    Gathered.TPPS: lambda: _("Rapat TPPS"),
    Gathered.CSR_FORUM: lambda: _("Forum CSR"),
}

#: Where a commitment stands.
STANDINGS: Final[Mapping[str, Callable[[], str]]] = {
    Standing.OPEN: lambda: _("berjalan"),
    Standing.LATE: lambda: _("lewat tenggat"),
    Standing.DONE: lambda: _("selesai"),
    Standing.DONE_LATE: lambda: _("selesai, terlambat"),
    Standing.DROPPED: lambda: _("dibatalkan"),
}

#: What may be told of a commitment; empty: only how it goes.
ENDINGS: Final[Mapping[str, Callable[[], str]]] = {
    "": lambda: _("masih berjalan"),
    Ending.DONE: lambda: _("selesai"),
    Ending.DROPPED: lambda: _("dibatalkan"),
    Ending.AGAIN: lambda: _("dibuka lagi"),
}

COORDINATION_ACTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "coordination.noted": lambda: _("mencatat pertemuan"),
    "coordination.struck": lambda: _("mencoret catatan pertemuan"),
    "coordination.committed": lambda: _("mencatat komitmen"),
    "coordination.report_taken": lambda: _("mengunduh laporan triwulan"),
    "coordination.told": lambda: _("mencatat kabar komitmen"),
}

#: Values of entries of the trail, by what they are of.
COORDINATION_VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "gathered": lambda kind: KINDS[kind](),
    "becomes": lambda ending: ENDINGS[ending](),
}
