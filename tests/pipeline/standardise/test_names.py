"""Names as lists write them, and what is compared."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.standardise.names import StandardNames, sound_of, standard_names


def standard(written: str | None) -> dict[str, object]:
    found = standard_names(pa.array([written], pa.string()))
    return {name: getattr(found, name)[0].as_py() for name in StandardNames.__slots__}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Budi Santoso", "BUDI SANTOSO"),
        ("  budi   santoso ", "BUDI SANTOSO"),
        ("BUDI\u00a0SANTOSO", "BUDI SANTOSO"),
        # titles before and behind
        ("H. Budi", "BUDI"),
        ("Hj. St. Aminah, S.Pd", "SITI AMINAH"),
        ("Dr. H. Budi M.Kes", "BUDI"),
        ("Ny. Siti", "SITI"),
        ("Alm. Budi", "BUDI"),
        ("Budi (Alm)", "BUDI"),
        ("Budi S.Sos", "BUDI"),
        ("Budi S.H.", "BUDI"),
        ("Budi SE", "BUDI"),
        ("Budi, SE, MM", "BUDI"),
        ("Budi S.Pd.I", "BUDI"),
        ("Siti A.Md.Keb", "SITI"),
        ("Siti/P", "SITI"),
        ("Siti, S.Pd\nGuru", "SITI"),
        # what only looks like a title is a name
        ("Andi Tenri", "ANDI TENRI"),
        ("Aji Batara", "AJI BATARA"),
        ("Ibnu Hajar", "IBNU HAJAR"),
        ("H", "H"),
        # short forms
        ("Muh. Yusuf", "MUHAMMAD YUSUF"),
        ("M. Yusuf", "MUHAMMAD YUSUF"),
        ("Moch Yusuf", "MUHAMMAD YUSUF"),
        ("H. M. Yusuf", "MUHAMMAD YUSUF"),
        ("Yusuf M", "YUSUF M"),
        ("St. Aminah", "SITI AMINAH"),
        ("Abd. Rahman", "ABDUL RAHMAN"),
        ("Noor Hayati", "NUR HAYATI"),
        # apostrophes join, other signs part
        ("Nur'aini", "NURAINI"),
        ("Nur`aini", "NURAINI"),
        ("Nur’aini", "NURAINI"),
        ("Nur-Aini", "NUR AINI"),
        # descent goes apart
        ("Ahmad bin H. Salim", "AHMAD"),
        ("Siti Aisyah binti Salim", "SITI AISYAH"),
        ("Bin Salim", "BIN SALIM"),
        # a child with a name
        ("An. Budi", "BUDI"),
        ("Ananda Budi", "BUDI"),
        # nothing to compare
        ("", None),
        ("   ", None),
        ("123", None),
        ("-", None),
        (None, None),
    ],
)
def test_the_name_without_what_clerks_add(written: str | None, name: str | None):
    found = standard(written)

    assert found["name"] == name
    assert found["infant"] is False
    assert (found["sound"] is None) == (name is None)


@pytest.mark.parametrize(
    ("written", "mother"),
    [
        ("By. Ny. Siti Aminah", "SITI AMINAH"),
        ("BY NY SITI", "SITI"),
        ("By.Ny.Siti", "SITI"),
        ("Bayi Ibu Siti", "SITI"),
        ("Anak dari Siti", "SITI"),
        ("AN NY SITI", "SITI"),
        ("BAYI SITI", "SITI"),
        ("Bayi", None),
        ("BELUM ADA NAMA", None),
        ("Tanpa nama", None),
    ],
)
def test_an_infant_without_a_name_tells_of_the_mother(written: str, mother: str | None):
    found = standard(written)

    assert found["infant"] is True
    assert (found["name"], found["sound"]) == (None, None)
    assert found["mother_of_infant"] == mother


@pytest.mark.parametrize(
    ("written", "father"),
    [("Ahmad bin Salim", "SALIM"), ("Aminah Bt. Salim", "SALIM"), ("Aminah binti H. Salim", "H SALIM")],
)
def test_descent_hints_at_the_father(written: str, father: str):
    assert standard(written)["father_hint"] == father


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soekarno", "Sukarno"),
        ("Djoko", "Joko"),
        ("Tjahyono", "Cahyono"),
        ("Njoman", "Nyoman"),
        ("Moechammad", "Muhamad"),
        ("Rachmat", "Rahmat"),
        ("Chairul", "Hairul"),
        ("Khairul", "Hairul"),
        ("Syamsul", "Samsul"),
        ("Dhani", "Dani"),
        ("Vivi", "Pipi"),
        ("Fitri", "Vitri"),
        ("Rizki", "Risqi"),
        ("Yanti", "Ianti"),
        ("Annisa", "Anisa"),
        ("Alexander", "Alesander"),
        ("Anggraeni", "Anggraini"),
        ("Khoirul", "Khairul"),
    ],
)
def test_spellings_that_sound_alike(one: str, other: str):
    assert sound_of(one.upper()) == sound_of(other.upper())


@pytest.mark.parametrize(("one", "other"), [("Siti", "Sari"), ("Budi", "Badi"), ("Ani", "Ana"), ("Rahman", "Rohman")])
def test_names_that_differ_stay_different(one: str, other: str):
    assert sound_of(one.upper()) != sound_of(other.upper())


def test_a_column_is_read_row_by_row():
    written = ["Budi", None, "By. Ny. Siti", "Budi", "", "H. Budi"]

    found = standard_names(pa.chunked_array([pa.array(written[:2]), pa.array(written[2:])]))

    assert found.name.to_pylist() == ["BUDI", None, None, "BUDI", None, "BUDI"]
    assert found.infant.to_pylist() == [False, False, True, False, False, False]


def test_no_rows():
    assert standard_names(pa.array([], pa.string())).name.to_pylist() == []


@settings(deadline=None)
@given(st.lists(st.none() | st.text(max_size=40)))
def test_whatever_a_cell_holds_the_name_is_words_of_letters(written: list[str | None]):
    found = standard_names(pa.array(written, pa.string()))

    assert len(found.name) == len(found.sound) == len(found.infant) == len(written)
    for column in (found.name, found.sound):
        assert all(name is None or re.fullmatch("[A-Z]+( [A-Z]+)*", name) for name in column.to_pylist())
    assert found.infant.null_count == 0


@settings(deadline=None)
@given(st.text(alphabet="abcdefg .'", max_size=30))
def test_letter_case_and_outer_blanks_do_not_matter(written: str):
    assert standard(written) == standard(f"  {written.upper()} ")


@settings(deadline=None)
@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12))
def test_a_sound_has_no_doubled_letter_and_is_never_empty(word: str):
    sound = sound_of(word)

    assert sound
    assert not re.search(r"(.)\1", sound)
