"""Learn the shipped calibration of links anew, on invented regencies whose truth is known.

    python -m tools.fit_link_calibration FOLDER [--families 1000,4000] [--learn 11,12,13] [--check 14,15,16]

Each seed is invented twice: with the demo's usual mix of faults in the first size, and with the harsher one in the
second (odd seeds the other way round), since what a weight means can depend on the size of a register. Files are
invented and received once and kept in FOLDER; the releases are built anew by the code as it is now. Writes
``src/padan/pipeline/link/honest/calibration.json`` and prints the reliability on the seeds that it did not learn from.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.regencies import AS_OF, forget_releases, received

from padan.demo import Rates
from padan.pipeline.link.honest.calibration import written
from padan.pipeline.link.honest.fit import learn, report
from padan.pipeline.release import build

TARGET = Path(__file__).parent.parent / "src/padan/pipeline/link/honest/calibration.json"


def regency(folder: Path, families: int, seed: int, *, other: bool) -> tuple[Path, Path]:
    """The current release and the answer key of one invented regency."""
    home = received(folder, families, seed, Rates.other() if other else Rates())
    forget_releases(home)
    build(home, AS_OF)
    return home.current_release(), folder / "made" / "truth"


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the calibration of links anew.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--families", default="1000,4000")
    parser.add_argument("--learn", default="11,12,13")
    parser.add_argument("--check", default="14,15,16")
    chosen = parser.parse_args()
    sizes = [int(each) for each in chosen.families.split(",")]
    made: dict[str, list[tuple[Path, Path]]] = {}
    for part in ("learn", "check"):
        made[part] = []
        for seed in map(int, getattr(chosen, part).split(",")):
            for other in (False, True):
                families = sizes[(seed + other) % len(sizes)]
                name = f"{families}-{seed}-{'other' if other else 'usual'}"
                print(name, flush=True)
                made[part].append(regency(chosen.folder / name, families, seed, other=other))
    calibration = learn(made["learn"])
    TARGET.write_text(written(calibration), "utf-8")
    print(report(calibration, made["check"]))


if __name__ == "__main__":
    main()
