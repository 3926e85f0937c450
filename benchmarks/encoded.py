"""What encoding costs and what it stops: ``python -m benchmarks.encoded [--records N] [--seed S]``.

The same invented people are linked in the clear and encoded, with and without defences; then the two simplest attacks
are run on the encoded rows. ``--train MODEL.json`` learns the weights
that are shipped, on other seeds than those shown.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from benchmarks.encoded_attacks import KEY, Sent, attacked, sent
from benchmarks.linkage.people import invent
from benchmarks.linkage.profiles import PROFILES
from benchmarks.linkage.score import Pairs as Counted
from benchmarks.linkage.score import score

from padan.pipeline.encode.evidence import Pairs, levels
from padan.pipeline.encode.learning import learn
from padan.pipeline.encode.linking import THRESHOLD, candidates, link_rows
from padan.pipeline.encode.model import EncodedModel
from padan.pipeline.encode.parameters import BARE, HARDENED, Parameters
from padan.pipeline.encode.people import standard_people

#: What is compared: the filters of 2009 without defence, salted by the year of birth, salted by the day of birth.
WAYS = {"bare": BARE, "year": Parameters(salt="year"), "date": HARDENED}
#: Invented tables that the shipped weights are learned on.
TRAINED_ON = (("plain", 11), ("harsh", 12))
TODAY = date(2026, 11, 22)


def people_of(records: int, profile: str, seed: int) -> tuple[np.ndarray, pa.Table]:
    """Invented people: who each row is, and the rows in standard forms."""
    table = invent(records, PROFILES[profile], seed)
    columns = {"record": "rid", "list": "source", "nik": "nik", "kk": "kk", "name": "name", "mother": "mother"}
    columns |= {"birth": "birth_date", "sex": "sex", "village": "village"}
    given = pa.table({ours: table.column(theirs).cast(pa.string()) for ours, theirs in columns.items()})
    return table.column("person").to_numpy(), standard_people(given, today=TODAY)


def taught(records: int, parameters: Parameters) -> dict:
    """Weights for one way of encoding, as they are written to ``model.json``."""
    found, same = [], []
    for profile, seed in TRAINED_ON:
        table = sent(*people_of(records, profile, seed), parameters)
        for left, right in candidates(table.rows):
            found.append(levels(Pairs(table.rows, left, right)))
            same.append(table.person[left] == table.person[right])
    return learn({name: np.concatenate([f[name] for f in found]) for name in found[0]}, np.concatenate(same))


def linked(table: Sent, model: EncodedModel) -> Counted:
    """How well the encoded rows are linked."""
    out = link_rows(table.rows, model, THRESHOLD)
    label = np.unique(out.column("person").to_numpy(), return_inverse=True)[1]
    return score(label, table.person, np.zeros(len(label), np.bool_)).everybody


def equal_niks(people: pa.Table, person: np.ndarray) -> Counted:
    """What joining on equal sound NIKs finds."""
    nik = people.column("nik").to_numpy(zero_copy_only=False)
    alone = np.array([f"-{place}" for place in range(len(nik))], object)
    label = np.unique(np.where(nik == None, alone, nik).astype(str), return_inverse=True)[1]  # noqa: E711
    return score(label, person, np.zeros(len(label), np.bool_)).everybody


def _told(name: str, counted: Counted) -> None:
    print(f"  {name:24} P {counted.precision:.4f}  R {counted.recall:.4f}  F1 {counted.f1:.4f}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--profile", choices=list(PROFILES), default="plain")
    parser.add_argument("--train", type=Path)
    chosen = parser.parse_args()
    if chosen.train:
        chosen.train.write_text(json.dumps(taught(chosen.records, HARDENED), indent=1) + "\n", "utf-8")
        return
    person, people = people_of(chosen.records, chosen.profile, chosen.seed)
    print(f"{chosen.records} records, {chosen.profile}, key of {8 * len(KEY)} bits")
    _told("equal NIKs, in the clear", equal_niks(people, person))
    for name, parameters in WAYS.items():
        told = taught(chosen.records, parameters)
        table = sent(person, people, parameters)
        _told(f"encoded, {name}", linked(table, EncodedModel(told["version"], told["prior"], told["weights"])))
        print(f"    {chosen.records / table.seconds:,.0f} rows a CPU-second")
    for name, shares in attacked(chosen.records, WAYS).items():
        print(f"  attacked, {name}: " + ", ".join(f"{attack} {share:.4f}" for attack, share in shares.items()))


if __name__ == "__main__":
    main()
