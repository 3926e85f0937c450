"""The written files: deterministic, readable, and true to the answer key."""

from __future__ import annotations

import hashlib
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.demo.conftest import Cells, Regency

from padan.demo import Rates, invent
from padan.kernel.errors import InvalidValueError, PadanError

ROLES = {"person", "child", "head", "wife", "mother", "father"}


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _truth(regency: Regency) -> list[dict[str, Any]]:
    return pq.read_table(regency.made.truth / "records.parquet").to_pylist()


def _people(regency: Regency) -> dict[int, dict[str, Any]]:
    return {row["person"]: row for row in pq.read_table(regency.made.truth / "people.parquet").to_pylist()}


def test_equal_arguments_give_equal_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        invent(tmp_path / name, families=60, seed=seed)
    assert _hashes(tmp_path / "a") == _hashes(tmp_path / "b")
    assert _hashes(tmp_path / "a") != _hashes(tmp_path / "c")


def test_all_five_kinds_are_written(regency: Regency) -> None:
    assert set(regency.made.files) == {"dtsen", "eppgbm", "krs", "opensid", "puskesmas_fhir"}
    assert all(regency.made.records[source] > 0 for source in regency.made.files)
    names = [path.name for path in regency.made.paths]
    assert len(set(names)) == len(names), "base names are told apart in the answer key"


def test_the_answer_key_counts_what_was_written(regency: Regency) -> None:
    truth = _truth(regency)
    assert len(truth) == sum(regency.made.records.values())
    assert {row["role"] for row in truth} == ROLES
    keys = {(row["file"], row["sheet"], row["row"], row["role"]) for row in truth}
    assert len(keys) == len(truth)


def test_every_true_row_exists_and_is_not_empty(regency: Regency) -> None:
    for row in _truth(regency):
        assert any(cell not in ("", None) for cell in regency.cells[row["file"], row["sheet"], row["row"]])


def _texts(value: Any) -> list[str]:
    """All texts in a cell or a resource."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    if not isinstance(value, str):
        return []
    return [value, *re.split(r" / |/| & | dan |, | - ", value, flags=re.IGNORECASE)]


def _resembles(name: str, text: str) -> bool:
    plain = text.upper()
    if SequenceMatcher(None, name, plain).ratio() > 0.55:
        return True
    return any(len(word) > 3 and (word[:4] in plain or word[-4:] in plain) for word in name.split())


def test_true_rows_hold_the_persons_name(regency: Regency) -> None:
    people = _people(regency)
    missed = []
    truth = [row for row in _truth(regency) if not _is_observation(regency.cells, row)]
    for row in truth:
        person = people[row["person"]]
        names = [person["name"], people.get(person["mother"], {}).get("name") or person["name"]]
        cells = _texts(regency.cells[row["file"], row["sheet"], row["row"]])
        if not any(_resembles(name, text) for name in names[: 1 + (row["role"] == "child")] for text in cells):
            missed.append((person["name"], cells))
    assert len(missed) < 0.01 * len(truth), missed[:5]


def _is_observation(cells: Cells, row: dict[str, Any]) -> bool:
    first = cells[row["file"], row["sheet"], row["row"]][0]
    return isinstance(first, dict) and first.get("resourceType") == "Observation"


def test_observations_are_about_the_child_of_their_patient(regency: Regency) -> None:
    truth = {(row["file"], row["row"]): row["person"] for row in _truth(regency) if row["role"] == "child"}
    for path in regency.made.files["puskesmas_fhir"]:
        rows = {key[2]: cells[0] for key, cells in regency.cells.items() if key[0] == path.name}
        patients = {
            f"Patient/{r['id']}": truth[path.name, number]
            for number, r in rows.items()
            if r["resourceType"] == "Patient"
        }
        for number, resource in rows.items():
            if resource["resourceType"] == "Observation":
                assert truth[path.name, number] == patients[resource["subject"]["reference"]]


def test_true_niks_are_never_those_of_two_people(regency: Regency) -> None:
    niks = [person["nik"] for person in _people(regency).values() if person["nik"]]
    assert len(niks) == len(set(niks))
    assert all(len(nik) == 16 and nik.isdigit() for nik in niks)


def _eppgbm_rows(cells: Cells) -> list[list[Any]]:
    return [row for key, row in cells.items() if key[0].startswith("Status_Gizi") and key[2] > 5 and row[2]]


def test_rates_are_roughly_honoured(tmp_path: Path, regency: Regency) -> None:
    rows = _eppgbm_rows(regency.cells)
    missing = np.mean([row[1] == "" for row in rows])
    assert 0.1 < missing < 0.55
    assert {row[3] for row in rows} <= {"L", "P", ""}
    single = np.mean([not re.search(r" / |/| & | dan |, | - ", row[7], re.I) for row in rows])
    assert 0.05 < single < 0.6
    ages = [row[17] for row in rows]
    assert all(re.fullmatch(r"\d Tahun - \d+ Bulan - \d+ Hari", age) for age in ages)


def test_the_other_mix_leaves_more_niks_out(tmp_path: Path, regency: Regency) -> None:
    from tests.demo.conftest import read

    made = invent(tmp_path, families=150, seed=5, rates=Rates.other())
    cells: Cells = {}
    for path in made.files["eppgbm"]:
        cells |= read(path)
    share = [np.mean([row[1] == "" for row in _eppgbm_rows(each)]) for each in (regency.cells, cells)]
    assert share[1] > share[0]


def test_a_used_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "berkas").mkdir()
    (tmp_path / "berkas" / "lain.csv").write_text("a;b", encoding="utf-8")
    with pytest.raises(PadanError, match="sudah berisi"):
        invent(tmp_path, families=60, seed=1)


def test_too_few_families_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError):
        invent(tmp_path, families=5, seed=1)
