"""Learn the shipped calibration of links anew, on invented regencies whose truth is known.

    python tools/fit_link_calibration.py FOLDER [--families 1000,4000] [--learn 11,12,13] [--check 14,15,16]

Each seed is invented twice: with the demo's usual mix of faults in the first size, and with the harsher one in the
second (odd seeds the other way round), since what a weight means can depend on the size of a register. Files are
invented and received once and kept in FOLDER; the releases are built anew by the code as it is now. Writes
``src/padan/pipeline/link/honest/calibration.json`` and prints the reliability on the seeds that it did not learn from.
"""

from __future__ import annotations

import argparse
import shutil
from datetime import date
from pathlib import Path

from padan.demo import Rates, invent
from padan.pipeline.home import Home
from padan.pipeline.link.honest.calibration import written
from padan.pipeline.link.honest.fit import learn, report
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk
from padan.pipeline.release import build

AS_OF = date(2026, 11, 21)
TARGET = Path(__file__).parent.parent / "src/padan/pipeline/link/honest/calibration.json"


def regency(folder: Path, families: int, seed: int, *, other: bool) -> tuple[Path, Path]:
    """The current release and the answer key of one invented regency."""
    home, truth = Home(folder / "home"), folder / "made" / "truth"
    if not (folder / "received").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        made = invent(folder / "made", families=families, seed=seed, rates=Rates.other() if other else Rates())
        home.make()
        with reading_desk(home) as desk:
            for path in sorted(made.paths):
                receive(home, Request(path, AS_OF), desk=desk)
        (folder / "received").touch()
    for built in (home.releases, home.ledger):
        shutil.rmtree(built, ignore_errors=True)
    home.make()
    build(home, AS_OF)
    return home.current_release(), truth


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
