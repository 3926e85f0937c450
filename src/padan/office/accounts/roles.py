"""The roles of the office: what each may be given, what it sees, and which one person may not hold together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from padan.kernel.regions import Level


class Role(StrEnum):
    """A role as it is stored."""

    DATA_OFFICER = "data_officer"
    NUTRITION_OFFICER = "nutrition_officer"
    FIELD_OFFICER = "field_officer"
    VILLAGE_OPERATOR = "village_operator"
    COORDINATOR = "coordinator"
    GIVER = "giver"
    PROVINCE = "province"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a role is. ``title`` is an Indonesian message id; ``levels`` are those of regions that it can be given in
    (none: it has no area); ``names``: it sees who people are, which asks for a second factor at the door."""

    title: str
    levels: tuple[Level, ...]
    names: bool


FACTS: Final[Mapping[Role, Facts]] = {
    Role.DATA_OFFICER: Facts("Petugas data Dinas Sosial", ("regency",), names=True),
    Role.NUTRITION_OFFICER: Facts("Petugas gizi Puskesmas", ("village",), names=True),
    Role.FIELD_OFFICER: Facts("Penyuluh KB (PLKB)", ("district",), names=True),
    Role.VILLAGE_OPERATOR: Facts("Operator desa dan kader", ("village",), names=True),
    Role.COORDINATOR: Facts("Sekretariat TPPS", ("regency", "district"), names=True),
    Role.GIVER: Facts("Perusahaan atau orang tua asuh", (), names=False),
    Role.PROVINCE: Facts("Pemerintah provinsi", ("province",), names=False),
    Role.INSPECTOR: Facts("Inspektorat", ("regency",), names=True),
    Role.ADMINISTRATOR: Facts("Pengelola akun", ("regency",), names=False),
}

#: Who inspects has no other part in what is inspected; who gives does not choose whom a gift reaches; who hands out
#: accounts does not work on people's data with one.
INCOMPATIBLE: Final[frozenset[frozenset[Role]]] = frozenset(
    frozenset(pair)
    for pair in (
        *((Role.INSPECTOR, other) for other in Role if other is not Role.INSPECTOR),
        *((Role.GIVER, other) for other in (Role.DATA_OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR)),
        *((Role.ADMINISTRATOR, other) for other in (Role.DATA_OFFICER, Role.NUTRITION_OFFICER, Role.FIELD_OFFICER)),
    )
)


def agree(one: Role, other: Role) -> bool:
    """Whether one person may hold both."""
    return frozenset((one, other)) not in INCOMPATIBLE
