"""What a package may be, and what a family of so many heads is given of it."""

from __future__ import annotations

import pytest

from padan.kernel.errors import InvalidValueError
from padan.rules.package import Instead, Portion, Whom, check_package

HEADS = {Whom.MEMBER: 5, Whom.UNDER_FIVE: 2}


@pytest.mark.parametrize(
    ("whom", "amount", "given"),
    [
        (Whom.FAMILY, 10, 10),
        (Whom.MEMBER, 2, 10),
        (Whom.UNDER_FIVE, 30, 60),
        (Whom.UNDER_TWO, 30, 0),
    ],
)
def test_units_for_the_heads_of_a_family(whom: Whom, amount: int, given: int) -> None:
    assert Portion("telur", "butir", amount, whom).for_heads(HEADS) == given


@pytest.mark.parametrize(
    ("item", "unit", "amount", "price", "said"),
    [
        (" ", "kg", 1, 0, "Nama barang dan satuannya"),
        ("beras", "", 1, 0, "Nama barang dan satuannya"),
        ("beras", "kg", 0, 0, "Jumlah beras kurang dari satu"),
        ("beras", "kg", 1, -1, "Harga beras di bawah nol"),
    ],
)
def test_a_portion_that_cannot_be(item: str, unit: str, amount: int, price: int, said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        Portion(item, unit, amount, price=price)


def test_what_is_given_instead_is_checked_too() -> None:
    with pytest.raises(InvalidValueError, match="Jumlah jagung"):
        Instead("jagung", "kg", 0)


def test_a_package_names_an_item_once_for_the_same() -> None:
    rice = Portion("beras", "kg", 10)
    check_package([rice, Portion("beras", "kg", 2, Whom.MEMBER)])
    with pytest.raises(InvalidValueError, match="dua kali"):
        check_package([rice, Portion("beras", "kg", 5)])
    with pytest.raises(InvalidValueError, match="kosong"):
        check_package([])


def test_every_kind_of_head_has_words() -> None:
    assert len({each.words for each in Whom}) == len(Whom)
