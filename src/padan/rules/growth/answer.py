"""Yes, no and unknown in columns of codes where 0 is *unknown*, as it is in every column of growth."""

from __future__ import annotations

from enum import IntEnum


class Answer(IntEnum):
    """Codes of a yes-or-no column."""

    UNKNOWN = 0
    NO = 1
    YES = 2
