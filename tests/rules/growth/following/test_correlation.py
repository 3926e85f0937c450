"""The committed correlation is what WHO's tables at hand imply."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from padan.reference.weight_gain import correlations
from padan.reference.who import velocity_tables
from padan.rules.growth.following import correlation

TOOL = Path(__file__).resolve().parents[4] / "tools" / "fit_growth_correlation.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fit_growth_correlation", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_weight_is_fitted_on_the_increments_of_one_and_two_months(tool: ModuleType) -> None:
    kept = correlations()["weight"]
    found = tool.fit(tool.implied("weight", velocity_tables()))
    assert found.round(3).tolist() == [kept.intercept, kept.age, kept.interval]


def test_length_is_fitted_on_the_increments_of_two_months_the_interval_given(tool: ModuleType) -> None:
    kept = correlations()["length"]
    found = tool.fit_given_interval(tool.implied("length", velocity_tables()), kept.interval)
    assert found.round(3).tolist() == [kept.intercept, kept.age, kept.interval]


@pytest.mark.parametrize(
    ("measure", "months", "rms", "most"),
    [("weight", 1, 0.013, 0.037), ("weight", 2, 0.017, 0.072), ("length", 2, 0.007, 0.016)],
)
def test_how_far_it_is_off(tool: ModuleType, measure: str, months: int, rms: float, most: float) -> None:
    found = tool.implied(measure, velocity_tables()).of(months)
    off = correlation(correlations()[measure], found.start, found.interval) - found.r
    assert np.sqrt(np.mean(off**2)) < rms
    assert abs(off).max() < most


def test_it_says_what_it_found(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    tool.report(velocity_tables())
    said = capsys.readouterr().out
    assert "weight: committed [ 1.404  0.381 -0.533], fitted on the committed tables [ 1.404  0.381 -0.533]" in said
    assert "2 months: r off by 0.006" in said
