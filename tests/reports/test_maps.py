"""Maps: features of an invented GeoJSON held against the list of regions, traced, kept; tiles; steps of a colour."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.errors import UnreadableFileError
from padan.reference.regions import codes_under
from padan.reports.maps.boundaries import MOST, drawing_of, keep
from padan.reports.maps.fitting import fitted
from padan.reports.maps.steps import STEPS, Scale, scale_of
from padan.reports.maps.tiles import SIDE, block, blocks
from padan.reports.maps.tracing import drawing

REGENCY = "64.02"
#: Two villages of Sebulu and one of Samboja, side by side, and what their features say of them.
SQUARES = {"64.02.07.2001": 0.0, "64.02.07.2002": 0.1, "64.02.13.1008": 0.2}


def square(west: float, side: float = 0.1) -> list[list[float]]:
    return [[116 + west, 0], [116 + west + side, 0], [116 + west + side, side], [116 + west, side], [116 + west, 0]]


def feature(properties: dict[str, Any], *rings: list[list[float]], kind: str = "Polygon") -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": list(rings)}}


def written(folder: Path, features: list[Any]) -> Path:
    file = folder / "desa.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, [feature({"kode": code}, square(west)) for code, west in SQUARES.items()])


#: What a feature says of itself, and the village that it is.
DRAWN = [
    ({"kode": "64.02.13.1008"}, "64.02.13.1008"),
    ({"KODE_DESA": "6402131008", "DESA": "Wonotirto", "KECAMATAN": "Samboja"}, "64.02.13.1008"),
    ({"WADMKD": "Tanjung Harapan", "WADMKC": "Sebulu", "WADMKK": "Kutai Kartanegara"}, "64.02.07.2002"),
    ({"WADMKD": "Tanjung Harapan", "WADMKC": "Samboja", "WADMKK": "Kutai Kartanegara"}, "64.02.13.1009"),
    ({"kode": "64.02.06.1001"}, "64.02.06.1001"),
    ({"kode": "6402061001"}, None),
    ({"nama": "Tanjung Harapan"}, None),
    ({"kode": "64.03.01.2001"}, None),
    ({"kode": "64.02.13.9999", "nama": "Entah"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("properties", "village"), DRAWN)
def test_a_feature_is_the_village_that_its_code_and_names_say(
    properties: dict[str, Any], village: str | None, tmp_path: Path
) -> None:
    sure = feature({"kode": "64.02.01.2001"}, square(0.5))
    found = fitted(written(tmp_path, [sure, feature(properties, square(0))]), REGENCY)
    assert set(found.polygons) == {"64.02.01.2001"} | ({village} if village else set())
    assert len(found.unknown) == (0 if village else 1)
    assert set(found.missing) == set(codes_under(REGENCY, 13)) - set(found.polygons)
    assert found.features == 2


def test_features_of_one_village_are_taken_together(tmp_path: Path) -> None:
    parts = [feature({"kode": "64.02.13.1008"}, square(west)) for west in (0, 0.3)]
    found = fitted(written(tmp_path, parts), REGENCY)
    assert len(found.polygons["64.02.13.1008"]) == 2


#: What is wrong with a file, and a part of what is said.
BAD = [
    ("tidak ada", None, "tidak terbaca"),
    ("bukan JSON", "{", "bukan JSON"),
    ("sebuah daftar", "[]", "bukan FeatureCollection"),
    ("tanpa bidang", '{"type": "FeatureCollection", "features": []}', "tidak satu pun"),
    ("sebuah titik", json.dumps({"features": [feature({"kode": "64.02.13.1008"}, kind="Point")]}), "nomor 1 bukan"),
    ("tanpa bentuk", json.dumps({"features": [{"properties": {}, "geometry": None}]}), "nomor 1 bukan"),
    ("bukan objek", '{"features": [7]}', "nomor 1 bukan"),
    (
        "dalam meter",
        json.dumps({"features": [feature({"kode": "64.02.13.1008"}, [[500000, 10], [500100, 10], [500000, 99]])]}),
        "bukan wilayah dalam derajat",
    ),
    ("kosong", json.dumps({"features": [feature({"kode": "64.02.13.1008"})]}), "nomor 1 bukan"),
    ("garis", json.dumps({"features": [feature({"kode": "64.02.13.1008"}, [[116, 0], [117, 0]])]}), "nomor 1 bukan"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), [each[1:] for each in BAD], ids=[each[0] for each in BAD])
def test_a_file_that_is_no_map_is_refused_in_words(text: str | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / "peta.geojson"
    if text is not None:
        file.write_text(text, "utf-8")
    with pytest.raises(UnreadableFileError, match=said) as refused:
        fitted(file, REGENCY)
    assert "peta.geojson" in refused.value.what
    assert refused.value.next_step


def spots(path: str) -> list[list[tuple[int, int]]]:
    """The points of a path, ring by ring."""
    rings = []
    for told in re.findall(r"M([^z]+)z", path):
        start, _l, steps = told.partition("l")
        numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
        x, y = (int(each) for each in re.findall(r"-?\d+", start))
        ring = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def test_neighbours_share_their_line_and_north_is_up(file: Path) -> None:
    found = drawing(fitted(file, REGENCY).polygons, 10_000)
    first, second, third = (set(spots(found.paths[code])[0]) for code in SQUARES)
    assert len(first & second) == len(second & third) == 2
    assert first & third == set()
    assert max(x for x, _y in third) == found.width
    assert (min(y for _x, y in first), max(y for _x, y in first)) == (0, found.height)


@given(st.integers(3, 400), st.integers(60, 4_000))
def test_a_drawing_is_as_short_as_asked_and_every_ring_stays_a_ring(corners: int, most: int) -> None:
    turns = [2 * math.pi * number / corners for number in range(corners)]
    ring = [(116 + math.cos(turn), math.sin(turn) * (1 + 0.2 * (number % 2))) for number, turn in enumerate(turns)]
    island = ((((116.5, 0.5), (116.500001, 0.5), (116.5, 0.500001), (116.5, 0.5)),),)
    polygons = {"64.02.13.1008": (((*ring, ring[0]),),), "64.02.13.1009": island}
    found = drawing(polygons, most)
    assert sum(map(len, found.paths.values())) <= max(most, 2_500)
    for path in found.paths.values():
        for points in spots(path):
            assert len(points) >= 3
            assert all(one != other for one, other in pairwise(points))


def test_boundaries_are_kept_whole_and_by_kecamatan_and_given_anew(file: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert drawing_of(home, REGENCY) is None
    keep(home, REGENCY, fitted(file, REGENCY))
    whole, sebulu = drawing_of(home, REGENCY), drawing_of(home, "64.02.07")
    assert whole is not None
    assert sebulu is not None
    assert set(whole.paths) == set(SQUARES)
    assert set(sebulu.paths) == {"64.02.07.2001", "64.02.07.2002"}
    assert drawing_of(home, "64.02.01") is None
    again = written(tmp_path, [feature({"kode": "64.02.01.2001"}, square(0))])
    keep(home, REGENCY, fitted(again, REGENCY))
    anew = drawing_of(home, REGENCY)
    assert anew is not None
    assert set(anew.paths) == {"64.02.01.2001"}
    assert [each.name for each in (home / "regions").iterdir()] == ["boundaries.json"]


def test_a_regency_of_fine_boundaries_is_cut_down_to_a_page(tmp_path: Path) -> None:
    """Every village a ring of 400 points: some 95,000 points, as maps of surveys have."""
    features = []
    for number, code in enumerate(codes_under(REGENCY, 13)):
        x, y = 115 + number % 16 * 0.1, number // 16 * 0.1
        turns = [2 * math.pi * step / 400 for step in range(400)]
        ring = [[x + 0.05 * math.cos(turn), y + 0.05 * math.sin(turn)] for turn in turns]
        features.append(feature({"kode": code}, [*ring, ring[0]]))
    home = tmp_path / "home"
    keep(home, REGENCY, fitted(written(tmp_path, features), REGENCY))
    whole = drawing_of(home, REGENCY)
    assert whole is not None
    assert len(whole.paths) == 237
    assert 10_000 < sum(map(len, whole.paths.values())) <= MOST


@given(st.integers(1, 300))
def test_tiles_lie_apart_and_in_the_drawing(many: int) -> None:
    found = block("64.02.13", [f"64.02.13.{2000 + number}" for number in range(many)])
    corners = {(tile.x, tile.y) for tile in found.tiles}
    assert len(corners) == many
    assert all(0 <= x <= found.width - SIDE and 0 <= y <= found.height - SIDE for x, y in corners)
    assert max(found.width, found.height) <= (min(found.width, found.height) + 2 * SIDE)


def test_villages_make_a_block_for_each_kecamatan() -> None:
    found = blocks(["64.02.13.1009", "64.02.07.2001", "64.02.13.1008"])
    assert [(each.code, [tile.code for tile in each.tiles]) for each in found] == [
        ("64.02.07", ["64.02.07.2001"]), ("64.02.13", ["64.02.13.1008", "64.02.13.1009"]),
    ]  # fmt: skip


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20))
def test_every_share_has_a_step_that_the_legend_tells(parts: list[float | None]) -> None:
    scale = scale_of(parts)
    told = dict(scale.legend())
    for part in parts:
        if part is not None:
            step = scale.step(part)
            assert step in told
            assert (step == 0) == (part == 0)
            assert part <= scale.end * step / STEPS + 1e-6 or step == STEPS


#: A share, the end of the scale, and its step.
STEPPED = [(0.0, 1.0, 0), (0.01, 1.0, 1), (0.2, 1.0, 1), (0.21, 1.0, 2), (1.0, 1.0, 5), (1.7, 1.0, 5), (0.05, 0.05, 5)]


@pytest.mark.parametrize(("part", "end", "step"), STEPPED)
def test_the_step_of_a_share(part: float, end: float, step: int) -> None:
    assert Scale(end).step(part) == step
