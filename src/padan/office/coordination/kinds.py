"""Kinds of gatherings, and in which regions each is held."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from padan.kernel.regions import Level


class Gathered(StrEnum):
    """Why people came together."""

    OUTREACH = "outreach"
    """To spread the word: Genting, stunting, who can give and how (*sosialisasi*)."""
    TPPS = "tpps"
    """The team for the speeding up of stunting reduction of a tier (Perpres 72/2021, articles 20 to 22)."""
    CSR_FORUM = "csr_forum"
    """The forum of the companies that give."""


#: In which regions a gathering of a kind is held.
LEVELS: Final[Mapping[Gathered, tuple[Level, ...]]] = {
    Gathered.OUTREACH: ("village", "district", "regency"),
    Gathered.TPPS: ("village", "district", "regency", "province"),
    Gathered.CSR_FORUM: ("regency", "province"),
}
