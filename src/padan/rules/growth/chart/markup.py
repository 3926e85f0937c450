"""Writing SVG: elements with escaped text, short numbers, paths with no more points than the eye can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from padan.rules.growth.ages import Floats

#: What XML 1.0 cannot hold, even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A drawn curve is nowhere farther than this from WHO's, in units of the sheet.
TOLERANCE: Final = 0.04
#: Mean width of a character in its size: that of a wide sans serif face (DejaVu Sans), so that others fit too.
_CHARACTER: Final = 0.56
_BOLD: Final = 0.66


def escaped(text: object) -> str:
    """Text for an element or an attribute."""
    safe = _NOT_XML.sub("\ufffd", str(text))
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def number(value: float) -> str:
    """At most two decimals, no minus before nothing: ``12.5``, ``0``."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """One element; an attribute's ``_`` is ``-``, a trailing one is dropped (``class_``); numbers are shortened.

    ``content`` is markup: text in it must be escaped already. Attributes that are None are left out.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, float) else escaped(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def text(x: float, y: float, words: str, **attributes: object) -> str:
    """A line of text with its baseline at ``y``."""
    return element("text", escaped(words), x=float(x), y=float(y), **attributes)


def path(places: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """The ``d`` of a path through places: the first as it is, each other as steps from the one before."""
    drawn, at = "", (0, 0)
    for x, y in places:
        to = round(100 * x), round(100 * y)
        steps = number((to[0] - at[0]) / 100), number((to[1] - at[1]) / 100)
        drawn += f"{'l' if drawn else 'M'}{steps[0]}{'' if steps[1][0] == '-' else ','}{steps[1]}"
        at = to
    return f"{drawn}Z" if drawn and closed else drawn


def simplified(x: Floats, y: Floats) -> list[tuple[float, float]]:
    """As few of the places as keep the line within :data:`TOLERANCE` of all of them (Douglas and Peucker 1973)."""
    kept = {0, len(x) - 1}
    spans = [(0, len(x) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        inner = slice(first + 1, last)
        straight = y[first] + (x[inner] - x[first]) * ((y[last] - y[first]) / (x[last] - x[first]))
        off = np.abs(y[inner] - straight)
        far = int(np.argmax(off))
        if off[far] > TOLERANCE:
            far += first + 1
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [(float(x[at]), float(y[at])) for at in sorted(kept)]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near those wanted (ascending, from ``low`` to ``high``), at least ``gap`` apart within these limits.

    Where there is not room for all, they stand evenly.
    """
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    downward = _pushed(wanted, gap, low, high)
    upward = [-place for place in _pushed([-place for place in reversed(wanted)], gap, -high, -low)][::-1]
    return [(one + other) / 2 for one, other in zip(downward, upward, strict=True)]


def _pushed(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Each place pushed on by the one before; at the end all pushed back as far as they must."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + gap if placed else low))
    limit = high
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - gap
    return placed


def width_of(words: str, size: float) -> float:
    """How wide a text is at most, near enough to break lines by."""
    return len(words) * _CHARACTER * size


def broken(words: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines that fit ``width``, broken at plain spaces; a single word may be cut by an ellipsis."""
    lines: list[str] = []
    most = max(2, int(width / ((_BOLD if bold else _CHARACTER) * size)))
    for word in filter(None, words.split(" ")):
        word = word if len(word) <= most else word[: most - 1] + "…"
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
