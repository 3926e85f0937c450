"""How many to visit: by textbooks, and by what must always hold."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.errors import InvalidValueError
from padan.rules.sampling import quantile, sample_size

#: The confidence whose quantile is 2, the number with which Cochran rounds 1.96.
TWO = math.erf(2 / math.sqrt(2))


def test_cochran() -> None:
    """Cochran 1977, section 4.4: an island of 3,200 people, a share to 5 points either way with t = 2: 356 of them."""
    assert sample_size(3200, 0.05, TWO) == 356
    assert sample_size(10**9, 0.05, TWO) == 400


@pytest.mark.parametrize(
    ("population", "table"),
    [(10, 10), (50, 44), (100, 80), (200, 132), (300, 169), (500, 217), (1000, 278), (2000, 322), (5000, 357)],
)
def test_krejcie_and_morgan(population: int, table: int) -> None:
    """Krejcie and Morgan 1970, *Educational and Psychological Measurement* 30: 5 points, chi-square 3.841. Their table
    rounds to the nearest; ours keeps what it promises and rounds up."""
    exact = 3.841 * population * 0.25 / (0.05**2 * (population - 1) + 3.841 * 0.25)
    assert round(exact) == table
    assert sample_size(population, 0.05) == math.ceil(exact)


@pytest.mark.parametrize(
    ("half_width", "confidence", "expected", "response", "size"),
    [
        # 1,000 families
        (0.05, 0.95, 0.5, 1.0, 278),
        (0.10, 0.95, 0.5, 1.0, 88),
        (0.05, 0.90, 0.5, 1.0, 214),
        (0.05, 0.95, 0.1, 1.0, 122),
        (0.05, 0.95, 0.9, 1.0, 122),
        (0.05, 0.95, 0.5, 0.8, 348),
        (0.05, 0.95, 0.5, 0.2, 1000),
        (0.001, 0.95, 0.5, 1.0, 999),
        (0.99, 0.5, 0.5, 1.0, 1),
    ],
)
def test_drawn(half_width: float, confidence: float, expected: float, response: float, size: int) -> None:
    assert sample_size(1000, half_width, confidence, expected, response) == size


def test_a_size_that_is_whole_is_not_rounded_up() -> None:
    """z = 2, p = 0.5 and d = 0.1 need 100 without end: of 9,801 they need 9,801 * 100 / 9,900, which is 99."""
    assert sample_size(9801, 0.1, TWO) == 99


def test_of_nobody() -> None:
    assert sample_size(0, 0.05) == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"population": -1}, "jumlah keluarga"),
        ({"half_width": 0}, "setengah lebar"),
        ({"half_width": 5}, "setengah lebar"),
        ({"confidence": 95}, "kepercayaan"),
        ({"expected": 0}, "diperkirakan"),
        ({"response": 0}, "menjawab"),
        ({"response": 1.1}, "menjawab"),
        ({"half_width": math.nan}, "setengah lebar"),
    ],
)
def test_what_cannot_be(wrong: dict[str, float], said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        sample_size(**{"population": 100, "half_width": 0.05, **wrong})  # type: ignore[arg-type]


@given(st.integers(1, 10**7), st.floats(0.005, 0.5), st.floats(0.5, 0.999), st.floats(0.01, 0.99))
def test_the_size_keeps_its_promise_and_one_fewer_would_not(
    population: int, half_width: float, confidence: float, expected: float
) -> None:
    size = sample_size(population, half_width, confidence, expected)
    assert 1 <= size <= population

    def reach(n: int) -> float:
        left = (population - n) / (population - 1) if population > 1 else 0
        return quantile(confidence) * math.sqrt(left * expected * (1 - expected) / n)

    assert reach(size) <= half_width * (1 + 1e-6)
    if size > 1:
        assert reach(size - 1) > half_width * (1 - 1e-6)
