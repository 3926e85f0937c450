"""A GeoJSON of villages, held against the list of regions: which feature is which village."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from padan.kernel.errors import UnreadableFileError
from padan.kernel.scope import VILLAGE_LETTERS, lies_in
from padan.kernel.texts import _
from padan.reference import regions
from padan.reference.villages import find_village

#: What files call a village's code, its name and those of what it lies in, in lower case.
_CODES: Final = ("kode", "kode_desa", "kode_kel", "kd_desa", "kdepum", "kdcpum", "iddesa", "code", "id")
_NAMES: Final = ("nama", "nama_desa", "desa", "kelurahan", "desa_kel", "wadmkd", "namobj", "village", "name")
_DISTRICTS: Final = ("kecamatan", "nama_kec", "wadmkc", "district")
_REGENCIES: Final = ("kabupaten", "nama_kab", "wadmkk", "regency")

_DOTTED: Final = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
#: Points of the smallest ring: three corners, and the first again.
_FEWEST: Final = 4

#: A ring of longitudes and latitudes in degrees, its last point its first; a polygon is its outer ring and its holes.
Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The villages of a regency with their polygons; villages that no feature fits; features that fit no village, as
    the file names them; and how many features there were."""

    polygons: Mapping[str, tuple[Polygon, ...]]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    features: int


def fitted(file: Path, regency: str) -> Fitted:
    """The features of a file by village. Several features of one village are taken together. UnreadableFileError for a
    file that is no GeoJSON of areas in degrees, or of which no feature fits."""
    features = list(_features(file))
    found: dict[str, list[Polygon]] = {}
    unknown = []
    for number, (properties, polygons) in enumerate(features, 1):
        code = _village(properties, regency)
        if code is None:
            unknown.append(_called(properties, number))
        else:
            found.setdefault(code, []).extend(polygons)
    if not found:
        raise _bad(
            file, _("tidak satu pun bidangnya cocok dengan desa di {regency}").format(regency=regions.name_of(regency)),
            _("Tiap bidang memerlukan kode desa Kemendagri (kode) atau nama desa dan kecamatannya."),
        )  # fmt: skip
    missing = tuple(code for code in regions.codes_under(regency, VILLAGE_LETTERS) if code not in found)
    return Fitted({code: tuple(found[code]) for code in sorted(found)}, missing, tuple(unknown), len(features))


def _features(file: Path) -> Iterator[tuple[dict[str, str], tuple[Polygon, ...]]]:
    """Each feature: its properties in lower case, and its polygons."""
    try:
        read = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise _bad(file, _("berkas tidak terbaca"), _("Periksa nama dan letak berkasnya.")) from error
    except ValueError as error:
        raise _bad(file, _("isinya bukan JSON"), _("Simpan petanya sebagai GeoJSON.")) from error
    if not isinstance(read, dict) or not isinstance(read.get("features"), list):
        raise _bad(file, _("bukan FeatureCollection GeoJSON"), _("Simpan petanya sebagai GeoJSON."))
    for number, feature in enumerate(read["features"], 1):
        try:
            properties, geometry = feature.get("properties") or {}, feature["geometry"]
            said = {str(name).lower(): str(value) for name, value in properties.items() if value not in (None, "")}
            yield said, tuple(_polygons(geometry))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _bad(
                file, _("bidang nomor {number} bukan wilayah dalam derajat").format(number=number),
                _("Simpan petanya sebagai GeoJSON dengan Polygon atau MultiPolygon, dalam bujur dan lintang (WGS 84)."),
            ) from error  # fmt: skip


def _polygons(geometry: Any) -> Iterator[Polygon]:
    """ValueError for what is no area, or not in degrees."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(geometry["type"])
    many = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in many:
        rings = tuple(tuple(_point(*point[:2]) for point in ring) for ring in polygon)
        if not rings or min(map(len, rings)) < _FEWEST:
            raise ValueError(rings)
        yield rings


def _point(longitude: float, latitude: float) -> tuple[float, float]:
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError((longitude, latitude))
    return float(longitude), float(latitude)


def _village(properties: Mapping[str, str], regency: str) -> str | None:
    """The village that a feature is of, by its code and its names together. With dots a code is Kemendagri's, so that
    it needs no name beside it."""
    code, name = _first(properties, _CODES), _first(properties, _NAMES)
    if name is None and code is not None and _DOTTED.fullmatch(code):
        today = regions.renumbered().get(code, code)
        return today if regions.region(today) and lies_in(today, regency) else None
    found = find_village(
        village=name, district=_first(properties, _DISTRICTS), regency=_first(properties, _REGENCIES), province=None,
        code=code, within=regency,
    )  # fmt: skip
    return found.code if found.code and not found.is_guess and lies_in(found.code, regency) else None


def _first(properties: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((properties[name] for name in names if name in properties), None)


def _called(properties: Mapping[str, str], number: int) -> str:
    """What a feature is called in its file."""
    said = [each for each in (_first(properties, _NAMES), _first(properties, _CODES)) if each]
    return ", ".join(said) or _("bidang nomor {number}").format(number=number)


def _bad(file: Path, what: str, next_step: str) -> UnreadableFileError:
    return UnreadableFileError(
        _("Peta {file} tidak dapat dipakai: {what}").format(file=file.name, what=what), next_step=next_step
    )
