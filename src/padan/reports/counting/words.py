"""What is counted in words, and where it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _
from padan.reference.obligations import owed
from padan.reports.counting.codes import asked_of
from padan.reports.counting.measures import LATE, Asked, Fresh, Known, Pair, Theme, is_unplaced
from padan.reports.gap_words import gap_title
from padan.reports.wording import agency_name, region_name, source_name

_KNOWN: Final[Mapping[Known, Callable[[], str]]] = {
    Known.BOTH: lambda: _("Di {a} dan di {b}"),
    Known.FIRST: lambda: _("Hanya di {a}, tidak di {b}"),
    Known.SECOND: lambda: _("Hanya di {b}, tidak di {a}"),
    Known.NEITHER: lambda: _("Tidak di {a}, tidak di {b}"),
    Known.CONTRADICTING: lambda: _("{a} dan {b} bertentangan"),
    Known.STALE: lambda: _("Usang di {a} atau di {b}"),
}

_FRESH: Final[Mapping[str, Callable[[], str]]] = {
    Fresh.FRESH: lambda: _("masih baru"),
    Fresh.DUE: lambda: _("jatuh tempo"),
    Fresh.OVERDUE: lambda: _("lewat batas"),
    Fresh.NEVER: lambda: _("belum pernah"),
    LATE: lambda: _("tertinggal (lewat batas atau belum pernah)"),
}

_ATTRIBUTES: Final[Mapping[str, Callable[[], str]]] = {
    "measurement": lambda: _("Penimbangan balita"),
    "screening": lambda: _("Penapisan risiko keluarga"),
    "welfare": lambda: _("Desil kesejahteraan"),
    "dwelling": lambda: _("Air minum dan jamban"),
    "register": lambda: _("Pencatatan di buku desa"),
    "pregnancy": lambda: _("Pemeriksaan ibu hamil"),
}


def attribute_words(attribute: str) -> str:
    """What is owed."""
    return _ATTRIBUTES[attribute]()


def state_words(state: str) -> str:
    """How old a fact is."""
    return _FRESH[state]()


def owing(attribute: str) -> str:
    """Who owes it."""
    return ", ".join(dict.fromkeys(agency_name(each.agency) for each in owed(attribute)))


def asked_words(asked: Asked) -> str:
    """What is asked for, as a heading says it."""
    if asked.theme is Theme.PAIR:
        first, second = asked.item.split("+")
        return _KNOWN[Known(asked.state)]().format(a=source_name(first), b=source_name(second))
    if asked.theme is Theme.FRESH:
        return f"{attribute_words(asked.item)}: {state_words(asked.state)}"
    if asked.theme is Theme.GAP:
        return gap_title(asked.item)
    return _("Semua keluarga")


def pair_words(pair: Pair) -> str:
    """Two lists."""
    return _("{a} dan {b}").format(a=source_name(pair.first), b=source_name(pair.second))


def known_words(pair: Pair, state: Known) -> str:
    """What two lists know of a family, where the lists themselves are named beside it."""
    return {
        Known.BOTH: _("Di keduanya"),
        Known.FIRST: _("Hanya di {list}").format(list=source_name(pair.first)),
        Known.SECOND: _("Hanya di {list}").format(list=source_name(pair.second)),
        Known.NEITHER: _("Tidak di keduanya"),
        Known.CONTRADICTING: _("Bertentangan"),
        Known.STALE: _("Usang"),
    }[state]


def code_words(code: str) -> str:
    """What a word of an address asks for; that word where this version does not know it."""
    asked = asked_of(code)
    return asked_words(asked) if asked else code


def place_words(area: str) -> str:
    """A place that numbers are of."""
    return _("Desanya tidak diketahui") if is_unplaced(area) else region_name(area)
