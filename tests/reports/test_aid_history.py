"""The history of a round says what was changed: what was before, and what came after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.office.aid import aid_kit as kit
from tests.office.aid.aid_kit import NOW, PACKAGE, SAMBOJA, TANJUNG, WONOTIRTO, candidates, family

from padan.office.aid.listing import draw, exclude, lift, set_quotas
from padan.office.aid.models import Round
from padan.office.aid.operations import move
from padan.office.aid.packaging import set_package
from padan.office.aid.states import State, Verdict
from padan.office.aid.verifying import Spoken, settle, speak
from padan.reports.aid_history import Change, history
from padan.rules.package import Portion
from padan.rules.selection import Exclusion

pytestmark = pytest.mark.django_db


def told(held: Round) -> list[tuple[str, ...]]:
    """The newest first: its words and its parts."""
    return [(each.change.words, *each.change.parts) for each in history(held)]


def test_everything_that_is_done_to_a_round_is_told_in_its_order() -> None:
    """All in one moment: entries and steps are matched by their order alone."""
    held = kit.at(State.PROPOSED)
    moved = ["disusun → diperiksa desa", "diperiksa desa → diperbaiki", "diperbaiki → diajukan"]
    assert told(held) == [
        ("Menjadi diajukan", moved[2]),
        ("Menjadi diperbaiki", moved[1]),
        ("Menjadi diperiksa desa", moved[0]),
        ("Daftar disusun", "terpilih: 50", "cadangan: 10"),
        (
            "Paket diisi", "beras per keluarga: tidak ada → 10 kg, Rp15.000/kg atau 12 kg jagung",
            "telur per anak di bawah lima tahun: tidak ada → 30 butir, Rp2.500/butir",
        ),
        ("Kuota diisi", "Kec. Samboja: tidak ada → 50"),
        ("Dibuka",),
    ]  # fmt: skip


def test_quotas_say_only_what_differs() -> None:
    held = set_quotas(kit.opened(), {TANJUNG: 20, WONOTIRTO: 10, SAMBOJA: 30}, by=kit.maker(), on=NOW)
    set_quotas(held, {WONOTIRTO: 12, SAMBOJA: 30}, by=kit.maker(), on=NOW + timedelta(hours=1))
    assert told(held)[0] == (
        "Kuota diisi", "Kelurahan Wonotirto, Kec. Samboja: 10 → 12",
        "Kelurahan Tanjung Harapan, Kec. Samboja: 20 → tidak ada",
    )  # fmt: skip


def test_a_package_says_only_what_differs() -> None:
    held = kit.drawn()
    rice, _eggs = PACKAGE
    new = (rice, Portion("telur", "butir", 15))
    set_package(held, new, by=kit.maker(), on=NOW)
    assert told(held)[0] == (
        "Paket diisi", "telur per anak di bawah lima tahun: 30 butir, Rp2.500/butir → tidak ada",
        "telur per keluarga: tidak ada → 15 butir",
    )  # fmt: skip


def test_a_list_that_is_drawn_again_is_told_beside_the_last_one() -> None:
    held = kit.drawn()
    draw(held, candidates([WONOTIRTO] * 55, [1] * 55), by=kit.maker(), on=NOW)
    assert told(held)[0] == ("Daftar disusun", "terpilih: 50", "cadangan: 10 → 5")


def out(held: Round) -> Any:
    said = (family(0), TANJUNG)
    return exclude(held.programme, said, Exclusion.REFUSED, by=kit.maker(), on=NOW, why="menolak")


def back(held: Round) -> None:
    lift(out(held), by=kit.officer("budi"), on=NOW, why="keliru")


def villages(held: Round) -> list[int]:
    """Two families of which a village says that they are not there any more."""
    held = move(held, State.VERIFYING, by=kit.maker(), on=NOW)
    operator = kit.officer("dewi", TANJUNG, role=kit.Role.VILLAGE_OPERATOR)
    spoken = [Spoken(family(0), Verdict.MOVED, "ke kota"), Spoken(family(4), Verdict.DECEASED, "wafat")]
    speak(held, TANJUNG, spoken, by=operator, on=NOW)
    move(held, State.CORRECTING, by=kit.maker(), on=NOW)
    return list(held.statements.values_list("pk", flat=True))


def followed(held: Round) -> None:
    settle(held, villages(held), take=True, by=kit.maker(), on=NOW)


def left(held: Round) -> None:
    settle(held, villages(held), take=False, by=kit.maker(), on=NOW, why="keduanya masih ada")


DONE: list[tuple[Callable[[Round], Any], list[tuple[str, ...]]]] = [
    (out, [("Satu keluarga dikeluarkan dari program", "menolak bantuan")]),
    (
        back,
        [
            ("Satu keluarga kembali ke program", "tadinya menolak bantuan"),
            ("Satu keluarga dikeluarkan dari program", "menolak bantuan"),
        ],
    ),
    (
        followed,
        [
            ("2 pernyataan desa diikuti",),
            ("2 keluarga dikeluarkan dari program", "sudah meninggal: 1", "sudah pindah: 1"),
        ],
    ),
    (left, [("2 pernyataan desa tidak diikuti",)]),
]


@pytest.mark.parametrize(("act", "newest"), DONE, ids=[row[0].__name__ for row in DONE])
def test_what_is_said_of_families_is_told_without_their_names(
    act: Callable[[Round], Any], newest: list[tuple[str, ...]]
) -> None:
    held = kit.drawn()
    act(held)
    assert told(held)[: len(newest)] == newest
    assert not any(family(0) in part for line in told(held) for part in line)


def test_what_is_done_to_another_round_of_the_programme_stands_there_alone() -> None:
    held = kit.drawn()
    other = kit.open_round(
        held.rule, held.release, replace(kit.PLANNED, name="Kedua", since=kit.date(2027, 6, 1)), by=kit.maker(), on=NOW
    )
    set_quotas(other, {WONOTIRTO: 7}, by=kit.maker(), on=NOW)
    assert told(other) == [
        ("Kuota diisi", "Kelurahan Wonotirto, Kec. Samboja: tidak ada → 7"),
        ("Dibuka",),
    ]
    assert history(held)[-1].change == Change("Dibuka", ())
    assert len(told(held)) == 4
