"""The list of a sample as a file: whoever holds it draws the same, and sees when it was changed."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.office.checking import checking_kit as kit

from padan.kernel.errors import UnreadableFileError
from padan.office.checking.drawing import NOWHERE, Level, digest_of, frame_of
from padan.office.checking.frame_file import Framed, of_drawn, read, written
from padan.office.checking.operations import framed_of, tell

FAMILIES = st.dictionaries(
    st.integers(0, 999_999).map(lambda number: f"F{number:015X}"),
    st.sampled_from(["64.02.13.1008", "64.02.13.1009", "64.02.07.2002", ""]), min_size=1, max_size=30,
)  # fmt: skip


@given(FAMILIES, st.sampled_from(Level), st.integers(1, 20))
def test_a_list_is_read_as_it_was_written(families: dict[str, str], level: Level, size: int) -> None:
    frame = frame_of(families.items())
    framed = Framed(frame, "benih-check-1", level, size, digest_of(frame), of_drawn(families))
    data = written(framed)
    assert read(data, "daftar.csv") == framed
    assert framed.is_whole
    # The lots by hand, from the file alone.
    rows = [line.split(",") for line in data.decode().split() if line.count(",") == 2][1:]
    drawn = framed.again()
    mine = set(drawn.family_id[drawn.taken].tolist())
    for stratum in {row[0] for row in rows}:
        here = [row[1] for row in rows if row[0] == stratum]
        line = sorted(here, key=lambda each: hashlib.sha256(f"benih-check-1:{each}".encode()).hexdigest())
        assert set(line[: len(mine & set(here))]) == mine & set(here)
        assert len(mine & set(here)) >= min(2, len(here))
    assert {row[2] for row in rows} == {place or NOWHERE for place in families.values()}


@pytest.mark.django_db
def test_the_file_of_a_sample_draws_its_families_also_after_some_were_replaced() -> None:
    sample = kit.assigned()
    first = set(sample.visits.values_list("family_id", flat=True))
    tell(kit.first_visit(sample), kit.told(kit.Met.ABSENT), by=kit.visitor(), on=kit.NOW)
    framed = read(written(framed_of(sample)), "daftar.csv")
    drawn = framed.again()
    assert set(drawn.family_id[drawn.taken].tolist()) == first
    assert (framed.drawn, framed.digest, framed.seed) == (of_drawn(first), sample.digest, sample.seed)
    other = framed.again("benih-lain")
    assert set(other.family_id[other.taken].tolist()) != first


GOOD = written(Framed("F1 64.02.13.1008\n", "b", Level.VILLAGE, 1, digest_of("F1 64.02.13.1008\n"), of_drawn(["F1"])))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe", b"nama;umur\r\n", GOOD.replace(b"# seed", b"# sed"), GOOD.replace(b"village", b"hamlet"),
        GOOD.replace(b"size: 1", b"size: all"), GOOD.replace(b"64.02.13.1008,F1", b"64.02.13.1008;F1"),
        GOOD.replace(b"F1,", b"F 1,"), GOOD.partition(b"64.02")[0],
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="bukan daftar yang diundi"):
        read(data, "daftar.csv")


def test_a_list_drawn_in_another_way_is_refused_and_a_changed_one_is_seen() -> None:
    with pytest.raises(UnreadableFileError, match="padan-sample-2"):
        read(GOOD.replace(b"padan-sample-1", b"padan-sample-2"), "daftar.csv")
    assert not read(GOOD.replace(b"F1,", b"F2,"), "daftar.csv").is_whole
