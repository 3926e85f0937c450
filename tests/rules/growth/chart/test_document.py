"""The SVG as a document: well formed whatever it is given, small, closed in itself, within its bounds."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.growth.chart.chart_kit import BOY, GIRL, SVG, chart, point, read_path, texts, tree

from padan.rules.growth.chart import INDICATORS, SCREEN, Lines, Point, draw, draw_sheet, printed
from padan.rules.growth.chart.markup import broken, width_of

USUAL = INDICATORS[:3]


def many(indicator: str, count: int = 60):  # type: ignore[no-untyped-def]
    return chart(indicator, *(point(30 * k, 5 + k / 5, 0.25, length=52 + k) for k in range(count)))


@pytest.mark.parametrize("layout", [SCREEN, printed(3)])
def test_a_sheet_of_three_panels_and_sixty_visits_is_small(layout: object) -> None:
    assert len(draw_sheet([many(indicator, 24) for indicator in USUAL]).encode()) < 40_000
    assert max(len(draw(many(indicator)).encode()) for indicator in INDICATORS) < 25_000


@pytest.mark.parametrize("panels", range(1, 7))
def test_a_sheet_holds_its_panels_one_below_the_other(panels: int) -> None:
    root = ET.fromstring(draw_sheet([many(indicator, 5) for indicator in INDICATORS[:panels]], printed(panels)))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    clips = root.findall(f".//{SVG}clipPath")
    boxes = [clip[0].attrib for clip in clips]
    tops = [float(box["y"]) for box in boxes]
    bottoms = [float(box["y"]) + float(box["height"]) for box in boxes]

    assert len({clip.attrib["id"] for clip in clips}) == panels
    assert all(bottom < top for bottom, top in zip(bottoms, tops[1:], strict=False))
    assert bottoms[-1] < height
    assert width == printed(panels).width


def test_two_panels_on_a4_are_higher_than_three() -> None:
    assert printed(2).plot > printed(3).plot == printed(6).plot
    assert printed(1).width > printed(2).width


def test_ids_differ_between_charts_of_one_page() -> None:
    drawn = [chart("weight_for_age"), chart("length_for_age"), chart("weight_for_age", code="P2"),
             chart("weight_for_age", lines=Lines.CENTILES)]  # fmt: skip

    found = [re.findall(r' id="([^"]*)"', draw(one)) for one in drawn]

    assert len({name for names in found for name in names}) == sum(map(len, found)) == 12


def test_a_sheet_is_of_one_child() -> None:
    with pytest.raises(ValueError, match="one child"):
        draw_sheet([chart("weight_for_age"), chart("weight_for_age", code="P2")])
    with pytest.raises(ValueError, match="one child"):
        draw_sheet([])


def test_nothing_outside_is_referred_to() -> None:
    drawn = draw(many("weight_for_age"))

    assert re.findall(r"https?://[^\"' ]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|<script|<style|@import|<image|<foreignObject| on\w+=", drawn)
    assert set(re.findall(r"url\(([^)]*)\)", drawn)) == {"#" + re.findall(r'clipPath id="([^"]*)"', drawn)[0]}


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", '"><image href="x"/>', "A & B < C > D", "\x00\x1b[2J\ud800", "]]>", "' onload='x"],
)
def test_what_a_list_says_is_only_text(hostile: str) -> None:
    root = tree(chart("weight_for_age", point(30, 4.5), name=hostile, code=hostile))

    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
        "svg", "title", "desc", "rect", "g", "text", "path", "circle", "clipPath"}  # fmt: skip
    shown = hostile.replace("\x00", "\ufffd").replace("\x1b", "\ufffd").replace("\ud800", "\ufffd")
    (told,) = root.findall(f"{SVG}desc")
    assert f"{shown}, {shown}" in (told.text or "")


def test_a_long_name_is_broken_and_a_long_word_is_cut() -> None:
    shown = texts(tree(chart("weight_for_age", name="Muhammad Abdurrahman Al Ghifari Putra " * 3, code="X" * 400)))

    assert sum("Muhammad" in line for line in shown) >= 2
    assert any(line.endswith("X…") for line in shown)
    assert max(width_of(line, 11) for line in shown) <= SCREEN.width


@pytest.mark.parametrize(
    ("words", "lines"),
    [("", []), ("a b", ["a b"]), ("aaaa bbbb", ["aaaa", "bbbb"]), ("1\u00a0kg 2\u00a0kg", ["1\u00a0kg", "2\u00a0kg"]),
     ("abcdefgh", ["abcd…"])],
)  # fmt: skip
def test_lines_are_broken_at_plain_spaces(words: str, lines: list[str]) -> None:
    assert broken(words, 10, 5 * 5.6 + 0.1) == lines


numbers = st.floats(-1e6, 1e6) | st.floats(0, 130)


@st.composite
def points(draw_: st.DrawFn) -> Point:
    age = draw_(st.integers(-400, 40_000) | st.integers(0, 1900))
    return point(
        age, draw_(numbers), draw_(st.none() | numbers), flagged=draw_(st.booleans()),
        correction=draw_(st.sampled_from((0.0, 0.7, -0.7))), length=draw_(numbers),
    )  # fmt: skip


windows = st.none() | st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda w: (float(w[0]), float(w[0] + w[1])))


@settings(deadline=None, max_examples=120)
@given(
    st.sampled_from(INDICATORS), st.sampled_from((BOY, GIRL)), st.lists(points(), max_size=12), st.sampled_from(Lines),
    windows, st.text(max_size=20), st.text(max_size=60),
)  # fmt: skip
def test_any_points_give_a_well_formed_drawing_within_its_bounds(
    indicator: str,
    sex: int,
    given_: list[Point],
    lines: Lines,
    window: tuple[float, float] | None,
    code: str,
    name: str,
) -> None:
    drawn = chart(indicator, *given_, sex=sex, lines=lines, window=window, code=code, name=name)

    root = tree(drawn)

    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for e in root.iter(f"{SVG}circle"):
        assert 0 <= float(e.attrib["cx"]) <= width
        assert 0 <= float(e.attrib["cy"]) <= height
    for e in root.iter(f"{SVG}text"):
        assert 0 <= float(e.attrib["x"]) <= width
        assert 0 <= float(e.attrib["y"]) <= height
    for e in root.iter(f"{SVG}path"):
        steps = e.attrib["d"]
        far = 2100 if e.get("stroke") == "#123a7a" else 5
        for x, y in (place for stroke in read_path(steps) for place in stroke) if not set("vhm") & set(steps) else ():
            assert -far <= x <= width + far
            assert -far <= y <= height + far
    assert draw(drawn) == draw(drawn)


@settings(deadline=None, max_examples=40)
@given(st.lists(points(), max_size=12), st.randoms())
def test_the_order_of_the_points_changes_nothing_that_is_drawn(given_: list[Point], chance) -> None:  # type: ignore[no-untyped-def]
    days = {p.measured_on: p for p in given_}
    mixed = list(days.values())
    chance.shuffle(mixed)

    assert draw(chart("bmi_for_age", *days.values())) == draw(chart("bmi_for_age", *mixed))
