"""Try it: ``python -m padan.demo OUT --families 1000 --seed 1``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from padan.demo.inventing import invent
from padan.demo.profiles import PROFILES, USUAL
from padan.demo.worlds import KUTAI, WORLDS


def main() -> None:
    """Invent a regency and print what was written."""
    parser = argparse.ArgumentParser(prog="python -m padan.demo", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--families", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", choices=PROFILES, default=USUAL, help="the mix of faults")
    parser.add_argument("--names", choices=WORLDS, default=KUTAI.name, help="the world of names")
    chosen = parser.parse_args()
    start = time.perf_counter()
    made = invent(chosen.out, families=chosen.families, seed=chosen.seed, profile=chosen.profile, names=chosen.names)
    for source, paths in made.files.items():
        print(f"{source:15} {len(paths):4} files {made.records[source]:8,} records")
    print(f"{made.people:,} people, {made.children:,} under five, {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
