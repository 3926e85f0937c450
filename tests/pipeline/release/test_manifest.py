"""What decides the name of a release, and reading a manifest back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from padan.kernel.errors import RegisterError
from padan.pipeline.receive import Receipt
from padan.pipeline.release import Manifest, read_manifest
from padan.pipeline.release.manifest import inputs_of, release_id

DAY = date(2026, 11, 21)
RECEIPT = Receipt(
    receipt_id="a" * 16, sha256="a" * 64, file="kes.csv", size=10, source="dtsen", true_at=DAY, true_at_from="receipt",
    received_at=DAY, received_by=None, village_code=None, sheets=(), notes=(), records=3,
)  # fmt: skip


def name(receipts: list[Receipt] | None = None, **changes: Any) -> str:
    given = {"as_of": DAY, "model_version": "m1", "regency": "64.02", "velocity": "", **changes}
    return release_id([RECEIPT] if receipts is None else receipts, **given)


def test_a_name_begins_with_its_day():
    assert name().startswith("2026-11-21-")


@pytest.mark.parametrize(
    "other",
    [
        name(as_of=date(2026, 11, 22)),
        name(model_version="m2"),
        name(regency=None),
        name(velocity="0123456789abcdef"),
        name([]),
        name([RECEIPT, replace(RECEIPT, sha256="b" * 64)]),
        name([replace(RECEIPT, sha256="b" * 64)]),
        name([replace(RECEIPT, true_at=date(2026, 1, 1))]),
        name([replace(RECEIPT, received_at=date(2026, 1, 1))]),
        name([replace(RECEIPT, village_code="64.02.13.1008")]),
        name([replace(RECEIPT, source="opensid")]),
        name([replace(RECEIPT, within=("64.02.13.1008",))]),
    ],
)
def test_whatever_decides_the_result_is_in_the_name(other: str):
    assert other != name()


def test_the_same_inputs_have_the_same_name():
    assert name() == name([replace(RECEIPT)])


def manifest() -> Manifest:
    return Manifest("r", DAY, 1, "m1", inputs_of([RECEIPT]), {"person": 2}, {"person.parquet": "a"}, {"people": 2})


def test_it_is_read_back_as_it_was_written(tmp_path: Path):
    manifest().write(tmp_path)

    assert read_manifest(tmp_path) == manifest()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"as_of": "yesterday"}', '{"as_of": 3}'])
def test_a_damaged_one_is_said(tmp_path: Path, text: str):
    (tmp_path / "manifest.json").write_text(text, "utf-8")

    with pytest.raises(RegisterError, match="rusak") as caught:
        read_manifest(tmp_path)
    assert "padan release" in str(caught.value.next_step)


def test_a_missing_one_is_said(tmp_path: Path):
    with pytest.raises(RegisterError, match="rusak"):
        read_manifest(tmp_path)
