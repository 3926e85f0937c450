"""What can become of a proposal, and how long is looked for a better plan."""

from __future__ import annotations

from enum import StrEnum

from padan.kernel.texts import _


class Effort(StrEnum):
    """How long is looked for a better plan."""

    USUAL = "usual"
    THOROUGH = "thorough"


class Fate(StrEnum):
    """What a person decided on a proposal; derived from the decision, never stored."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CHANGED = "changed"
    """Accepted for another pledge or other units."""
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """The same for people."""
        return {
            Fate.OPEN: _("belum diputuskan"),
            Fate.ACCEPTED: _("diterima"),
            Fate.CHANGED: _("diterima dengan perubahan"),
            Fate.REFUSED: _("ditolak"),
        }[self]
