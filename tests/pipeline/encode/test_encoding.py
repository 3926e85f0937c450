"""Encoded rows: what stands in them, what does not, and what a file says of itself."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.pipeline.encode.encode_kit import FIRST, KEY, OTHER_KEY, TODAY, encoded, people_of, table_of, write

from padan.kernel.errors import PadanError
from padan.pipeline.encode.columns import KEYS, OWN, SALTED
from padan.pipeline.encode.encoding import SCHEMA
from padan.pipeline.encode.files import is_encoded, published, read_encoded
from padan.pipeline.encode.parameters import BARE, HARDENED, parameters_of
from padan.pipeline.encode.people import standard_people


def test_a_token_is_an_hmac_under_the_key_of_its_field() -> None:
    table, refs = encoded(FIRST)
    row = table["ref"].to_pylist().index(refs["1"])
    field_key = hmac.new(KEY, b"padan encode 1: nik", hashlib.sha256).digest()

    assert table["nik"][row].as_py() == hmac.new(field_key, b"6402131203850001", hashlib.sha256).digest()[:16]


def test_nothing_can_be_read_and_no_two_fields_compared() -> None:
    table, _refs = encoded(FIRST)
    whole = b"".join(v for name in table.column_names[4:] for v in table[name].to_pylist() if v is not None)
    tokens = [v for name in ("salt", *OWN, *SALTED, *KEYS) for v in set(table[name].to_pylist()) if v is not None]

    assert table.schema == SCHEMA
    assert not any(word in whole for word in (b"SITI", b"Siti", b"6402131203850001", b"Wonotirto", KEY))
    assert len(tokens) == len(set(tokens))


def test_another_key_gives_other_tokens_and_the_same_key_the_same() -> None:
    one, again, other = (set(encoded(FIRST, key)[0]["nik"].to_pylist()) for key in (KEY, KEY, OTHER_KEY))

    assert one == again
    assert one.isdisjoint(other)


def test_a_household_shares_a_card_token_only_where_nothing_is_salted() -> None:
    assert len(set(encoded(FIRST)[0]["kk"].to_pylist())) == 2
    assert len(set(encoded(FIRST, parameters=BARE)[0]["kk"].to_pylist())) == 1


def test_references_are_new_each_time() -> None:
    assert set(encoded(FIRST)[1].values()).isdisjoint(encoded(FIRST)[1].values())


def test_missing_stays_missing_and_a_row_without_salt_has_no_salted_token() -> None:
    table, _refs = encoded((("1", "a", None, None, "Siti", None, None, None, "Samboja"),))
    row = table.to_pylist()[0]

    assert [row[name] for name in ("nik", "birth", "salt", "sound", "village", "name_filter", "nik_slips")] == [
        None
    ] * 7
    assert row["name_village"] is not None


def test_without_a_birth_date_the_card_is_the_salt() -> None:
    table, _refs = encoded((("1", "a", None, "6402132003150004", "Siti", None, None, None, None),))

    assert table["sound"][0].as_py() is not None


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (table_of(()), "kosong"),
        (table_of(FIRST).append_column("agama", pa.array(["x", "y"])), "agama"),
        (table_of(FIRST).select(["record", "kk"]), "tidak menyebut orang"),
    ],
)
def test_tables_that_cannot_be_encoded_are_refused(table: pa.Table, said: str) -> None:
    with pytest.raises(PadanError, match=said):
        standard_people(table, today=TODAY)


def test_a_table_of_few_columns_is_enough() -> None:
    people = standard_people(pa.table({"nik": ["6402131203850001"]}), today=TODAY)

    assert (people["year"].to_pylist(), people["record"].to_pylist()) == ([1985], ["0"])


def test_villages_by_code_and_by_name() -> None:
    rows = [("1", "a", None, None, "Siti", None, None, None, v) for v in ("64.02.13.1008", "6402131008", "Desa X", "-")]

    assert people_of(tuple(rows))["village"].to_pylist()[:2] == ["64.02.13.1008"] * 2


def test_a_file_tells_its_parameters_and_never_the_key(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", FIRST, one_row=True)
    told = published(tmp_path / "a.parquet")

    assert (told.parameters, told.one_row) == (HARDENED, True)
    assert KEY.hex().encode() not in (tmp_path / "a.parquet").read_bytes()
    assert KEY not in (tmp_path / "a.parquet").read_bytes()
    assert is_encoded(tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_mode & 0o777 == 0o600


def test_other_files_are_not_encoded(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("a,b\n")

    for path in (tmp_path / "a.parquet", tmp_path / "b.csv", tmp_path / "none"):
        assert not is_encoded(path)
        with pytest.raises(PadanError, match="bukan tabel sandian"):
            published(path)


def test_different_keys_and_parameters_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", FIRST)
    write(tmp_path / "b.parquet", FIRST, OTHER_KEY)
    write(tmp_path / "c.parquet", FIRST, parameters=BARE)

    with pytest.raises(PadanError, match="kunci yang berbeda"):
        read_encoded([tmp_path / "a.parquet", tmp_path / "b.parquet"])
    with pytest.raises(PadanError, match="parameter yang berbeda"):
        read_encoded([tmp_path / "a.parquet", tmp_path / "c.parquet"])


@pytest.mark.parametrize("told", [{"version": 2}, {"version": 1, "colour": "red"}])
def test_unknown_parameters_are_refused(told: dict) -> None:
    with pytest.raises(PadanError):
        parameters_of(told)
