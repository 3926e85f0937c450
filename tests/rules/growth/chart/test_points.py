"""Where the child's points stand, how they are marked and which are joined."""

from __future__ import annotations

import math
from xml.etree import ElementTree as ET

import pytest
from tests.rules.growth.chart.chart_kit import SVG, back, chart, frame, point, read_path, tree

from padan.rules.growth.chart import Chart

INK = "#123a7a"


def marks(root: ET.Element) -> list[ET.Element]:
    """The drawn points, in the order of their dates."""
    (group,) = [e for e in root.iter(f"{SVG}g") if e.get("fill") == INK and e.get("stroke-width") == "0.7"]
    return list(group)


def joined(root: ET.Element) -> list[tuple[float, float]]:
    lines = [e for e in root.iter(f"{SVG}path") if e.get("stroke") == INK and e.get("fill") == "none"]
    return [place for line in lines if line.get("stroke-width") == "1.4" for place in read_path(line.attrib["d"])[0]]


@pytest.mark.parametrize(
    ("indicator", "ages", "values", "lengths"),
    [
        ("weight_for_age", (0, 31, 365, 700), (3.3, 4.4, 9.6, 12.1), (None,) * 4),
        ("length_for_age", (0, 731, 732, 1826), (50.0, 87.1, 86.0, 110.0), (None,) * 4),
        ("bmi_for_age", (10, 1000), (13.4, 15.6), (None,) * 2),
        ("weight_for_length", (100, 200, 300), (6.0, 7.9, 9.0), (61.3, 68.0, 72.4)),
    ],
)
def test_every_point_stands_at_its_exact_day_and_value(
    indicator: str, ages: tuple[int, ...], values: tuple[float, ...], lengths: tuple[float | None, ...]
) -> None:
    points = [point(age, value, length=length) for age, value, length in zip(ages, values, lengths, strict=True)]
    drawn = chart(indicator, *points)
    root = tree(drawn)
    box = frame(drawn, root)

    places = [back(box, float(e.attrib["cx"]), float(e.attrib["cy"])) for e in marks(root)]

    expected = list(zip([x or age for x, age in zip(lengths, ages, strict=True)], values, strict=True))
    unit = (box.x[1] - box.x[0]) / box.width, (box.y[1] - box.y[0]) / box.height
    for place, at in zip(places, expected, strict=True):
        assert [abs(a - b) / u < 0.011 for a, b, u in zip(place, at, unit, strict=True)] == [True, True]
    assert [back(box, *place) for place in joined(root)] == [pytest.approx(at, abs=0.05 * max(unit)) for at in places]


def test_points_are_joined_by_date_whatever_their_order() -> None:
    points = [point(300, 9), point(10, 3.6), point(100, 6)]

    assert tree(chart("weight_for_age", *points)).tag == f"{SVG}svg"
    assert joined(tree(chart("weight_for_age", *points))) == joined(
        tree(chart("weight_for_age", *sorted(points, key=lambda p: p.age_days)))
    )


def test_one_point_alone_is_joined_to_nothing() -> None:
    assert joined(tree(chart("weight_for_age", point(300, 9)))) == []


def test_a_flagged_point_is_crossed_out_and_not_joined() -> None:
    root = tree(chart("weight_for_age", point(30, 4.5), point(60, 7.4, 5.2, flagged=True), point(90, 6.4)))

    assert [e.tag.removeprefix(SVG) for e in marks(root)] == ["circle", "g", "circle"]
    assert len(joined(root)) == 2


def test_a_corrected_point_is_a_diamond() -> None:
    root = tree(chart("length_for_age", point(30, 54.0), point(400, 76.7, correction=0.7)))

    assert [e.tag.removeprefix(SVG) for e in marks(root)] == ["circle", "path"]
    assert marks(root)[1].attrib["d"].endswith("z")


def kinds(drawn: Chart) -> list[str]:
    return [e.get("transform", "").partition(" rotate")[2] for e in marks(tree(drawn))]


@pytest.mark.parametrize(
    ("age", "value", "turn"),
    [(200, 40, ""), (200, -20, "(180)"), (2500, 8, "(90)"), (2500, 90, "(45)"), (2500, -20, "(135)"),
     (-9, 8, "(-90)"), (-9, 90, "(-45)"), (-9, -20, "(-135)")],
)  # fmt: skip
@pytest.mark.parametrize("flagged", [False, True])
def test_a_point_outside_is_an_arrow_at_the_edge(age: int, value: float, turn: str, flagged: bool) -> None:
    drawn = chart("weight_for_age", point(100, 6), point(age, value, None, flagged=flagged), window=(0, 12))
    root = tree(drawn)
    box = frame(drawn, root)

    (arrow,) = [e for e in marks(root) if "transform" in e.attrib]

    x, _, rest = arrow.attrib["transform"].removeprefix("translate(").partition(" ")
    y = rest.partition(")")[0]
    across, down = box.across(min(max(age, 0), box.x[1])), box.down(min(max(value, box.y[0]), box.y[1]))
    assert (float(x), float(y)) == pytest.approx((across, down), abs=0.006)
    turned = {"(-90)": "(270)", "(-45)": "(315)", "(-135)": "(225)"}.get(turn, turn)
    assert arrow.attrib["transform"].partition(" rotate")[2] == turned
    assert arrow.get("fill") == ("#fff" if flagged else None)


def test_lying_lengths_stand_07_cm_lower_on_a_chart_of_standing_height() -> None:
    """The newest point, of two years, makes it a chart of height; at 79.5 cm lying the curve is that of 78.8."""
    lying, standing, corrected = (
        point(600, 9.8, length=79.5),
        point(800, 11.0, length=83.4),
        point(650, 10.0, length=81.0, correction=0.7),
    )
    drawn = chart("weight_for_length", lying, standing, corrected)
    root = tree(drawn)
    box = frame(drawn, root)

    assert [e.tag.removeprefix(SVG) for e in marks(root)] == ["path", "circle", "circle"]
    found = [back(box, float(e.attrib["cx"]), 0)[0] for e in marks(root)[1:]]
    assert found == pytest.approx([80.3, 83.4], abs=0.02)
    start = marks(root)[0].attrib["d"].partition(",")[0].removeprefix("M")
    assert back(box, float(start), 0)[0] == pytest.approx(78.8, abs=0.02)


@pytest.mark.parametrize("number", [math.nan, math.inf])
@pytest.mark.parametrize("field", ["value", "z", "length", "correction"])
def test_a_number_that_is_none_is_no_point(field: str, number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        point(**{"age_days": 3, "value": 3.0, "z": 0.0, field: number})
