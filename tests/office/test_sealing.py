"""Sealed values: they open for those who have the key, in the column where they stand, and nowhere else."""

from __future__ import annotations

import stat
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.office.sealing import INDEX_BYTES, SECRET_BYTES, KeyRing, SealError, add_key, make_keys, read_keys

SECRET, OTHER = bytes(range(SECRET_BYTES)), bytes(SECRET_BYTES)
RING = KeyRing([SECRET])
NIK = "6402131203850001"


@given(st.text(max_size=40), st.sampled_from(["person.nik", "person.kk"]))
def test_what_is_sealed_opens(text: str, column: str) -> None:
    sealed = RING.seal(text, column)
    assert RING.open(sealed, column) == text
    assert RING.is_current(sealed)


def test_a_sealed_value_tells_nothing() -> None:
    sealed = [RING.seal(NIK, "person.nik") for _ in range(50)]
    assert len(set(sealed)) == 50
    assert all(NIK.encode() not in each for each in sealed)
    assert {len(each) for each in sealed} == {4 + 12 + 16 + 16}
    # The ciphertexts of one value: no byte but the mark stands still.
    assert all(max(Counter(each[n] for each in sealed).values()) < 10 for n in range(4, 48))


@pytest.mark.parametrize("place", range(48))
def test_a_single_altered_byte_is_found(place: int) -> None:
    sealed = bytearray(RING.seal(NIK, "person.nik"))
    sealed[place] ^= 1
    with pytest.raises(SealError, match=r"person\.nik"):
        RING.open(bytes(sealed), "person.nik")


@pytest.mark.parametrize("length", [0, 1, 4, 16, 20, 47])
def test_a_cut_value_does_not_open(length: int) -> None:
    with pytest.raises(SealError):
        RING.open(RING.seal(NIK, "person.nik")[:length], "person.nik")


def test_a_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(SealError, match="rusak atau diubah"):
        RING.open(RING.seal(NIK, "person.nik"), "person.kk")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealError, match="kunci lain"):
        KeyRing([OTHER]).open(RING.seal(NIK, "person.nik"), "person.nik")


@given(st.text(max_size=20), st.text(max_size=20))
def test_equal_values_of_a_column_have_equal_indexes(one: str, other: str) -> None:
    assert (RING.index(one, "person.nik") == RING.index(other, "person.nik")) is (one == other)


def test_an_index_is_of_its_column_and_its_key() -> None:
    found = {RING.index(NIK, "person.nik"), RING.index(NIK, "person.kk"), KeyRing([OTHER]).index(NIK, "person.nik"),
             RING.index("k" + NIK, "person.ni")}  # fmt: skip
    assert len(found) == 4
    assert {len(each) for each in found} == {INDEX_BYTES}


def test_after_a_new_secret_old_values_open_and_are_found(tmp_path: Path) -> None:
    before = make_keys(tmp_path / "office.keys")
    sealed, index = before.seal(NIK, "person.nik"), before.index(NIK, "person.nik")

    after = add_key(tmp_path / "office.keys")

    assert after.open(sealed, "person.nik") == NIK
    assert after.index(NIK, "person.nik") == index
    assert not after.is_current(sealed)
    assert after.is_current(after.seal(NIK, "person.nik"))
    with pytest.raises(SealError):
        before.open(after.seal(NIK, "person.nik"), "person.nik")


def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "office.keys"
    make_keys(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        make_keys(file)
    file.chmod(0o640)
    with pytest.raises(SealError, match="dapat dibaca orang lain"):
        read_keys(file)


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "tidak terbaca"), (b"", "tidak ada"), (b"bukan base64!\n", "rusak"), (b"YWJj\n", "bukan 32 bita")],
)
def test_keys_that_cannot_be_used(tmp_path: Path, content: bytes | None, told: str) -> None:
    file = tmp_path / "office.keys"
    if content is not None:
        file.write_bytes(content)
        file.chmod(0o600)
    with pytest.raises(SealError, match=told):
        read_keys(file)
