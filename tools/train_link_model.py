"""Learn the shipped model of linking anew, on invented regencies, without looking at their answer keys.

    python -m tools.train_link_model FOLDER [--families 4000] [--seeds 21,22,23,24]

Each seed is a regency of its own: its lists are invented and received once and kept in FOLDER, and standardised by the
code as it is now. Mixes of faults and worlds of names take turns; the mix ``lain`` is left out, so that something is
left to try the model on. Every regency is trained on by itself (numbers of two invented regencies can be equal by
chance) and what was learned is averaged. Writes ``src/padan/pipeline/link/model.json``; next comes
``tools/fit_link_calibration.py``, since probabilities belong to weights.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.regencies import received

from padan.demo.profiles import rates_of
from padan.pipeline import engine
from padan.pipeline.link.frequencies import Frequencies
from padan.pipeline.link.model import OF_ONE_HOUSEHOLD
from padan.pipeline.link.people import from_query, source_names
from padan.pipeline.link.train import Learned, train, version_of, weights
from padan.pipeline.receive.origin import regency
from padan.pipeline.standardise import standardise

TARGET = Path(__file__).parent.parent / "src/padan/pipeline/link/model.json"
MIXES = (("biasa", "kutai"), ("kasar", "nusantara"), ("biasa", "jawa"), ("kasar", "kutai"))


def learned_on(folder: Path, families: int, seed: int, profile: str, names: str) -> Learned:
    """What the lists of one invented regency teach."""
    home = received(folder, families, seed, rates_of(profile), names)
    with engine.connect() as con:
        standardise(con, sorted(home.records.glob("*.parquet")), regency())
        return train(from_query(con, "standard"), source_names(con, "standard"))


def mean(parts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each entry; one that a part lacks is nothing there."""
    return {key: sum(part.get(key, 0.0) for part in parts) / len(parts) for key in sorted(set().union(*parts))}


def averaged(found: Sequence[Learned]) -> dict:
    """One model of all, as it is written to a file."""
    models = [each.model for each in found]
    same, strangers = (
        {name: mean([part[name] for part in parts]) for name in parts[0]}
        for parts in ([each.same for each in found], [each.strangers for each in found])
    )
    names = [model.frequencies for model in models]
    records = round(sum(part.records for part in names) / len(names))
    common = Frequencies(mean([part.names for part in names]), mean([part.words for part in names]), records)
    priors = [m.prior + math.log2(m.frequencies.records / records) for m in models]
    decides = {
        "prior": round(sum(priors) / len(priors), 4),
        "weights": weights(same, strangers),
        "shares": {name: {level: round(share, 10) for level, share in part.items()} for name, part in same.items()},
        "lists": {pair: round(bits, 4) for pair, bits in mean([m.lists for m in models]).items()},
        "household": OF_ONE_HOUSEHOLD,
        "frequencies": {
            "records": records,
            "names": {name: round(share, 9) for name, share in common.names.items()},
            "words": {word: round(share, 9) for word, share in common.words.items()},
        },
    }
    return {"version": version_of(decides), **decides}


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the shipped model of linking anew.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--families", type=int, default=4000)
    parser.add_argument("--seeds", default="21,22,23,24")
    chosen = parser.parse_args()
    found = []
    for place, seed in enumerate(map(int, chosen.seeds.split(","))):
        profile, names = MIXES[place % len(MIXES)]
        print(seed, profile, names, flush=True)
        folder = chosen.folder / f"{chosen.families}-{seed}-{profile}-{names}"
        found.append(learned_on(folder, chosen.families, seed, profile, names))
    model = averaged(found)
    TARGET.write_text(json.dumps(model) + "\n", "utf-8")
    print(model["version"], model["prior"], json.dumps(model["weights"], indent=1))


if __name__ == "__main__":
    main()
