"""The explanation of a pair says what the linking did, with the same weights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from padan.kernel.errors import InvalidValueError, RegisterError
from padan.pipeline.home import Home
from padan.pipeline.link.linking import THRESHOLD
from padan.pipeline.link.model import shipped, weight_of
from padan.pipeline.release import explain
from padan.pipeline.release.explaining import explain_record, nearest_other
from padan.pipeline.release.explanation import Ground, How, Step, Verdict
from padan.pipeline.release.why.chains import shortest_chain
from padan.pipeline.release.why.opened import opened
from padan.pipeline.release.why.weighing import weigh


@pytest.fixture
def small_current(small_release: Home) -> Path:
    """The folder of the small register's release."""
    return small_release.current_release()


def rows(folder: Path, sql: str) -> list[tuple]:
    with duckdb.connect() as con:
        return con.execute(sql.replace("{", f"'{folder}/").replace("}", ".parquet'")).fetchall()


def test_the_parts_of_every_kept_pair_add_up_to_the_weight_that_linked(small_current: Path) -> None:
    pairs = rows(small_current, "SELECT record_a, record_b, match_weight FROM {link}")
    with opened(small_current, ()) as register:
        told = weigh(register, [(a, b) for a, b, _weight in pairs])

    records = rows(small_current, "SELECT count(*) FROM {standard}")[0][0]
    assert len(told) == len(pairs) > 100
    for found, (_a, _b, weight) in zip(told, pairs, strict=True):
        parts = (found.prior, found.lists, *(each.bits for each in found.evidence), found.rarity, found.kin)
        assert sum(parts) == pytest.approx(weight, abs=2e-6)
        assert found.total == weight
        assert found.kin <= 0
        (name,) = (each for each in found.evidence if each.comparison == "name")
        if name.level in ("same", "same_words"):
            assert found.by_name == pytest.approx(name.bits + found.rarity, abs=2e-6)
        else:
            assert found.by_name <= 0
    assert {shipped().of_size(records).prior} == {found.prior for found in told}
    assert len({found.lists for found in told}) > 3


def test_a_pair_alone_is_told_as_among_others(small_current: Path) -> None:
    pairs = rows(small_current, "SELECT * FROM {link} ORDER BY joined, hash(record_a, record_b) LIMIT 6")

    for record_a, record_b, weight, probability, joined in pairs:
        found = explain(small_current, record_a, record_b)
        assert (found.total, found.same) == (weight, joined)
        assert found.probability == pytest.approx(probability, abs=1e-6)


def test_either_record_may_come_first(small_current: Path) -> None:
    ((a, b),) = rows(small_current, "SELECT record_a, record_b FROM {link} ORDER BY ALL LIMIT 1")

    one, other = explain(small_current, a, b), explain(small_current, b, a)

    assert (one.weighed, one.verdict) == (other.weighed, other.verdict)


def test_records_of_one_patient_are_one_by_the_lists_own_word(small_current: Path) -> None:
    pairs = rows(
        small_current,
        "SELECT min(record_id), max(record_id) FROM {standard} WHERE same_key IS NOT NULL"
        " GROUP BY same_key HAVING count(*) > 1 ORDER BY 1 LIMIT 5",
    )

    assert {explain(small_current, *pair).verdict for pair in pairs} == {Verdict.SAME_KEY}


def test_a_chain_goes_over_joined_pairs_of_one_person(small_current: Path) -> None:
    pairs = rows(
        small_current,
        """
        SELECT a.record_id, b.record_id FROM {record} a JOIN {record} b USING (person_id)
        JOIN {standard} s ON s.record_id = a.record_id JOIN {standard} t ON t.record_id = b.record_id
        WHERE a.record_id < b.record_id AND s.same_key IS DISTINCT FROM t.same_key
            AND NOT EXISTS (FROM {link} l WHERE l.record_a = a.record_id AND l.record_b = b.record_id)
        ORDER BY ALL LIMIT 6
        """,
    )
    joined = {frozenset(pair) for pair in rows(small_current, "SELECT record_a, record_b FROM {link} WHERE joined")}

    assert pairs
    for a, b in pairs:
        found = explain(small_current, a, b)
        assert found.verdict is Verdict.THROUGH_OTHERS
        assert (found.chain[0].record_a, found.chain[-1].record_b) == (a, b)
        assert all(x.record_b == y.record_a for x, y in zip(found.chain, found.chain[1:], strict=False))
        assert all(s.bits is None or frozenset((s.record_a, s.record_b)) in joined for s in found.chain)


def test_strangers_are_apart_for_want_of_evidence(small_current: Path) -> None:
    pairs = rows(
        small_current,
        "SELECT min(record_id), max(record_id) FROM {standard} WHERE source IN ('dtsen', 'opensid')"
        " GROUP BY n // 50 HAVING count(DISTINCT birth) > 20 LIMIT 5",
    )

    assert {explain(small_current, *pair).verdict for pair in pairs} == {Verdict.WEAK}


def test_parents_are_explained_by_the_ground_they_stand_on(small_current: Path) -> None:
    mothers = rows(
        small_current,
        """
        SELECT m.record_id, any_value(o.record_id ORDER BY o.record_id), bool_or(s.nik = m.nik),
            bool_or(s.record_id IS NOT NULL)
        FROM {mention} m JOIN {record} r USING (record_id)
        JOIN {record} o ON o.person_id = r.person_id AND o.record_id <> r.record_id
        LEFT JOIN {standard} s ON s.record_id = o.record_id
        GROUP BY 1
        QUALIFY row_number() OVER (PARTITION BY bool_or(s.nik = m.nik), bool_or(s.record_id IS NOT NULL),
            any_value(r.match_probability) < 0.995 ORDER BY m.record_id) <= 4
        ORDER BY 1
        """,
    )
    grounds = set()
    for mention, other, by_number, listed in mothers:
        found = explain(small_current, mention, other)
        named = next(each for each in found.named if each.record == mention)
        grounds.add(named.ground)
        assert found.verdict is Verdict.BY_PARENT
        assert (named.ground is Ground.NUMBER) == bool(by_number)
        assert (named.ground is Ground.ONLY_NAMED) == (not listed)
    assert {Ground.NUMBER, Ground.OWN_FAMILY, Ground.ONLY_NAMED} <= grounds


def test_another_persons_parent(small_current: Path) -> None:
    ((mention, other),) = rows(
        small_current,
        "SELECT m.record_id, s.record_id FROM {mention} m JOIN {record} r USING (record_id), {standard} s"
        " JOIN {record} o ON o.record_id = s.record_id WHERE o.person_id <> r.person_id ORDER BY ALL LIMIT 1",
    )

    assert explain(small_current, mention, other).verdict is Verdict.OTHER_PARENT


def test_an_unknown_record_and_the_same_record_are_refused(small_current: Path) -> None:
    ((record,),) = rows(small_current, "SELECT min(record_id) FROM {record}")

    with pytest.raises(InvalidValueError, match="tidak ada di rilis"):
        explain(small_current, record, "0.1.2.person")
    with pytest.raises(InvalidValueError, match="catatan yang sama"):
        explain(small_current, record, record)


def test_a_release_is_explained_with_the_model_that_linked_it(small_current: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(small_current, tmp_path / "lain")
    ((a, b),) = rows(folder, "SELECT record_a, record_b FROM {link} ORDER BY ALL LIMIT 1")
    model = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**model, "prior": model["prior"] - 1}))

    other, own = explain(folder, a, b).weighed, explain(small_current, a, b).weighed

    assert other is not None
    assert own is not None
    assert other.prior == pytest.approx(own.prior - 1)
    assert other.total <= own.total


def test_a_release_without_its_model_is_damaged(small_current: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(small_current, tmp_path / "rusak")
    (folder / "model.json").unlink()

    with pytest.raises(RegisterError, match="tidak terbaca"):
        explain(folder, "a", "b")


def test_what_ties_a_record_to_its_person(small_current: Path) -> None:
    asked = [
        record
        for (record,) in rows(
            small_current,
            "SELECT record_id FROM {standard} JOIN {link} ON record_id IN (record_a, record_b)"
            " GROUP BY record_id, same_key ORDER BY bool_and(joined), same_key IS NULL, hash(record_id) LIMIT 8",
        )
    ]

    for record in asked:
        found = explain_record(small_current, record)
        own = f"(record_a = '{record}' OR record_b = '{record}')"
        weights = rows(
            small_current,
            f"SELECT match_weight FROM {{link}} WHERE joined AND match_weight >= {weight_of(THRESHOLD)} AND {own}"
            " ORDER BY 1 DESC",
        )
        told = [tie for tie in found.ties if tie.step.how is How.EVIDENCE]
        assert [tie.step.bits for tie in told] == [weight for (weight,) in weights]
        assert [tie.weighed.total for tie in told if tie.weighed] == [weight for (weight,) in weights]
        assert {tie.step.record_a for tie in found.ties} <= {record}
        nearest = rows(small_current, f"SELECT max(match_weight) FROM {{link}} WHERE NOT joined AND {own}")[0][0]
        assert (found.nearest.total if found.nearest else None) == nearest
        assert (found.nearest.same if found.nearest else False) is False
        assert nearest_other(small_current, record) == found.nearest


def test_a_parent_alone(small_current: Path) -> None:
    ((mention,),) = rows(small_current, "SELECT min(record_id) FROM {mention}")

    found = explain_record(small_current, mention)

    assert (found.ties, found.nearest) == ((), None)
    assert found.named is not None
    assert found.named.record == mention


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        ([("a", "b", 3.0)], "ab"),
        ([("b", "a", 3.0)], "ab"),
        ([("a", "x", 9.0), ("x", "b", 9.0), ("a", "b", 2.5)], "ab"),
        ([("a", "x", 3.0), ("x", "b", 3.0), ("a", "y", 9.0), ("y", "b", 9.0)], "ayb"),
        ([("a", "x", 30.0), ("x", "b", 3.0), ("a", "y", None), ("y", "b", 3.0)], "ayb"),
        ([("a", "x", 3.0), ("y", "b", 3.0)], ""),
        ([], ""),
    ],
)
def test_the_shortest_way_and_the_strongest_of_equals(steps: list[tuple], way: str) -> None:
    chain = shortest_chain([Step(*step) for step in steps], "a", "b")

    assert "".join(step.record_a for step in chain) + ("b" if chain else "") == way
    assert {step.bits for step in chain} <= {step[2] for step in steps}


@pytest.fixture
def torn(small_current: Path, tmp_path: Path) -> tuple[Path, str, str]:
    """A copy of the release in which two records of one person, both with a proved NIK, are two people."""
    folder = shutil.copytree(small_current, tmp_path / "rilis")
    ((a, b),) = rows(
        folder,
        """
        SELECT record_a, record_b FROM {link} JOIN {standard} s ON s.record_id = record_a
        JOIN {standard} t ON t.record_id = record_b
        WHERE s.nik = t.nik AND s.nik_agrees = 3 AND t.nik_agrees = 3 AND s.kk = t.kk AND s.name = t.name
            AND s.receipt_id <> t.receipt_id
        ORDER BY match_weight DESC, record_a, record_b LIMIT 1
        """,
    )
    _change(folder, "record", f"person_id = 'P' || CASE record_id WHEN '{a}' THEN 'A' WHEN '{b}' THEN 'B' END", (a, b))
    return folder, a, b


def _change(folder: Path, table: str, setting: str, records: tuple[str, ...]) -> None:
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE changed AS FROM '{folder}/{table}.parquet'")
        con.execute(f"UPDATE changed SET {setting} WHERE record_id IN {records}")
        con.execute(f"COPY changed TO '{folder}/{table}.parquet'")


def test_pairs_kept_apart_by_others_that_are_no_longer_seen(torn: tuple[Path, str, str]) -> None:
    assert explain(*torn).verdict is Verdict.OTHERS_FORBID


def test_pairs_kept_apart_by_proved_numbers(torn: tuple[Path, str, str]) -> None:
    folder, a, b = torn
    _change(folder, "standard", "nik = '740101' || nik[7:12] || '9876', nik15 = NULL", (b, b))

    found = explain(folder, a, b)

    assert (found.verdict, found.clash) == (Verdict.PROVED_NUMBERS, (a, b))


def test_pairs_that_agree_in_a_key_but_were_never_compared(torn: tuple[Path, str, str]) -> None:
    folder, a, b = torn
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE changed AS FROM '{folder}/link.parquet' WHERE record_a <> '{a}'")
        con.execute(f"COPY changed TO '{folder}/link.parquet'")

    assert explain(folder, a, b).verdict is Verdict.CROWDED
