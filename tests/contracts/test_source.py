"""What a file may hold, and that a contract which contradicts itself cannot be built."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from padan.contracts.source import Field, FieldType, Layout, Role, Source, fold_header
from padan.pipeline.sources import readers

T = FieldType

NAME = Field("name", T.TEXT, ("nama", "nama balita"), "nama")
BORN = Field("birth_date", T.DATE, ("tgl lahir",), "tanggal lahir")
RISK = Field("risk", T.MARK, ("terlalu muda*",), "terlalu muda")
LAYOUT = Layout("l", "L", (NAME, BORN, RISK), (Role("person"),), (("name",),))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Tgl. Lahir", "TGLLAHIR"),
        (" nama_anak ", "NAMAANAK"),
        ("Terlalu Banyak (≥ 3 Anak)", "TERLALUBANYAK>=3ANAK"),
        ("√", "V"),
        ("Ｎama", "NAMA"),
        ("-", ""),
    ],
)
def test_headers_are_compared_folded(written: str, folded: str):
    assert fold_header(written) == folded


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": T.CODE},
        {"codes": "relation"},
        {"type": T.NUMBER, "low": 1.0},
        {"type": T.NUMBER, "high": 1.0},
        {"type": T.NUMBER, "low": 2.0, "high": 1.0},
        {"low": 1.0, "high": 2.0},
        {"type": T.NIK, "required": True},
        {"happened": True},
        {"half_yearly": True},
        {"tally": True},
        {"aliases": ()},
        {"aliases": ("--",)},
    ],
    ids=lambda wrong: " ".join(f"{k}={v}" for k, v in wrong.items()),
)
def test_an_invalid_field_cannot_be_built(wrong: dict[str, Any]):
    with pytest.raises(ValueError, match="field name"):
        replace(NAME, **wrong)


def test_a_wildcard_survives_folding():
    assert RISK.patterns == ("TERLALUMUDA*",)
    assert RISK.plain_names == ()
    assert NAME.plain_names == ("NAMA", "NAMABALITA")


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields": (NAME, NAME)},
        {"signature": (("nobody",),)},
        {"signature": ()},
        {"signature": ((),)},
        {"date_of_data": ("nobody",)},
        {"together": ((("name",), "nobody"),)},
        {"together": ((("nobody",), "birth_date"),)},
        {"together": ((("name",), "name"),)},
        {"roles": ()},
        {"roles": (Role("person"), Role("person"))},
        {"roles": (Role("person", present=()),)},
        {"roles": (Role("person", present=("nobody",)),)},
        {"date_order": "year_first"},
    ],
    ids=lambda wrong: " ".join(wrong),
)
def test_an_invalid_layout_cannot_be_built(wrong: dict[str, Any]):
    with pytest.raises(ValueError, match="layout l"):
        replace(LAYOUT, **wrong)


@pytest.mark.parametrize("layouts", [(), (LAYOUT, LAYOUT)])
def test_an_invalid_source_cannot_be_built(layouts: tuple[Layout, ...]):
    with pytest.raises(ValueError, match="source s"):
        Source("s", "S", "dinsos", layouts)


@pytest.mark.parametrize(
    ("header", "name"),
    [("NAMA", "name"), ("TGLLAHIR", "birth_date"), ("TERLALUMUDA<20TAHUN", "risk"), ("NIK", None)],
)
def test_a_field_is_known_by_its_header(header: str, name: str | None):
    assert LAYOUT.field_known_as(header) == name


def test_the_first_field_that_claims_a_header_has_it():
    mother = Field("mother", T.TEXT, ("nama",), "nama ibu")
    layout = replace(LAYOUT, fields=(NAME, mother, BORN, RISK))
    assert layout.field_known_as("NAMA") == "name"


def test_a_field_is_found_by_its_name():
    assert LAYOUT.field("birth_date") is BORN
    with pytest.raises(KeyError):
        LAYOUT.field("nobody")


def test_every_field_of_every_source_explains_itself():
    fields = [f for r in readers() for layout in r.source.layouts for f in layout.fields]
    assert len(fields) > 100
    assert all(f.about for f in fields)
