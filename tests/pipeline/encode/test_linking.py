"""Linking encoded tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.pipeline.encode.encode_kit import FIRST, KEY, SECOND, encoded, write

from padan.kernel.errors import PadanError
from padan.pipeline.encode.evidence import LADDERS, Pairs, levels
from padan.pipeline.encode.files import Published
from padan.pipeline.encode.learning import learn
from padan.pipeline.encode.linking import candidates, link_encoded
from padan.pipeline.encode.model import EncodedModel, shipped
from padan.pipeline.encode.parameters import HARDENED
from padan.pipeline.encode.rows import rows_of


def test_two_senders_rows_of_one_person_are_linked(tmp_path: Path) -> None:
    refs = write(tmp_path / "a.parquet", FIRST) | write(tmp_path / "b.parquet", SECOND)

    out = link_encoded([tmp_path / "a.parquet", tmp_path / "b.parquet"])
    person = dict(zip(out["record"].to_pylist(), out["person"].to_pylist(), strict=True))

    assert out.column_names == ["record", "list", "person", "probability"]
    assert person[refs["1"]] == person[refs["x"]]
    assert person[refs["2"]] == person[refs["y"]]
    assert len(set(person.values())) == 3
    assert out.equals(link_encoded([tmp_path / "b.parquet", tmp_path / "a.parquet"]))


def test_a_stranger_stands_alone_with_certainty(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", SECOND[2:])

    assert link_encoded([tmp_path / "a.parquet"])["probability"].to_pylist() == [1.0]


def test_a_file_named_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", FIRST)

    with pytest.raises(PadanError, match="dua kali"):
        link_encoded([tmp_path / "a.parquet", tmp_path / "a.parquet"])


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    from padan.pipeline.encode.encoding import SCHEMA
    from padan.pipeline.encode.files import schema_for, write_encoded

    write_encoded(tmp_path / "a.parquet", [SCHEMA.empty_table()], schema_for(KEY, HARDENED, one_row=False))
    with pytest.raises(PadanError, match="kosong"):
        link_encoded([tmp_path / "a.parquet"])


CASES = [
    # what differs from Ahmad Salim's row, and the level that must be found
    ({}, {"identity": "same_nik_proved", "household": "same_kk_kin", "name": "same", "sex": "same"}),
    ({2: None}, {"identity": "no_nik_same_date"}),
    ({2: "6402131203850011"}, {"identity": "same_day_place"}),
    ({2: "6402231203850001"}, {"identity": "slip_same_date"}),
    ({6: "1985-03-13"}, {"identity": "same_nik_proved", "name": "sounds_same", "sex": "same"}),
    ({2: None, 6: "1985-12-03"}, {"identity": "no_nik_near_date"}),
    ({2: "6402110505900002"}, {"identity": "differ_same_date"}),
    ({2: "6402110505900002", 6: "1985-03-13"}, {"identity": "differ_near_date"}),
    ({4: "Achmad Salim"}, {"name": "same"}),
    ({4: "Ahmad Salimi"}, {"name": "shortened"}),
    ({4: "Ahmad"}, {"name": "shortened"}),
    ({4: "Budi Hartono"}, {"name": "else"}),
    ({7: "P"}, {"sex": "else"}),
    ({3: None}, {"household": "same_kin_village"}),
    ({3: None, 5: None}, {"household": "no_kin_village"}),
    ({3: None, 8: "Samboja Kuala"}, {"household": "same_kin"}),
    ({3: None, 5: "Wati"}, {"household": "other_kin_village"}),
    ({3: None, 5: "Wati", 8: "Samboja Kuala"}, {"household": "else"}),
    ({5: None}, {"household": "same_kk"}),
]


@pytest.mark.parametrize(("changed", "expected"), CASES)
def test_levels_of_one_pair(changed: dict[int, str | None], expected: dict[str, str]) -> None:
    second = tuple(changed.get(i, value) for i, value in enumerate(FIRST[0]))
    table, _refs = encoded((FIRST[0], ("9", *second[1:])))
    rows = rows_of([(Published(HARDENED, "", False), table)])

    found = levels(Pairs(rows, np.array([0]), np.array([1])))

    assert {name: LADDERS[name][found[name][0]] for name in expected} == expected


def test_each_pair_comes_once_and_shares_a_key() -> None:
    table, _refs = encoded(FIRST + SECOND)
    rows = rows_of([(Published(HARDENED, "", False), table)])
    pairs = [(int(a), int(b)) for left, right in candidates(rows) for a, b in zip(left, right, strict=True)]

    assert len(pairs) == len(set(pairs)) >= 2
    assert all(a < b for a, b in pairs)


def test_learning_finds_what_tells_people_apart() -> None:
    draw = np.random.default_rng(1)
    same = draw.random(4000) < 0.5
    found = {name: np.zeros(4000, np.int8) for name in LADDERS}
    found["sex"] = np.where(draw.random(4000) < np.where(same, 0.95, 0.5), 1, 2).astype(np.int8)
    told = learn(found, same)

    assert told["weights"]["sex"]["same"] - told["weights"]["sex"]["else"] == pytest.approx(
        np.log2(0.95 / 0.5 / (0.05 / 0.5)), abs=0.5
    )
    assert all(told["weights"][name][ladder[0]] == 0 for name, ladder in LADDERS.items())


def test_a_model_without_a_weight_is_refused() -> None:
    assert shipped().weights["identity"]["same_nik_proved"] > 5
    with pytest.raises(PadanError, match=r"sex\.same"):
        EncodedModel("x", 0.0, {**shipped().weights, "sex": {"nothing": 0, "else": 0}})
