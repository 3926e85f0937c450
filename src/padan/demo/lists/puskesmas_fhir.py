"""Two health centres send SATUSEHAT resources: children, their mothers, what was measured."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from padan.demo.chance import Whole
from padan.demo.lists.desk import Desk, slug
from padan.demo.lists.puskesmas_cells import Cells, cells_of

_ID = "https://fhir.kemkes.go.id/id/"
_PROFILE = "https://fhir.kemkes.go.id/r4/StructureDefinition/Patient"
_ADMIN = "https://fhir.kemkes.go.id/r4/StructureDefinition/administrativeCode"
_LOINC = {
    "29463-7": ("Body weight", "kg"),
    "8306-3": ("Body height - lying", "cm"),
    "8308-9": ("Body height - standing", "cm"),
    "8339-4": ("Birth weight Measured", "g"),
    "9843-4": ("Head Occipital-frontal circumference", "cm"),
}
_BUNDLE_CHILDREN = 10
_DISTRICTS = ("64.02.13", "64.02.20", "64.02.06")

Resource = dict[str, Any]


@dataclass(slots=True)
class _Pile:
    """Resources in the order in which they are written, and whom each is about."""

    resources: list[Resource] = field(default_factory=list)
    person: list[int] = field(default_factory=list)
    role: list[str] = field(default_factory=list)

    def add(self, resource: Resource, person: int, role: str) -> None:
        self.resources.append(resource)
        self.person.append(person)
        self.role.append(role)


def _identifiers(cells: Cells, place: int) -> list[Resource]:
    found = (("nik", cells.nik[place]), ("kk", cells.card[place]))
    out = [{"use": "official", "system": _ID + kind, "value": value} for kind, value in found if value]
    if not cells.nik[place] and cells.mothers_nik[place]:
        out.append({"use": "official", "system": _ID + "nik-ibu", "value": cells.mothers_nik[place]})
    return out


def _address(desk: Desk, cells: Cells, place: int) -> Resource:
    facts = desk.world.families.facts
    home = int(desk.world.people.family[cells.child[place]])
    digits = cells.code[place].replace(".", "")
    parts = (("province", digits[:2]), ("city", digits[:4]), ("district", digits[:6]), ("village", digits),
             ("rt", str(facts.rt[home])), ("rw", str(facts.rw[home])))  # fmt: skip
    return {
        "use": "home",
        "line": [facts.street[home]],
        "city": "Kutai Kartanegara",
        "district": cells.district[place],
        "country": "ID",
        "extension": [{"url": _ADMIN, "extension": [{"url": url, "valueCode": code} for url, code in parts]}],
    }


def _patient(desk: Desk, cells: Cells, place: int) -> Resource:
    patient: Resource = {
        "resourceType": "Patient",
        "id": _patient_id(cells, place),
        "meta": {"profile": [_PROFILE]},
        "identifier": _identifiers(cells, place),
        "active": True,
        "name": [{"use": "official", "text": cells.name[place]}],
        "gender": cells.sex[place] or "unknown",
        "address": [_address(desk, cells, place)],
        "multipleBirthBoolean": bool(cells.twin[place]),
    }
    if cells.born[place]:
        patient["birthDate"] = cells.born[place]
    return patient


def _patient_id(cells: Cells, place: int) -> str:
    return f"P{int(cells.child[place]) * 7919 % 10_000_000_000 + 20_000_000_000:011d}"


def _mother(cells: Cells, place: int) -> Resource:
    nik = cells.mothers_nik[place]
    return {
        "resourceType": "RelatedPerson",
        "id": _patient_id(cells, place).replace("P", "R"),
        "identifier": [{"system": _ID + "nik", "value": nik}] if nik else [],
        "active": True,
        "patient": {"reference": f"Patient/{_patient_id(cells, place)}"},
        "relationship": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "MTH"}]}],
        "name": [{"text": cells.mothers_name[place]}],
        "gender": "female",
    }


def _observation(patient: str, code: str, value: float, on: str, key: int) -> Resource:
    display, unit = _LOINC[code]
    return {
        "resourceType": "Observation",
        "id": str(UUID(int=key * 0x9E3779B97F4A7C15F39CC0605CEDC834 % 2**128, version=4)),
        "status": "final",
        "category": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category",
                                  "code": "vital-signs"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": display}]},
        "subject": {"reference": f"Patient/{patient}"},
        "performer": [{"reference": "Practitioner/N10000001"}],
        "effectiveDateTime": f"{on}T02:30:00+00:00",
        "valueQuantity": {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit},
    }  # fmt: skip


def _measures(desk: Desk, cells: Cells, place: int, visits: Whole, rng: np.random.Generator) -> list[Resource]:
    """The last visits of one child, and its weight at birth."""
    found, patient = desk.visits, _patient_id(cells, place)
    child = int(cells.child[place])
    key = child * 1000
    out = []
    if cells.born[place]:
        grams = int(desk.births.weight[child])
        out.append(_observation(patient, "8339-4", grams, cells.born[place], key + 1))  # type: ignore[arg-type]
    for step, visit in enumerate(visits[-4:]):
        on = str(found.on[visit])
        length = "8308-9" if found.standing[visit] else "8306-3"
        out.append(_observation(patient, "29463-7", float(found.weight[visit]), on, key + 10 * step + 2))
        out.append(_observation(patient, length, float(found.height[visit]), on, key + 10 * step + 3))
        if found.age_months[visit] < 24 and rng.random() < 0.3:
            head = round(34 + 0.55 * float(found.age_months[visit]), 1)
            out.append(_observation(patient, "9843-4", min(head, 49.0), on, key + 10 * step + 4))
    return out


def _visits_of(desk: Desk, child: Whole) -> list[Whole]:
    """Visits of each child in order of time."""
    order = np.lexsort((desk.visits.month, desk.visits.child))
    low = np.searchsorted(desk.visits.child[order], child, side="left")
    high = np.searchsorted(desk.visits.child[order], child, side="right")
    return [order[start:end] for start, end in zip(low, high, strict=True)]


def _pile(desk: Desk, cells: Cells, places: Whole, part: str) -> _Pile:
    """Children first, then their mothers, then what was measured."""
    rng = desk.chance("fhir measures " + part)
    pile = _Pile()
    for place in places:
        pile.add(_patient(desk, cells, place), int(cells.child[place]), "child")
    for place in places:
        pile.add(_mother(cells, place), int(cells.mother[place]), "mother")
    for place, visits in zip(places, _visits_of(desk, cells.child[places]), strict=True):
        for observation in _measures(desk, cells, place, visits, rng):
            pile.add(observation, int(cells.child[place]), "child")
    return pile


def _note(desk: Desk, path: Path, pile: _Pile) -> None:
    """Tell the answer key who is meant; an observation only refers to its Patient."""
    for role in ("child", "mother"):
        rows = [row for row, written in enumerate(pile.role, start=1) if written == role]
        persons = [pile.person[row - 1] for row in rows]
        patients = dict(zip(reversed(persons), reversed(rows), strict=True))
        identity = [patients[person] for person in persons] if role == "child" else None
        desk.truth.add(path.name, "", role, rows, persons, identity)


def _write_lines(desk: Desk, centre: str, cells: Cells, places: Whole) -> Path:
    pile = _pile(desk, cells, places, centre)
    path = desk.folder / f"satusehat_puskesmas_{slug(centre)}.ndjson"
    lines = (json.dumps(resource, ensure_ascii=False, separators=(",", ":")) for resource in pile.resources)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    _note(desk, path, pile)
    return path


def _write_bundle(desk: Desk, centre: str, cells: Cells, places: Whole) -> Path:
    """A searchset: each entry with the address that it is known by."""
    pile = _pile(desk, cells, places, centre + " bundle")
    path = desk.folder / f"satusehat_bundle_{slug(centre)}.json"
    address = "https://fhir.example.org/r4"
    entry = [
        {"fullUrl": f"{address}/{resource['resourceType']}/{resource['id']}", "resource": resource}
        for resource in pile.resources
    ]
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(entry), "entry": entry}
    path.write_text(json.dumps(bundle, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _note(desk, path, pile)
    return path


def write(desk: Desk) -> list[Path]:
    """The two largest health centres of some districts; some children of the second come as a Bundle."""
    villages = desk.world.villages
    centre = villages.health_centre[desk.visits.village].astype(str)
    near = np.isin(villages.district[desk.visits.village], [desk.district(code) for code in _DISTRICTS])
    names, count = np.unique(centre[near], return_counts=True)
    ranked = [str(name) for name in names[np.argsort(-count, kind="stable")[:2]]]
    if not ranked:
        return []
    cells = [cells_of(desk, name) for name in ranked]
    # A small regency may have visits at one centre only; it then sends both kinds of file.
    name, last = ranked[-1], cells[-1]
    in_bundle = np.arange(len(last.child)) < min(_BUNDLE_CHILDREN, len(last.child) // 2)
    paths = [
        _write_lines(desk, other, all_of_it, np.arange(len(all_of_it.child)))
        for other, all_of_it in zip(ranked[:-1], cells[:-1], strict=True)
    ]
    paths.append(_write_lines(desk, name, last, np.flatnonzero(~in_bundle)))
    if in_bundle.any():
        paths.append(_write_bundle(desk, name, last, np.flatnonzero(in_bundle)))
    return paths
