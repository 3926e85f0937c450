"""A FHIR resource as a flat row.

Identifier systems and LOINC codes are SATUSEHAT's (see ``docs/reference/layouts.md``). The library for FHIR
models takes two seconds to import and refuses a whole resource for one odd value; a list that must lose
nothing reads the few paths it needs and leaves the rest alone (ADR 0006).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

Row = dict[str, str | None]

IDENTIFIERS = {
    "https://fhir.kemkes.go.id/id/nik": "nik",
    "https://fhir.kemkes.go.id/id/nik-ibu": "mother_nik",
    "https://fhir.kemkes.go.id/id/kk": "kk",
}

#: LOINC code to the measure and, where the code says it, how the child was held.
MEASURES = {
    "29463-7": ("weight", None),
    "3141-9": ("weight", None),
    "8302-2": ("height", None),
    "8306-3": ("height", "lying"),
    "8308-9": ("height", "standing"),
    "9843-4": ("head", None),
    "8339-4": ("birth_weight", None),
}

_OF_WEIGHT = ("kg", "g", "gr", "gram", "kilogram")
_OF_LENGTH = ("cm", "centimeter", "sentimeter", "m", "mm")

_PARENTS = {"MTH": "mother_", "NMTH": "mother_", "FTH": "father_", "NFTH": "father_"}

_DIVISIONS = {"village": "village_code_written", "rt": "rt", "rw": "rw"}


def flatten(document: object) -> Row | None:
    """The row of one FHIR resource, or None when ``document`` is not one.

    A resource that is about nobody (an organisation, a practitioner) gives a row without a person, which the
    reading of rows refuses with its reason: nothing is dropped in silence.
    """
    if isinstance(document, dict) and isinstance(document.get("resource"), dict):
        # An entry of a Bundle. One that is new to its server is known by its "urn:uuid:…" alone.
        address = _text(document.get("fullUrl")) or ""
        document = dict(document["resource"])
        if address.startswith("urn:uuid:") or not document.get("id"):
            document["id"] = _last_part(address) or document.get("id")
    if not isinstance(document, dict) or not isinstance(document.get("resourceType"), str):
        return None
    kind = document["resourceType"]
    row: Row = {"resource_type": kind}
    if kind == "Patient":
        row |= _patient(document)
    elif kind == "RelatedPerson":
        row |= _related(document)
    elif kind == "Observation":
        row |= _observation(document)
    else:
        row["local_id"] = _reference(document.get("subject")) or _reference(document.get("patient"))
    return row


def _patient(resource: dict) -> Row:
    row: Row = {"local_id": f"Patient/{resource.get('id')}" if resource.get("id") else None}
    for identifier in _objects(resource.get("identifier")):
        name = IDENTIFIERS.get(_text(identifier.get("system")) or "")
        if name and row.get(name) is None:
            row[name] = _text(identifier.get("value"))
    row["name"] = _name(resource)
    row["sex"] = _text(resource.get("gender"))
    row["birth_date"] = _text(resource.get("birthDate"))
    row["health_centre"] = _text(_object(resource.get("managingOrganization")).get("display"))
    row |= _address(next(_objects(resource.get("address")), {}))
    if row["local_id"] is None:
        # Without an id no measurement can name the child; the row itself still tells of one.
        row["local_id"] = row.get("nik") or row["name"]
    return row


def _address(address: dict) -> Row:
    row: Row = {
        "address": ", ".join(filter(None, map(_text, _list(address.get("line"))))) or None,
        "province_written": _text(address.get("state")),
        "regency_written": _text(address.get("city")),
        "district_written": _text(address.get("district")),
    }
    for extension in _objects(address.get("extension")):
        for part in _objects(extension.get("extension")):
            name = _DIVISIONS.get(_text(part.get("url")) or "")
            if name:
                row[name] = _text(part.get("valueCode")) or _text(part.get("valueString"))
    return row


def _related(resource: dict) -> Row:
    codes = {
        _text(coding.get("code"))
        for relationship in _objects(resource.get("relationship"))
        for coding in _objects(relationship.get("coding"))
    }
    prefix = next((_PARENTS[c] for c in codes if c in _PARENTS), None)
    if prefix is None:
        return {}
    nik = next(
        (
            _text(identifier.get("value"))
            for identifier in _objects(resource.get("identifier"))
            if IDENTIFIERS.get(_text(identifier.get("system")) or "") == "nik"
        ),
        None,
    )
    return {
        f"{prefix}name": _name(resource),
        f"{prefix}nik": nik,
        f"{prefix}birth_date": _text(resource.get("birthDate")),
        f"{prefix}child_ref": _reference(resource.get("patient")),
        f"{prefix}local_id": f"RelatedPerson/{resource.get('id')}" if resource.get("id") else None,
    }


def _observation(resource: dict) -> Row:
    row: Row = {"local_id": _reference(resource.get("subject")), "measured_on": _day_measured(resource)}
    codings = list(_objects(_object(resource.get("code")).get("coding")))
    quantity = _object(resource.get("valueQuantity"))
    value = _text(quantity.get("value"))
    unit = (_text(quantity.get("unit")) or _text(quantity.get("code")) or "").lower()
    for coding in codings:
        measure, position = MEASURES.get(_text(coding.get("code")) or "", (None, None))
        if measure is None:
            continue
        # Files occur whose weight carries the code of a height, or the other way round: the unit settles it.
        if measure == "height" and unit in _OF_WEIGHT:
            measure, position = "weight", None
        elif measure == "weight" and unit in _OF_LENGTH:
            measure = "height"
        row[measure] = value
        if position is not None:
            row["position"] = position
        return row
    row["code"] = ", ".join(filter(None, (_text(c.get("code")) for c in codings))) or None
    return row


def _day_measured(resource: dict) -> str | None:
    """The day of measuring where the child lives: SATUSEHAT writes instants of Greenwich."""
    written = (
        _text(resource.get("effectiveDateTime"))
        or _text(_object(resource.get("effectivePeriod")).get("start"))
        or _text(resource.get("effectiveInstant"))
        or _text(resource.get("issued"))
    )
    if written is None or "T" not in written:
        return written
    try:
        instant = datetime.fromisoformat(written)
        # Overflows next to the years 1 and 9999.
        return (instant.astimezone(local_zone()) if instant.tzinfo else instant).date().isoformat()
    except (ValueError, OverflowError):
        return written


def local_zone() -> timezone:
    """The zone of this regency: ``PADAN_UTC_OFFSET`` hours ahead of Greenwich, else 8 (WITA)."""
    return timezone(timedelta(hours=float(os.environ.get("PADAN_UTC_OFFSET", "8"))))


def _name(resource: dict) -> str | None:
    name = next(_objects(resource.get("name")), {})
    parts = [*_list(name.get("given")), name.get("family")]
    return _text(name.get("text")) or " ".join(filter(None, map(_text, parts))) or None


def _reference(value: object) -> str | None:
    reference = _text(_object(value).get("reference"))
    # "urn:uuid:…" and absolute addresses name the same patient as "Patient/…": the last part says which.
    name = _last_part(reference or "")
    return f"Patient/{name}" if name else None


def _last_part(address: str) -> str:
    return re.split("[/:]", address.split("/_history/")[0])[-1]


def _object(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list:
    return value if isinstance(value, list) else []


def _objects(value: object) -> Iterator[dict]:
    return (item for item in _list(value) if isinstance(item, dict))


def _text(value: object) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    return str(value).strip() or None
