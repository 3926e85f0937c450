"""Region codes: two systems, four levels, and what became of a code."""

from __future__ import annotations

import pytest

from padan.kernel.errors import InvalidValueError
from padan.kernel.regions import RegionCode, RegionHistory, RegionSystem

K, B = RegionSystem.KEMENDAGRI, RegionSystem.BPS

# written          system  kept as           level       parent       kelurahan
CODES = [
    ("64",            K,   "64",             "province", None,         False),
    ("64.02",         K,   "64.02",          "regency",  "64",         False),
    ("6402",          K,   "64.02",          "regency",  "64",         False),
    ("64.02.13",      K,   "64.02.13",       "district", "64.02",      False),
    ("640213",        K,   "64.02.13",       "district", "64.02",      False),
    ("64.02.13.1008", K,   "64.02.13.1008",  "village",  "64.02.13",   True),
    ("6402131008",    K,   "64.02.13.1008",  "village",  "64.02.13",   True),
    ("64.02.07.2002", K,   "64.02.07.2002",  "village",  "64.02.07",   False),
    ("64",            B,   "64",             "province", None,         False),
    ("6403",          B,   "6403",           "regency",  "64",         False),
    ("6403030",       B,   "6403030",        "district", "6403",       False),
    ("6403031008",    B,   "6403031008",     "village",  "6403031",    False),
]  # fmt: skip


@pytest.mark.parametrize(("written", "system", "kept", "level", "parent", "kelurahan"), CODES)
def test_codes(written: str, system: RegionSystem, kept: str, level: str, parent: str | None, kelurahan: bool) -> None:
    code = RegionCode(written, system)
    assert (str(code), code.level, code.is_kelurahan) == (kept, level, kelurahan)
    assert code.parent == (RegionCode(parent, system) if parent else None)


@pytest.mark.parametrize(
    ("written", "system"),
    [
        ("", K), ("6", K), ("640", K), ("64.2", K), ("64.02.13.", K), ("64.02.13.0008", K),
        ("64.00", K), ("64.02.00", K),
        ("6403030", K), ("10", K), ("98", K), ("64.02.13.1008 ", K), ("²²", K), ("Samboja", K),
        ("", B), ("64.03", B), ("640303", B), ("05", B),
    ],
)  # fmt: skip
def test_nothing_else_can_be_built(written: str, system: RegionSystem) -> None:
    with pytest.raises(InvalidValueError, match="bukan kode") as refusal:
        RegionCode(written, system)
    assert "Contoh" in str(refusal.value)


def code(text: str) -> RegionCode:
    return RegionCode(text, K)


def test_what_lies_in_what() -> None:
    village = code("64.02.13.1008")
    assert village.ancestor("village") == village
    assert village.ancestor("regency") == code("64.02")
    assert code("64.02").contains(village)
    assert village.contains(village)
    assert not village.contains(code("64.02"))
    assert not code("64.02").contains(RegionCode("6402", B))
    with pytest.raises(InvalidValueError, match="lebih kecil"):
        code("64.02").ancestor("district")


def test_a_region_comes_just_before_what_lies_in_it() -> None:
    codes = [code("64.02.13"), code("64.03"), code("64.02.07.2002"), code("64.02"), code("64.02.07")]
    assert [str(one) for one in sorted(codes)] == ["64.02", "64.02.07", "64.02.07.2002", "64.02.13", "64.03"]


# a split of 2021, invented but for its form, and a later one on top
RENUMBERED = RegionHistory(
    [
        (code("64.02.13.1001"), code("64.02.20.1001")),
        (code("64.02.13.1002"), code("64.02.20.1001")),
        (code("64.02.20.1001"), code("64.02.21.1001")),
    ]
)


def test_history_is_followed_to_its_end() -> None:
    assert RENUMBERED.current(code("64.02.13.1001")) == code("64.02.21.1001")
    assert RENUMBERED.current(code("64.02.13.1008")) == code("64.02.13.1008")
    assert RENUMBERED.former(code("64.02.21.1001")) == (
        code("64.02.13.1001"), code("64.02.13.1002"), code("64.02.20.1001"),
    )  # fmt: skip
    assert RENUMBERED.former(code("64.02.13.1008")) == ()
    assert RegionHistory().pairs == ()


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([("64.02.13", "64.02.20"), ("64.02.13", "64.02.21")], "dan juga"),
        ([("64.02.13", "64.02.20"), ("64.02.20", "64.02.13")], "dirinya sendiri"),
        ([("64.02.13", "64.02.13")], "dirinya sendiri"),
        ([("64.02.13", "64.02")], "setingkat"),
    ],
)
def test_a_history_that_contradicts_itself_is_refused(pairs: list[tuple[str, str]], reason: str) -> None:
    with pytest.raises(InvalidValueError, match=reason):
        RegionHistory((code(old), code(new)) for old, new in pairs)
