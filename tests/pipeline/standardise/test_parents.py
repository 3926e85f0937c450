"""One cell with one or both parents: who is the mother."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pipeline.register_kit import Register, record

from padan.pipeline.standardise.names import sound_of
from padan.pipeline.standardise.parents import split_parents
from padan.pipeline.standardise.word_sex import odds_of_woman


def names_in(cell: str) -> list[str]:
    return [parent.name for parent in split_parents(cell)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("BUDI / SITI", ["BUDI", "SITI"]),
        ("BUDI/SITI", ["BUDI", "SITI"]),
        ("BUDI & SITI", ["BUDI", "SITI"]),
        ("BUDI + SITI", ["BUDI", "SITI"]),
        ("BUDI; SITI", ["BUDI", "SITI"]),
        ("BUDI, SITI", ["BUDI", "SITI"]),
        ("BUDI | SITI", ["BUDI", "SITI"]),
        ("BUDI\nSITI", ["BUDI", "SITI"]),
        ("Budi dan Siti", ["Budi", "Siti"]),
        ("BUDI - SITI", ["BUDI", "SITI"]),
        # within a word nothing parts
        ("NUR-AINI", ["NUR-AINI"]),
        ("RAMDANI", ["RAMDANI"]),
        # titles after a comma are no second parent
        ("SITI, S.Pd", ["SITI"]),
        ("BUDI, S.Sos., M.M. & SITI, A.Md.Keb", ["BUDI", "SITI"]),
        # words that say which parent
        ("Ayah: Budi, Ibu: Siti", ["Budi", "Siti"]),
        ("Nama Ibu = Siti", ["Siti"]),
        ("Ibunda", ["Ibunda"]),
        # only one, only none
        ("/ SITI", ["SITI"]),
        ("BUDI / -", ["BUDI"]),
        ("SITI", ["SITI"]),
        ("-", []),
        ("", []),
        ("BUDI / SITI / TONO", ["BUDI", "SITI"]),
    ],
)
def test_the_names_in_a_cell(cell: str, names: list[str]):
    assert names_in(cell) == names


@settings(deadline=None)
@given(st.text(max_size=60))
def test_never_more_than_two_and_never_nothing(cell: str):
    found = names_in(cell)

    assert len(found) <= 2
    assert all(name.strip() for name in found)


@pytest.mark.parametrize(
    ("cell", "mother", "father"),
    [
        ("BUDI / SITI", "SITI", "BUDI"),
        ("SITI / BUDI", "SITI", "BUDI"),
        ("SITI RAHMA, S.Pd / AGUS, S.H", "SITI RAHMA", "AGUS"),
        ("DEWI", "DEWI", None),
        ("AGUS SALIM", None, "AGUS SALIM"),
        # one known word is enough
        ("SITI / XANANA", "SITI", "XANANA"),
        ("XANANA / SITI", "SITI", "XANANA"),
        ("BUDI / XANANA", "XANANA", "BUDI"),
        ("XANANA / BUDI", "XANANA", "BUDI"),
        # a later word says it where the first is unknown, and less than a known first word
        ("XANANA BUDI", None, "XANANA BUDI"),
        ("XANANA BUDI / XANANA SITI", "XANANA SITI", "XANANA BUDI"),
        ("SITI BUDI", "SITI BUDI", None),
        # an ending tells less than a word
        ("XANANWATI / XANANUDDIN", "XANANWATI", "XANANUDDIN"),
        ("XANANUDDIN / XANANWATI", "XANANWATI", "XANANUDDIN"),
        ("SITI XANANUDDIN", "SITI XANANUDDIN", None),
        # words that nobody knows: the father first, and one alone is the mother
        ("XANANA / ZOMBO", "ZOMBO", "XANANA"),
        ("ZOMBO / XANANA", "XANANA", "ZOMBO"),
        ("XANANA", "XANANA", None),
        # the word before the name says it, whatever the name
        ("Ibu Agus / Bapak Dewi", "AGUS", "DEWI"),
        ("Ibu: Xanana, Ayah: Zulaika", "XANANA", "ZULAIKA"),
        ("Bapak Xanana", None, "XANANA"),
        ("Hj. Xanana & H. Zulaika", "XANANA", "ZULAIKA"),
    ],
)
def test_who_is_the_mother(register: Register, cell: str, mother: str | None, father: str | None):
    child = record("eppgbm-1", 2, "child", name="RARA", parents_written=cell)

    register.standardise(child)

    named = register.table("mention")
    found = {row["role"]: row["name"] for row in named.values()}
    assert found == {role: name for role, name in (("mother", mother), ("father", father)) if name is not None}


def test_parents_in_columns_of_their_own_come_before_the_one_cell(register: Register):
    child = record("eppgbm-1", 2, "child", name="RARA", mother_name="Ani", parents_written="BUDI / SITI")

    register.standardise(child)

    assert register.rows("SELECT mother, father FROM standard WHERE role = 'child'") == [("ANI", "BUDI")]


def test_who_bears_a_word_elsewhere_changes_nothing(register: Register):
    child = record("eppgbm-1", 2, "child", name="RARA", parents_written="XANANA / SITI")
    answers = []
    for sex in ("L", "P"):
        others = [
            record("dtsen-1", row, name=f"{word} NOMOR", sex=sex) for row in range(9) for word in ("XANANA", "SITI")
        ]
        register.standardise(child, *others)
        answers.append(register.rows("SELECT mother, father FROM standard WHERE role = 'child'"))

    assert answers == [[("SITI", "SANANA")]] * 2


def test_each_word_of_the_table_stands_once_and_tells_something():
    text = resources.files("padan.pipeline.standardise").joinpath("word_sex.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    assert {row["place"] for row in rows} == {"whole", "end"}
    assert len({(row["place"], sound_of(row["word"])) for row in rows}) == len(rows)
    assert all(0 < float(row["women"]) <= 0.35 or 0.65 <= float(row["women"]) < 1 for row in rows)


@pytest.mark.parametrize(
    ("word", "likely"),
    [("SITI", True), ("BUDI", False), ("XAWATI", True), ("XAUDDIN", False), ("XOXO", None), ("", None)],
)
def test_words_and_endings_that_tell_a_bearers_sex(word: str, likely: bool | None):
    odds = odds_of_woman(sound_of(word))

    assert (odds is None and likely is None) or (odds is not None and (odds > 0) is likely)
