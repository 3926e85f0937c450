"""Records of several lists, linked: the cases that a nutrition officer would ask about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from tests.pipeline.link.link_kit import columns, edge_rows, invented, plain_model
from tests.pipeline.register_kit import SEBULU, Register, Row, record, together

from padan.contracts.stages import EDGE
from padan.pipeline.link import link
from padan.pipeline.link.keys import Candidates, key_columns
from padan.pipeline.link.linking import THRESHOLD, scored
from padan.pipeline.link.model import shipped

NIK, MOTHER_NIK = "6402135203230002", "6402135203900001"
KK = "6402130101200001"
#: Rara of Samboja as a careful clerk writes her.
RARA: dict[str, Any] = {
    "name": "RARA ANGGRAINI", "nik": NIK, "kk": KK, "birth_date": "2023-03-12", "sex": "P", "relation": "child",
    "mother_name": "SITI AMINAH", "father_name": "BUDI SANTOSO",
}  # fmt: skip


def rara(receipt: str, row: int = 2, **changes: Any) -> Row:
    role = "child" if receipt.startswith(("eppgbm", "puskesmas")) else "person"
    return record(receipt, row, role, **{**RARA, **changes})


def crowd(people: int = 40) -> Iterable[Row]:
    """Other people, so that a name that two rows share is not half the register's."""
    firsts = ("AGUS", "DEWI", "RATNA", "JOKO", "WATI", "HENDRA", "LINA", "TONO")
    lasts = ("SALIM", "LESTARI", "KUSUMA", "WIJAYA", "HARTONO")
    for n in range(people):
        first, last = firsts[n % 8], lasts[n % 5]
        year = 1960 + n % 40
        born = f"{year}-{n % 12 + 1:02d}-{n % 27 + 1:02d}"
        nik = f"640213{n % 27 + 1:02d}{n % 12 + 1:02d}{year % 100:02d}{n + 1:04d}"
        yield record("dtsen-9", n + 2, name=f"{first} {last}", nik=nik, birth_date=born, sex="L")


def clusters(register: Register, *rows: Row) -> dict[str, int]:
    register.link(*rows)
    return dict(register.rows("SELECT record_id, cluster FROM cluster JOIN standard USING (n)"))


DTSEN, EPPGBM = "dtsen-1.1.2.person", "eppgbm-1.1.2.child"


@pytest.mark.parametrize(
    "measured",
    [
        {},
        {"nik": None},
        {"nik": None, "kk": None},
        {"nik": None, "father_name": None},
        # another's number: the mother's, or one mistyped, or one that Excel cut
        {"nik": MOTHER_NIK},
        {"nik": "6402135203230007", "kk": None},
        {"nik": None, "nik_digits": NIK[:15], "nik_quality": "last_digit_lost", "kk": None},
        # the name as a cadre writes it, or no name yet
        {"nik": None, "name": "RARA"},
        {"nik": None, "name": "An. Rara Anggraeni"},
        {"nik": None, "name": "By. Ny. Siti Aminah", "mother_name": None},
        # day and month exchanged
        {"nik": None, "birth_date": "2023-12-03"},
        {"kk": None, "village_code_written": SEBULU},
    ],
)
def test_a_measured_child_finds_itself_in_the_welfare_list(register: Register, measured: dict[str, Any]):
    found = clusters(register, rara("dtsen-1"), rara("eppgbm-1", **measured), *crowd())

    assert together(found, [DTSEN, EPPGBM])


@pytest.mark.parametrize(
    "other",
    [
        # the twin brother
        {"name": "DONI", "nik": None, "sex": "L"},
        # the elder sister
        {"name": "RANI ANGGRAINI", "nik": "6402136507200001", "birth_date": "2020-07-25"},
        {"name": "RANI ANGGRAINI", "nik": None, "birth_date": "2020-07-25"},
        # a namesake elsewhere
        {
            "nik": "6402075203230001", "kk": "6402070101200009", "mother_name": "RATNA", "father_name": "JOKO",
            "village_code_written": SEBULU,
        },
        # a number that a clerk gave to somebody else
        {
            "name": "JOKO", "birth_date": "2021-08-17", "sex": "L", "kk": "6402130101200077",
            "mother_name": "RATNA", "father_name": "AGUS",
        },
    ],
)  # fmt: skip
def test_who_is_somebody_else(register: Register, other: dict[str, Any]):
    found = clusters(register, rara("dtsen-1"), rara("eppgbm-1", **other), *crowd())

    assert together(found, [DTSEN], [EPPGBM])


def test_twins_in_two_lists_find_each_their_own(register: Register):
    twin = {"name": "DINA ANGGRAINI", "nik": "6402135203230003"}

    found = clusters(
        register,
        rara("dtsen-1", 2),
        rara("dtsen-1", 3, **twin),
        rara("eppgbm-1", 2, nik=None),
        rara("eppgbm-1", 3, **{**twin, "nik": None}),
        *crowd(),
    )

    assert together(found, [DTSEN, EPPGBM], ["dtsen-1.1.3.person", "eppgbm-1.1.3.child"])


def test_a_child_entered_twice_in_one_list_is_one_child(register: Register):
    found = clusters(register, rara("eppgbm-1", 2), rara("eppgbm-1", 3, nik=None), *crowd(2_000))

    assert together(found, ["eppgbm-1.1.2.child", "eppgbm-1.1.3.child"])


def test_the_lists_own_id_makes_one_person_of_visits(register: Register):
    found = clusters(
        register,
        record("puskesmas_fhir-1", 2, "child", name="RARA", local_id="A1"),
        record("puskesmas_fhir-2", 2, "child", local_id="A1", village_code_written=None),
        record("puskesmas_fhir-2", 3, "child", local_id="A2", village_code_written=None),
        *crowd(),
    )

    assert together(
        found,
        ["puskesmas_fhir-1.1.2.child", "puskesmas_fhir-2.1.2.child"],
        ["puskesmas_fhir-2.1.3.child"],
    )


def test_an_adult_in_four_lists(register: Register):
    siti: dict[str, Any] = {"name": "SITI AMINAH", "nik": MOTHER_NIK, "kk": KK, "sex": "P"}

    found = clusters(
        register,
        record("dtsen-1", 2, **siti, birth_date="1990-03-12", relation="wife"),
        record("opensid-1", 2, **{**siti, "name": "Hj. St. Aminah"}, birth_date="1990-03-12", relation="wife"),
        record("krs-1", 2, "wife", **siti, relation="wife"),
        record("office-1", 2, name="SITI AMINAH", nik=MOTHER_NIK),
        *crowd(),
    )

    members = ["dtsen-1.1.2.person", "opensid-1.1.2.person", "krs-1.1.2.wife", "office-1.1.2.person"]
    assert together(found, members)


def test_what_linking_tells(register: Register):
    register.standardise(rara("dtsen-1"), rara("eppgbm-1"), *crowd())

    told = link(register.con)

    assert told.people == 41
    assert 0 < told.kept <= told.compared
    assert told.crowded == {}
    assert register.rows("SELECT count(*), count(DISTINCT n) FROM cluster") == [(42, 42)]


def test_the_table_of_edges_is_as_promised(register: Register):
    register.link(rara("dtsen-1"), rara("eppgbm-1"), *crowd())

    edges = register.con.sql("SELECT * FROM edge").to_arrow_table()

    EDGE.check(edges.schema)
    assert edges.num_rows > 0
    assert register.rows("SELECT count(*) FROM edge WHERE l >= r OR weight < -4") == [(0,)]
    assert register.rows("SELECT l, r FROM edge") == register.rows("SELECT l, r FROM edge ORDER BY ALL")


def test_the_table_of_clusters(register: Register):
    register.link(rara("dtsen-1"), rara("eppgbm-1"), *crowd())

    assert register.rows("SELECT column_name FROM (DESCRIBE cluster)") == [("n",), ("cluster",), ("probability",)]
    # a person is named by its smallest record, which stands for itself
    assert register.rows("SELECT count(*) FROM cluster WHERE cluster > n") == [(0,)]
    assert register.rows("SELECT count(*) FROM cluster a JOIN cluster b ON b.n = a.cluster WHERE b.cluster <> b.n") == [
        (0,)
    ]


def test_a_second_run_makes_the_same_tables(register: Register):
    register.link(rara("dtsen-1"), rara("eppgbm-1"), *crowd())
    first = [register.rows(f"SELECT * FROM {name}") for name in ("edge", "cluster")]

    link(register.con)

    assert [register.rows(f"SELECT * FROM {name}") for name in ("edge", "cluster")] == first


def test_the_probability_is_that_of_the_strongest_tie_and_one_alone_is_certain(register: Register):
    register.link(rara("dtsen-1"), rara("eppgbm-1", nik=None), *crowd())

    found = dict(register.rows("SELECT record_id, probability FROM cluster JOIN standard USING (n)"))
    weight = register.rows("SELECT max(weight) FROM edge")[0][0]
    assert found[DTSEN] == found[EPPGBM] == pytest.approx(1 / (1 + 2**-weight), abs=1e-6)
    assert found["dtsen-9.1.5.person"] == 1.0
    assert all(THRESHOLD <= probability <= 1 for probability in found.values())


def test_a_stricter_threshold_joins_less(register: Register):
    register.standardise(rara("dtsen-1"), rara("eppgbm-1", nik=None), *crowd())

    people = [link(register.con, threshold=threshold).people for threshold in (0.5, 1 - 1e-15)]

    assert people == [41, 42]


def test_another_model_gives_other_weights(register: Register):
    register.standardise(rara("dtsen-1"), rara("eppgbm-1"), *crowd())
    doubting = replace(shipped(), prior=shipped().prior - 100)

    assert link(register.con, doubting).people == 42
    assert link(register.con).people == 41


def decide(register: Register, *decisions: tuple[str, str, str]) -> None:
    """Make the table of decisions, from the records' ids."""
    number = {record_id: n for n, record_id in register.rows("SELECT n, record_id FROM standard")}
    register.con.execute("CREATE OR REPLACE TABLE decision (a INTEGER, b INTEGER, verdict VARCHAR)")
    for one, other, verdict in decisions:
        a, b = sorted((number[one], number[other]))
        register.con.execute("INSERT INTO decision VALUES (?, ?, ?)", [a, b, verdict])


def labels_after(register: Register, *decisions: tuple[str, str, str]) -> dict[str, int]:
    try:
        decide(register, *decisions)
        link(register.con)
        return dict(register.rows("SELECT record_id, cluster FROM cluster JOIN standard USING (n)"))
    finally:
        register.con.execute("DROP TABLE decision")


def test_what_people_decided_is_obeyed_and_undone_exactly(register: Register):
    register.standardise(rara("dtsen-1"), rara("eppgbm-1"), *crowd())
    other = "dtsen-9.1.5.person"

    before = labels_after(register)
    apart = labels_after(register, (DTSEN, EPPGBM, "apart"))
    same = labels_after(register, (DTSEN, other, "same"))

    assert together(before, [DTSEN, EPPGBM], [other])
    assert together(apart, [DTSEN], [EPPGBM], [other])
    assert same[DTSEN] == same[other]
    assert labels_after(register) == before
    link(register.con)
    assert dict(register.rows("SELECT record_id, cluster FROM cluster JOIN standard USING (n)")) == before


def test_progress_tells_the_pairs_compared_so_far():
    people = columns(invented(10))
    told: list[int] = []

    compared, edges = scored(people, Candidates.of(key_columns(people)).pairs(20), plain_model(), told.append)

    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == compared >= len(edges) > 0


def test_the_size_of_the_chunks_changes_no_edge():
    people = columns(invented(10))

    found = [
        edge_rows(scored(people, Candidates.of(key_columns(people)).pairs(chunk), plain_model())[1])
        for chunk in (1, 30, 10**6)
    ]

    assert found[0] == found[1] == found[2]
    assert len(found[0]) > 20


def test_the_same_records_give_the_same_people_in_any_order(register: Register):
    rows = [rara("dtsen-1"), rara("eppgbm-1", nik=None), *crowd()]

    first = (clusters(register, *rows), register.rows("SELECT * FROM edge ORDER BY ALL"))
    second = (clusters(register, *rows[::-1]), register.rows("SELECT * FROM edge ORDER BY ALL"))

    assert first == second


def test_other_people_change_nobody(register: Register):
    """The weights come from the model alone: a crowd of namesakes elsewhere moves no weight."""
    rows = [rara("dtsen-1"), rara("eppgbm-1", nik=None)]
    alone = clusters(register, *rows)
    weight = register.rows("SELECT weight, by_name FROM edge")
    among = clusters(register, *rows, *crowd(200))

    assert together(alone, [DTSEN, EPPGBM])
    assert together(among, [DTSEN, EPPGBM])
    number = {record_id: n for n, record_id in register.rows("SELECT n, record_id FROM standard")}
    pair = sorted((number[DTSEN], number[EPPGBM]))
    assert register.rows(f"SELECT weight, by_name FROM edge WHERE l = {pair[0]} AND r = {pair[1]}") == weight


def test_one_record_alone(register: Register):
    told = register.link(rara("dtsen-1"))

    assert (told.compared, told.kept, told.people) == (0, 0, 1)


def test_no_records(register: Register):
    assert register.link().people == 0
    EDGE.check(register.con.sql("SELECT * FROM edge").to_arrow_table().schema)
