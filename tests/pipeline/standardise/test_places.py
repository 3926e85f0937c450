"""Villages as written, settled inside their kecamatan."""

from __future__ import annotations

import pytest
from tests.pipeline.register_kit import SEBULU, TANJUNG_HARAPAN, WONOTIRTO, Register, record

from padan.reference.villages import GUESSES


@pytest.mark.parametrize(
    ("written", "village", "how"),
    [
        ({"village_written": "Wonotirto", "district_written": "Samboja"}, WONOTIRTO, "exact"),
        # one name in two kecamatan: the kecamatan decides
        ({"village_written": "Tanjung Harapan", "district_written": "Samboja"}, TANJUNG_HARAPAN, "exact"),
        ({"village_written": "TANJUNG HARAPAN", "district_written": "SEBULU"}, SEBULU, "exact"),
        ({"village_written": "Tanjung Harapan"}, None, "ambiguous"),
        ({"village_written": "Wonotirto", "district_written": "Semboja"}, WONOTIRTO, "misspelling"),
        ({"village_code_written": WONOTIRTO}, WONOTIRTO, "code"),
        ({"village_code_written": "6402131008"}, WONOTIRTO, "code"),
        ({"village_written": "Antah Berantah", "district_written": "Samboja"}, None, "unknown"),
        ({}, None, "missing"),
    ],
)
def test_the_village_of_a_row(register: Register, written: dict[str, str], village: str | None, how: str):
    register.standardise(record("dtsen-1", 2, **{"village_code_written": None, "name": "BUDI", **written}))

    assert register.rows("SELECT village, village_how FROM place") == [(village, how)]
    if village:
        assert register.rows("SELECT village, district FROM standard") == [(village, village[:8])]


@pytest.mark.parametrize(
    "written",
    [
        {"village_written": "Wonotirto"},
        {"village_written": "Wonotrito", "district_written": "Samboja"},
    ],
)
def test_a_guess_is_called_a_guess(register: Register, written: dict[str, str]):
    register.standardise(record("dtsen-1", 2, **{"village_code_written": None, "name": "BUDI", **written}))

    village, how = register.rows("SELECT village, village_how FROM place")[0]
    assert village == WONOTIRTO
    assert how in GUESSES


def test_every_record_has_one_place(register: Register):
    rows = [
        record("dtsen-1", n, name="BUDI", village_code_written=code, village_written=name)
        for n, (code, name) in enumerate([(WONOTIRTO, None), (None, None), (None, "X"), (WONOTIRTO, None)])
    ]

    register.standardise(*rows)

    assert register.rows("SELECT count(*), count(DISTINCT record_id) FROM place") == [(4, 4)]


def test_unknown_places_written_alike_are_alike(register: Register):
    """Where no code is found, linking compares what was written; the register shows no village."""
    places = [
        ("Antah Berantah", "Samboja"),
        ("ANTAH BERANTAH", "Kec. Samboja"),
        ("Antah Berantah", "Sebulu"),
        (None, "Samboja"),
    ]

    register.standardise(
        *(
            record("dtsen-1", n, name="BUDI", village_code_written=None, village_written=village, district_written=kec)
            for n, (village, kec) in enumerate(places)
        )
    )

    one, same, other, none = (row["village"] for row in register.table("standard").values())
    assert one == same != other
    assert None not in (one, other)
    assert none is None
    assert register.rows("SELECT DISTINCT village FROM place") == [(None,)]
