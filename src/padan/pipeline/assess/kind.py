"""What a kind of gap is, and where the kinds are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.pipeline.assess import gaps
from padan.pipeline.engine import statements

#: The facts of one gap, as read from the JSON in its column ``evidence``.
Evidence = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GapKind:
    """One kind of difference between lists.

    ``title`` and ``question`` are for officers; ``describe`` words one gap's evidence for them. ``rule``,
    ``source`` and ``acts`` are for the reference page: what makes the gap, what it rests on, and who acts.
    ``agencies`` are all the codes that ``sql`` may name.

    ``sql`` is one SELECT over the release's tables and those of ``common.sql``, with the columns ``key``
    (texts that identify the difference in every release), ``village_code, family_id, people, records,
    evidence`` (a struct) and ``agency``.
    """

    code: str
    title: str
    question: str
    rule: str
    source: str
    acts: str
    agencies: tuple[str, ...]
    sql: str
    describe: Callable[[Evidence], str]


def sql_of(code: str) -> str:
    """The query that stands beside the module of that kind."""
    return statements(gaps, code)


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(gaps.__path__))
    return tuple(importlib.import_module(f"{gaps.__name__}.{name}") for name in names)


def kinds() -> tuple[GapKind, ...]:
    """Every kind that has a module in ``gaps``, in the order of their codes, worded for the reader's language."""
    return tuple(module.gap() for module in _modules())


def kind(code: str) -> GapKind:
    """The kind with that code; an error that names the known ones when there is none."""
    for candidate in kinds():
        if candidate.code == code:
            return candidate
    raise PadanError(
        _("Jenis selisih {code} tidak dikenal").format(code=code),
        next_step=_("Jenis yang dikenal: {known}.").format(known=", ".join(k.code for k in kinds())),
    )
