"""What is taken along of each page of numbers: the very numbers of that page, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from padan.kernel.texts import _
from padan.office.registry import queries as registry
from padan.reports.counting import control
from padan.reports.counting.book import About, ControlLine, Section
from padan.reports.counting.codes import FAMILIES, attributes, code_of
from padan.reports.counting.measures import LATE, PAIRS, Asked, Known, Pair, Theme
from padan.reports.counting.numbers import Check, Edition, Number, Where, checks, gaps_there, number, numbers
from padan.reports.counting.telling import Told
from padan.reports.counting.words import asked_words, attribute_words, pair_words, place_words
from padan.web.sync import ages, told
from padan.web.sync.place import Place


@dataclass(frozen=True, slots=True)
class Taken:
    """What goes into a file: numbers by the parts of the page, control totals, and what they are of."""

    file_name: str
    about: About
    sections: Sequence[Section]
    checks: Sequence[Check]
    control: Sequence[ControlLine] = ()


def of_overview(place: Place, release: registry.Release, chosen: Asked | Pair) -> Taken:
    """Gaps, pairs of lists, what was chosen part by part, and how it went."""
    found = place.told(told.numbers(release))
    asked = _columns(chosen)
    traced = Asked(Theme.PAIR, chosen.key, Known.BOTH) if isinstance(chosen, Pair) else chosen
    pairs = [Asked(Theme.PAIR, pair.key, state) for pair in PAIRS for state in told.SHOWN]
    words = pair_words(chosen) if isinstance(chosen, Pair) else asked_words(chosen)
    sections = [
        _whole(_("Selisih"), place, release, found, gaps_there(found)),
        _whole(_("Daftar dengan daftar"), place, release, found, pairs),
        _by_place(_("Menurut wilayah: {what}").format(what=words), place, release, found, asked),
        _trend(place, traced),
    ]
    return _taken("selaras", _("Selaras"), place, release, sections, [*checks(found, asked)])


def of_freshness(place: Place, release: registry.Release, attribute: str, *, villages: bool) -> Taken:
    """What is owed, one thing of it part by part, and how it went."""
    counted = told.numbers(release)
    owed = [Asked(Theme.FRESH, each, state) for each in attributes() for state in ages.SHOWN]
    own = [asked for asked in owed if asked.item == attribute]
    found = ages.told_of(place, counted, villages=villages)
    sections = [
        _whole(_("Menurut data"), place, release, found, owed),
        _by_place(_("Menurut wilayah: {what}").format(what=attribute_words(attribute)), place, release, found, own),
        _trend(place, Asked(Theme.FRESH, attribute, LATE)),
    ]
    return _taken("kesegaran", _("Kesegaran data"), place, release, sections, [*checks(found, own)])


def of_map(place: Place, release: registry.Release, asked: Asked) -> Taken:
    """What the map is coloured by, part by part."""
    found, columns = place.told(told.numbers(release)), [FAMILIES, asked]
    title = _("Menurut wilayah: {what}").format(what=asked_words(asked))
    sections = [_by_place(title, place, release, found, columns)]
    return _taken("peta", _("Peta"), place, release, sections, [*checks(found, columns)])


def of_totals(place: Place, release: registry.Release) -> Taken:
    """The control totals: families by tier, and by each two lists."""
    found = place.told(told.numbers(release))
    tiers = control.tiers(found, place.scope, release.folder, settings.PADAN_REGENCY)
    lines = [
        ControlLine(Where(each.part, place_words(each.part)) if each.part else where(place), each) for each in tiers
    ]
    by_tier = [each for line in lines for each in _of_tier(release, line)]
    by_pair = [
        Number(edition(release), where(place), code_of(Asked(Theme.PAIR, each.pair.key)), pair_words(each.pair),
               each.number, None, None)
        for each in control.shared_out(found)
    ]  # fmt: skip
    sections = [
        Section(_("Keluarga menurut tingkat"), by_tier), Section(_("Keluarga menurut dua daftar"), by_pair),
    ]  # fmt: skip
    taken = _taken("jumlah-kendali", _("Jumlah kendali"), place, release, sections, [*checks(found, [FAMILIES])])
    return replace(taken, control=lines)


def _of_tier(release: registry.Release, line: ControlLine) -> list[Number]:
    told_of = {
        "in_release": (_("Di rilis"), line.tier.in_release), "counted": (_("Dihitung"), line.tier.counted),
        "emptied": (_("Tanpa penghuni"), line.tier.emptied), "in_office": (_("Di kantor"), line.tier.in_office),
    }  # fmt: skip
    return [
        Number(edition(release), line.where, f"control.{code}", words, many, None, None)
        for code, (words, many) in told_of.items()
    ]


def edition(release: registry.Release) -> Edition:
    """The release as numbers name it."""
    return Edition(release.name, release.as_of)


def where(place: Place) -> Where:
    """The place as numbers name it."""
    return Where(place.code, place.title)


def trend_of(place: Place, asked: Asked) -> list[Number]:
    """What each of the last releases in force said; those that are not told of are left out."""
    return [
        number(Edition(point.name, point.as_of), where(place), asked, point.share)
        for point in told.points(place, asked) if point.share.number is not None
    ]  # fmt: skip


def _columns(chosen: Asked | Pair) -> list[Asked]:
    shown = [Asked(Theme.PAIR, chosen.key, state) for state in told.SHOWN] if isinstance(chosen, Pair) else [chosen]
    return [FAMILIES, *shown]


def _whole(title: str, place: Place, release: registry.Release, found: Told, asked: Iterable[Asked]) -> Section:
    return Section(
        title, [number(edition(release), where(place), each, found.share(each)) for each in asked]
    )  # fmt: skip


def _by_place(
    title: str, place: Place, release: registry.Release, found: Told, asked: Sequence[Asked]
) -> Section:  # fmt: skip
    return Section(title, numbers(edition(release), found, asked, where(place)))


def _trend(place: Place, asked: Asked) -> Section:
    return Section(_("Dari rilis ke rilis: {what}").format(what=asked_words(asked)), trend_of(place, asked))


def _taken(
    file_name: str, title: str, place: Place, release: registry.Release, sections: Sequence[Section],
    totals: Sequence[Check],
) -> Taken:  # fmt: skip
    held_back = any(each.number is None for section in sections for each in section.numbers)
    return Taken(file_name, About(title, edition(release), place.title, held_back), sections, totals)
