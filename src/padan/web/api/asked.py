"""What can be asked for: the parameters of each address, and what they mean for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from padan.kernel.texts import _
from padan.office.registry import queries as registry
from padan.reports.counting.codes import attributes
from padan.reports.counting.control import Between
from padan.reports.counting.counts import Counts
from padan.reports.counting.measures import Asked
from padan.reports.counting.numbers import measures_of
from padan.reports.counting.trends import counts_of_past
from padan.web.api.problems import Problem, ProblemError, unknown_value
from padan.web.sync.place import Place, place_at
from padan.web.sync.told import releases_told

#: Tiers by the letters of their regions' codes.
LETTERS: Final = {"regency": 5, "kecamatan": 8, "village": 13}
#: Letters of the smallest region of which who sees no names is told.
_SMALLEST_WITHOUT_NAMES: Final = 8
_RELEASES: Final = "releases"

_AREA = "Kemendagri code with dots, such as 64.02 or 64.02.13.1008; empty: all that the account reads of."
_RELEASE = "Name of a release (see /releases); empty: the one in force."


class NothingAsked(Schema):
    """No parameters."""


class AreaAsked(Schema):
    """A place."""

    area: str = Field("", max_length=13, description=_AREA)


class ReleaseAsked(AreaAsked):
    """A place in a release."""

    release: str = Field("", max_length=60, description=_RELEASE)


class PagedAsked(Schema):
    """Which part of a long answer."""

    page: int = Field(1, ge=1, le=100_000)
    per_page: int = Field(500, ge=1, le=1_000)


class TierAsked(ReleaseAsked, PagedAsked):
    """A place by the parts of a tier."""

    tier: Literal["", "regency", "kecamatan", "village"] = Field(
        "", description="Tier of the parts; empty: one level below the area."
    )


class CountsAsked(TierAsked):
    """Some measures."""

    measure: list[str] = Field(
        default_factory=lambda: ["total.family"],
        description="Measures (see /measures); repeat it for several. pair.dtsen-krs means all states of two lists.",
    )


class FreshnessAsked(TierAsked):
    """How old what is owed is."""

    attribute: str = Field("", description="What is owed, such as measurement; empty: everything.")


class TrendAsked(AreaAsked):
    """One measure from release to release."""

    measure: str = Field("total.family", description="One measure (see /measures).")


class DifferencesAsked(ReleaseAsked, PagedAsked):
    """Two tiers, or two releases."""

    between: Literal["release_counted", "release_office", "releases"] = Field(
        Between.RELEASE_COUNTED.value,
        description="The release against what was counted, or against the office's database; or two releases.",
    )
    measure: str = Field("total.family", description="Between releases: the measure.")
    against: str = Field("", max_length=60, description="Between releases: the name of the other one.")


def unknown_parameter(request: HttpRequest, known: type[Schema]) -> Problem | None:
    """What is wrong with a parameter that an address does not have; None where it has them all."""
    for name in request.GET:
        if name not in known.model_fields:
            what = _("Parameter {name} tidak dikenal").format(name=name)
            return Problem("unknown-value", 422, what, _("Lihat /api/v1/openapi.json."), name)
    return None


def place_asked(request: HttpRequest, asked: AreaAsked) -> Place:
    """The place; Http404 for one that is not the reader's."""
    return place_at(request, asked.area)


def release_named(name: str, where: str = "release") -> registry.Release:
    """The release with a name, else the one in force. ProblemError where there is none."""
    found = releases_told().filter(name=name).first() if name else registry.current()
    if found is not None:
        return found
    if name:
        raise unknown_value(where, _("Rilis itu tidak ada"), _("Lihat /api/v1/releases."))
    raise ProblemError(
        Problem("no-release", 404, _("Belum ada rilis yang berlaku"), _("Coba lagi sesudah rilis disahkan."))
    )


def counts_asked(release: registry.Release) -> Counts:
    """The numbers of a release. ProblemError where nothing is left of it."""
    found = counts_of_past(release.folder, settings.PADAN_REGENCY)
    if found is None:
        raise gone(release)
    return found


def gone(release: registry.Release) -> ProblemError:
    """A release of which nothing is left."""
    what = _("Rilis {name} tidak disimpan lagi").format(name=release.name)
    return ProblemError(Problem("gone", 404, what, _("Pilih rilis yang lain."), "release"))


def measures_asked(codes: Sequence[str]) -> list[Asked]:
    """What the words ask for. ProblemError for one that asks for nothing."""
    found: list[Asked] = []
    for code in codes:
        named = measures_of(code)
        if not named:
            raise unknown_value(
                "measure", _("Ukuran {code} tidak dikenal").format(code=code), _("Lihat /api/v1/measures.")
            )
        found += named
    return list(dict.fromkeys(found))


def attributes_asked(attribute: str) -> tuple[str, ...]:
    """What is owed. ProblemError for what nobody owes."""
    if attribute and attribute not in attributes():
        raise unknown_value(
            "attribute", _("Data {code} tidak dikenal").format(code=attribute),
            _("Pilih dari: {names}.").format(names=", ".join(attributes())),
        )  # fmt: skip
    return (attribute,) if attribute else attributes()


def letters_asked(place: Place, tier: str) -> int:
    """Letters of the parts' codes; 0 for one level down. ProblemError for a tier that the place has no parts of, or
    that the reader is not told of."""
    if not tier:
        return 0
    letters = LETTERS[tier]
    if not place.names and letters > _SMALLEST_WITHOUT_NAMES:
        raise unknown_value("tier", _("Angka desa tidak ditampilkan untuk akun ini"), _("Pilih tingkat kecamatan."))
    if place.code and letters <= len(place.code):
        raise unknown_value("tier", _("Wilayah itu tidak mempunyai bagian setingkat itu"), _("Kosongkan tier."))
    return letters


def paged(request: HttpRequest, asked: PagedAsked, found: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
    """One page of what was found, and what it says of itself."""
    first = (asked.page - 1) * asked.per_page
    shown, further = found[first : first + asked.per_page], None
    if first + asked.per_page < len(found):
        query = request.GET.copy()
        query["page"] = str(asked.page + 1)
        further = f"{request.path}?{query.urlencode()}"
    return shown, {"number": asked.page, "per_page": asked.per_page, "count": len(found), "next": further}
