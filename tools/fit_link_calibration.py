"""Learn the shipped calibration of links anew, on invented regencies whose truth is known.

    python -m tools.fit_link_calibration FOLDER [--families 1000,4000] [--learn 11,…,18] [--check 31,…,34]

Each seed is invented twice: with the demo's usual mix of faults in the first size, and with the harsher one in the
second (odd seeds the other way round), since what a weight means can depend on the size of a register; worlds of names
take turns, and the mix ``lain`` is left out, so that something is left to try the curve on. Files are
invented and received once and kept in FOLDER; the releases are built anew by the code as it is now. Writes
``src/padan/pipeline/link/honest/calibration.json`` and prints the reliability on the seeds that it did not learn from.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from tools.regencies import AS_OF, forget_releases, received

from padan.demo.profiles import rates_of
from padan.pipeline.link.honest.calibration import written
from padan.pipeline.link.honest.fit import learn, report
from padan.pipeline.release import build

TARGET = Path(__file__).parent.parent / "src/padan/pipeline/link/honest/calibration.json"


#: The usual mix and the harsher one, with the names of an even and of an odd seed.
MIXES = (("biasa", ("kutai", "jawa")), ("kasar", ("nusantara", "kutai")))


def regencies(folder: Path, sizes: Sequence[int], seeds: Sequence[int]) -> list[tuple[Path, Path]]:
    """The current release and the answer key of each invented regency."""
    found = []
    for seed in seeds:
        for number, (profile, names) in enumerate(MIXES):
            families, world = sizes[(seed + number) % len(sizes)], names[seed % len(names)]
            own = folder / f"{families}-{seed}-{profile}-{world}"
            print(own.name, flush=True)
            home = received(own, families, seed, rates_of(profile), world)
            forget_releases(home)
            build(home, AS_OF)
            found.append((home.current_release(), own / "made" / "truth"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the calibration of links anew.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--families", default="1000,4000")
    parser.add_argument("--learn", default="11,12,13,14,15,16,17,18")
    parser.add_argument("--check", default="31,32,33,34")
    chosen = parser.parse_args()
    sizes = [int(each) for each in chosen.families.split(",")]
    learned, checked = (
        regencies(chosen.folder, sizes, [int(seed) for seed in getattr(chosen, part).split(",")])
        for part in ("learn", "check")
    )
    calibration = learn(learned)
    TARGET.write_text(written(calibration), "utf-8")
    print(report(calibration, checked))


if __name__ == "__main__":
    main()
