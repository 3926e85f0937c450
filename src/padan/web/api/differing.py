"""Who stands in one of two tiers only, by name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from padan.kernel.errors import RegisterError
from padan.kernel.texts import _
from padan.office.registry import queries as registry
from padan.reports.counting.codes import FAMILIES, code_of
from padan.reports.counting.control import Between, differences
from padan.reports.counting.measures import Asked
from padan.reports.counting.reconciling import Reconciled, reconcile
from padan.reports.counting.rows import Rows, rows
from padan.web.api import asked as ask
from padan.web.api.problems import unknown_value
from padan.web.asking import looked
from padan.web.sync import naming
from padan.web.sync.place import Place


def difference(request: HttpRequest, place: Place, asked: ask.DifferencesAsked) -> dict[str, Any]:
    """The rows of a place that only one of two tiers has; a look at names, which is written down."""
    release = ask.release_named(asked.release)
    held = [_rows(release)]
    if asked.between == "releases":
        measure = ask.measures_asked([asked.measure])[0]
        held.append(_rows(_other(asked)))
        found = reconcile(*(each.ids(place.scope, measure) for each in held))
    else:
        measure, found = FAMILIES, _of_tiers(place, release, Between(asked.between))
    every = [*(("one", each) for each in found.only_one), *(("other", each) for each in found.only_other)]
    shown, said = ask.paged(request, asked, every)
    if shown:
        looked(request, f"counted:{code_of(measure)}", place.area)
    names = _names(place, held, measure, [number for _side, number in shown])
    return {
        "between": asked.between, "measure": code_of(measure), "one": found.one, "other": found.other,
        "agrees": found.agrees, "page": said,
        "rows": [{"only_in": side, "id": number, "name": names.get(number)} for side, number in shown],
    }  # fmt: skip


def _of_tiers(place: Place, release: registry.Release, between: Between) -> Reconciled:
    """Two tiers of the release in force; where they agree there is no row to name."""
    if release != registry.current():
        raise unknown_value("release", _("Hanya rilis yang berlaku ada di kantor"), _("Kosongkan release."))
    differing = differences(place.scope, release.folder, settings.PADAN_REGENCY)
    many = registry.families(place.scope).count()
    return differing.get(between, Reconciled(many, many, (), ()))


def _other(asked: ask.DifferencesAsked) -> registry.Release:
    if not asked.against:
        raise unknown_value("against", _("Rilis pembandingnya belum disebut"), _("Lihat /api/v1/releases."))
    return ask.release_named(asked.against, "against")


def _rows(release: registry.Release) -> Rows:
    try:
        return rows(release.folder, settings.PADAN_REGENCY)
    except (RegisterError, OSError) as error:
        raise ask.gone(release) from error


def _names(place: Place, held: list[Rows], measure: Asked, numbers: list[str]) -> dict[str, str]:
    """Names by the number of the row, of those that the reader has pages of."""
    found = registry.families(place.named).filter(family_id__in=numbers).values_list("family_id", "head_name")
    names = {family: name for family, name in found if name}
    for each in held:
        listed = each.of_ids(place.scope, measure, numbers)
        names |= {one.number: one.title for one in naming.named(place.named, measure, listed) if one.address}
    return names
