"""Places to choose from, as forms list them."""

from __future__ import annotations

from typing import Any

from padan.kernel.scope import Scope
from padan.kernel.texts import _
from padan.reference import regions
from padan.reports.wording import region_name, village_name


def villages(scope: Scope) -> list[tuple[str, list[tuple[str, str]]]]:
    """The villages of a scope as choices, by kecamatan."""
    districts: dict[str, list[tuple[str, str]]] = {}
    for region in scope.codes:
        for code in (region,) if len(region) == 13 else regions.codes_under(region, 13):
            districts.setdefault(code[:8], []).append((code, village_name(code).partition(", ")[0]))
    return [(region_name(code), sorted(found, key=lambda each: each[1])) for code, found in districts.items()]


def districts(scope: Scope) -> list[tuple[str, str]]:
    """The kecamatan that lie in a scope as choices."""
    codes = {code for region in scope.codes for code in _at_length(region, 8)}
    return sorted(((code, region_name(code)) for code in codes), key=lambda each: each[1])


def regencies(scope: Scope) -> list[tuple[str, str]]:
    """The regencies that lie in a scope as choices."""
    codes = {code for region in scope.codes for code in _at_length(region, 5)}
    return sorted(((code, region_name(code)) for code in codes), key=lambda each: each[1])


def places(scope: Scope) -> list[tuple[str, Any]]:
    """The kecamatan of a scope, then its villages by kecamatan."""
    whole = districts(scope)
    return [*([(_("Kecamatan"), whole)] if whole else []), *villages(scope)]


def _at_length(region: str, length: int) -> tuple[str, ...]:
    if len(region) == length:
        return (region,)
    return tuple(regions.codes_under(region, length)) if len(region) < length else ()
