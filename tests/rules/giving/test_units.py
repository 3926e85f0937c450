"""In what needs are counted, in words of both languages."""

from __future__ import annotations

import pytest

from padan.kernel.texts import answering_in
from padan.rules.giving.units import unit_of, unit_words, units_words


@pytest.mark.parametrize(
    ("unit", "many", "named", "english"),
    [
        ("day", "1.200 hari", "hari", "1,200 days"),
        ("month", "1.200 bulan", "bulan", "1,200 months"),
        ("visit", "1.200 kunjungan", "kunjungan", "1,200 visits"),
        ("house", "1.200 rumah", "rumah", "1,200 houses"),
        ("paket", "1.200 paket", "paket", "1,200 paket"),
    ],
)
def test_a_unit_is_told_and_found_again_by_its_name(unit: str, many: str, named: str, english: str) -> None:
    assert (units_words(unit, 1_200), unit_words(unit)) == (many, named)
    with answering_in("en"):
        assert units_words(unit, 1_200) == english
        name = unit_words(unit)
    assert unit_of(f" {named.title()} ").casefold() == unit_of(name) == unit


def test_what_is_no_unit_of_needs_stays_as_written() -> None:
    assert unit_of(" Paket ") == "Paket"
