"""How the share of overdue facts moves over two simulated years, in villages that answer and in those that do not.

DTSEN comes quarterly, the screening half-yearly, weighings monthly; a release is built and taken in every month. Shares
are of the facts that somebody owes (release table ``freshness``), counted by the pages' own query layer.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.two_years.simulating import Month, simulated


def main() -> None:
    """Simulate and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=600)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print("month       overdue or never, of facts that villages can tell     all facts           asked   answered")
    print("            villages that answer   that do not                    answer  do not      open    this month")
    with tempfile.TemporaryDirectory(prefix="padan-years-") as folder:
        for month in simulated(Path(folder), asked.families, asked.months, asked.seed):
            _tell(month)


def _tell(month: Month) -> None:
    told, every = month.told, month.every
    shares = f"{told[True]:>20.1%}   {told[False]:>11.1%}{every[True]:>26.1%}  {every[False]:>6.1%}"
    print(f"{month.day}  {shares}    {month.asked:6}   {month.answered:6}", flush=True)


if __name__ == "__main__":
    main()
