"""Gaps in words, for pages and the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from padan.kernel.numbers import mask
from padan.kernel.texts import language
from padan.pipeline.assess import GapKind, kinds

#: Gaps of which the facts name people or families other than the one concerned.
NAME_OTHERS: Final = frozenset(
    {
        "measured_child_unlisted", "nik_contradicts_birth", "person_in_two_families", "poor_child_unmeasured",
        "same_nik_different_people",
    }
)  # fmt: skip

_LONG_NUMBER = re.compile(r"(?<!\d)\d{16}(?!\d)")


def masked(text: str) -> str:
    """The text with its NIK and KK numbers masked."""
    return _LONG_NUMBER.sub(lambda found: mask(found[0]), text)


def gap_kinds() -> tuple[str, ...]:
    """The kinds of gaps, in the order of their codes."""
    return tuple(_worded(language()))


def gap_title(code: str) -> str:
    """A kind of gap."""
    return _worded(language())[code].title


def gap_told(code: str, evidence: str) -> str:
    """The facts that show one gap; numbers masked. ``evidence`` is the column of the release."""
    return masked(_worded(language())[code].describe(json.loads(evidence)))


@cache
def _worded(_language: str) -> Mapping[str, GapKind]:
    """The kinds as worded for the language in force: a page asks for them by the hundred."""
    return {kind.code: kind for kind in kinds()}
