"""Who has authority over a company, and that its gifts are counted once."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.giving.authority import Authority, Claim, Found, Holder, Settlement, authority, counted_by

DAY = date(2027, 6, 1)
PERDA = Claim("tjsl", Holder.REGENCY, date(2013, 1, 1), None, "Perda kabupaten")
PROVINCIAL = Claim("tjsl", Holder.PROVINCE, date(2013, 6, 1), None, "Perda provinsi")
AGREED = Settlement("tjsl", Holder.BOTH, date(2026, 1, 1), "Berita acara")


@pytest.mark.parametrize(
    ("claims", "settlements", "day", "expected"),
    [
        ([], [], DAY, Found(Authority.UNKNOWN, ())),
        ([PERDA], [], DAY, Found(Authority.REGENCY, ("Perda kabupaten",))),
        ([PERDA], [], date(2012, 12, 31), Found(Authority.UNKNOWN, ())),
        ([PERDA, PERDA], [], DAY, Found(Authority.REGENCY, ("Perda kabupaten",))),
        ([PERDA, PROVINCIAL], [], DAY, Found(Authority.DISPUTED, ("Perda kabupaten", "Perda provinsi"))),
        ([PERDA, PROVINCIAL], [], date(2013, 5, 31), Found(Authority.REGENCY, ("Perda kabupaten",))),
        ([PERDA, PROVINCIAL], [AGREED], DAY, Found(Authority.BOTH, ("Berita acara",))),
        (
            [PERDA, PROVINCIAL], [AGREED], date(2025, 12, 31),
            Found(Authority.DISPUTED, ("Perda kabupaten", "Perda provinsi")),
        ),
        (
            [PERDA, PROVINCIAL], [AGREED, Settlement("tjsl", Holder.PROVINCE, date(2027, 1, 1), "Kesepakatan kedua")],
            DAY, Found(Authority.PROVINCE, ("Kesepakatan kedua",)),
        ),
        (
            [PERDA, Claim("tjsl", Holder.PROVINCE, date(2027, 2, 1), None, "Izin baru")], [AGREED], DAY,
            Found(Authority.DISPUTED, ("Berita acara", "Izin baru")),
        ),
        (
            [Claim("tjsl", Holder.PROVINCE, date(2020, 1, 1), date(2027, 5, 31), "Izin lama"), PERDA], [], DAY,
            Found(Authority.REGENCY, ("Perda kabupaten",)),
        ),
        ([Claim("licence", Holder.PROVINCE, date(2020, 1, 1), None, "Izin")], [], DAY, Found(Authority.UNKNOWN, ())),
        ([Claim("tjsl", Holder.BOTH, date(2020, 1, 1), None, "a"), PERDA], [], DAY,
         Found(Authority.DISPUTED, ("Perda kabupaten", "a"))),
    ],
)  # fmt: skip
def test_drawn(claims: list[Claim], settlements: list[Settlement], day: date, expected: Found) -> None:
    assert authority(claims, settlements, "tjsl", day) == expected


CLAIMS = st.builds(
    Claim, st.sampled_from(["tjsl", "licence"]), st.sampled_from(Holder), st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.none() | st.dates(date(2027, 1, 1), date(2028, 1, 1)), st.sampled_from("abcd"),
)  # fmt: skip
SETTLED = st.builds(
    Settlement, st.just("tjsl"), st.sampled_from(Holder), st.dates(date(2026, 1, 1), date(2027, 12, 1)),
    st.sampled_from("xyz"),
)  # fmt: skip


@given(st.lists(CLAIMS), st.lists(SETTLED, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_claims_leaves_no_trace(
    claims: list[Claim], settlements: list[Settlement], chance: Random
) -> None:
    found = authority(claims, settlements, "tjsl", DAY)
    mixed, others = list(claims), list(settlements)
    chance.shuffle(mixed)
    chance.shuffle(others)
    assert authority(mixed, others, "tjsl", DAY) == found
    said = {each.holder for each in claims if each.matter == "tjsl" and each.holds_on(DAY)}
    if not [each for each in settlements if each.since <= DAY]:
        one = next(iter(said)).value if len(said) == 1 else ("disputed" if said else "unknown")
        assert found.authority == one


def test_each_gift_is_counted_by_one_side() -> None:
    assert {each: counted_by(each) for each in Authority} == {
        Authority.PROVINCE: Holder.PROVINCE, Authority.REGENCY: Holder.REGENCY, Authority.BOTH: Holder.REGENCY,
        Authority.DISPUTED: Holder.REGENCY, Authority.UNKNOWN: Holder.REGENCY,
    }  # fmt: skip


def test_words() -> None:
    assert [each.words for each in Authority] == [
        "provinsi", "kabupaten", "provinsi dan kabupaten", "dipersoalkan", "belum diketahui",
    ]  # fmt: skip
