"""Pledges and authorities in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from padan.kernel.texts import _
from padan.office.giving.kinds import Form
from padan.rules.giving.authority import Holder
from padan.rules.giving.units import amount_in

#: In which terms something is pledged.
FORMS: Final[Mapping[str, Callable[[], str]]] = {
    Form.MONEY: lambda: _("senilai uang"),
    Form.GOODS: lambda: _("barang"),
    Form.SERVICE: lambda: _("jasa"),
}

#: In which matters somebody has authority over a company.
MATTERS: Final[Mapping[str, Callable[[], str]]] = {
    "tjsl": lambda: _("tanggung jawab sosial perusahaan"),
    "licence": lambda: _("izin usaha dan pengawasannya"),
}


def pledged_words(unit: str, number: int, item: str = "") -> str:
    """So much of a pledge that is counted in ``unit``, of an ``item`` where it is not money's worth."""
    return f"{amount_in(unit, number)} {item}".strip()


def form_words(code: str) -> str:
    """In which terms; the code where this version does not know it."""
    return FORMS[code]() if code in FORMS else code


def matter_words(code: str) -> str:
    """In which matter; the code where this version does not know it."""
    return MATTERS[code]() if code in MATTERS else code


def holder_words(code: str) -> str:
    """Who has authority; the code where this version does not know it."""
    return Holder(code).words if code in set(Holder) else code


#: What the trail keeps of givers, by the names that it has there.
GIVING_VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "form": form_words,
    "matter": matter_words,
    "holder": holder_words,
}
