"""The agencies' lists: one folder each, found by its function ``source()``.

A new source is a new folder here whose ``__init__`` has ``source()``. A source that sends nested JSON also
has ``flatten(document)``, which turns one document into a flat row, or None when the document is not its own.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from padan.contracts.source import Layout, Source
from padan.kernel.errors import UnknownSourceError
from padan.kernel.texts import _, language

Flatten = Callable[[object], dict[str, str | None] | None]


@dataclass(frozen=True, slots=True)
class Reader:
    """A source and, where it needs one, its way of flattening a JSON document."""

    source: Source
    flatten: Flatten | None


def readers() -> tuple[Reader, ...]:
    """Every source that has a folder here, in the order of their names."""
    return _readers(language())


@cache
def _readers(_of_language: str) -> tuple[Reader, ...]:
    # Kept by language, because a source's title is in the reader's.
    found = []
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        if not module.ispkg:
            continue
        package = importlib.import_module(f"{__name__}.{module.name}")
        found.append(Reader(package.source(), getattr(package, "flatten", None)))
    return tuple(found)


def reader(kind: str) -> Reader:
    """The source called ``kind``; an error that names the known kinds when there is none."""
    for candidate in readers():
        if candidate.source.kind == kind:
            return candidate
    known = ", ".join(r.source.kind for r in readers())
    raise UnknownSourceError(
        _("Sumber {kind} tidak dikenal").format(kind=kind),
        next_step=_("Sumber yang dikenal: {known}.").format(known=known),
    )


def layout(kind: str, name: str) -> Layout:
    """The layout ``name`` of the source ``kind``; KeyError when there is none."""
    for candidate in reader(kind).source.layouts:
        if candidate.name == name:
            return candidate
    raise KeyError((kind, name))
