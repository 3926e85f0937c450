"""An invented flat table of people with known truth: ``python -m benchmarks.linkage.people OUT --records N``.

Four fifths of the records are persons' first ones, mostly in list A, a registry in fair order; the others are in the
lists B (toddlers), C and D, which are filled in by hand. Nothing here knows Padan's own demo.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from benchmarks.linkage.names import NONE, Words
from benchmarks.linkage.population import CHILD_DAYS, VILLAGES, YEAR, Persons, persons, village_code
from benchmarks.linkage.profiles import PROFILES, Profile

from benchmarks.linkage import faults

FIRST_RECORDS = 0.8
_PLACEHOLDERS = np.array([b"0000000000000000", b"9999999999999999", b"-", b"1111111111111111"])
_TITLES = (["H ", "BPK ", "DRS. ", "UST. ", "SDR. "], ["HJ. ", "IBU ", "NY. ", "DRA. ", "SDRI "])
_AFTER = [", S.PD", ", SE", ", S.KOM", " (ALM)", ", A.MD"]


def invent(records: int, profile: Profile, seed: int) -> pa.Table:
    """``records`` rows: rid, source, nik, kk, name, mother, birth_date, sex, village; person, household, child."""
    draw = np.random.default_rng([seed, records])
    words = Words(draw, profile.styles)
    truth = persons(draw, words, profile, int(records * FIRST_RECORDS))
    row, source = _listed(draw, truth, profile, records)
    care = np.where(source == 0, profile.registry, 1.0)
    if profile.unevenness:
        shape = profile.unevenness**-2
        care = care * draw.gamma(shape, 1 / shape, records)
    of = truth.take(row)
    child = of.age_days < CHILD_DAYS
    mother = _names(draw, words, of.mother, profile, care, np.ones(records, bool))
    missing = np.where(child, *profile.mother_missing) * np.where(source == 0, 0.6, 1.0)
    columns = {
        "source": pa.array(np.array(list("ABCD"))[source]),
        "nik": _text(_niks(draw, of, profile, care, source == 0)),
        "kk": _text(_family_cards(draw, of, truth, profile, care)),
        "name": _babies(draw, _names(draw, words, of.name, profile, care, of.woman), mother, of, profile, care),
        "mother": _without(mother, draw.random(records) < missing),
        "birth_date": _text(faults.misdated(draw, of.born, profile, care, of.age_days / YEAR)),
        "sex": _sexes(draw, of, profile, care),
        "village": _villages(draw, of, profile, care),
        "person": pa.array(row),
        "household": pa.array(of.household),
        "child": pa.array(child),
    }
    shuffled = draw.permutation(records)
    table = pa.table(columns).take(pa.array(shuffled))
    return table.add_column(0, "rid", pa.array(np.arange(records)))


def _listed(draw: np.random.Generator, truth: Persons, profile: Profile, records: int) -> tuple[np.ndarray, np.ndarray]:
    """Person and list (0 = A) of each record; toddlers are listed more often."""
    many = len(truth.born)
    weight = np.where(truth.age_days < CHILD_DAYS, 3.0, 1.0)
    again = np.searchsorted(np.cumsum(weight), draw.random(records - many) * weight.sum())
    row = np.concatenate([np.arange(many), again])
    first = np.arange(records) < many
    by_hand = np.where(
        (truth.age_days < CHILD_DAYS)[row], draw.choice([1, 1, 2, 3], records), draw.choice([2, 2, 3], records)
    )
    in_registry = np.where(
        first, draw.random(records) >= profile.outside_registry, draw.random(records) < profile.listed_twice
    )
    return row, np.where(in_registry, 0, by_hand)


def _niks(
    draw: np.random.Generator, of: Persons, profile: Profile, care: np.ndarray, registry: np.ndarray
) -> np.ndarray:
    many, age = len(care), of.age_days / YEAR

    def hit(rate: float) -> np.ndarray:
        return draw.random(many) < rate * care

    parents = hit(profile.nik_of_parent) & (age < 5) & (of.parent_nik > 0)
    digits = faults.digits_text(np.where(parents, of.parent_nik, of.nik), 16)
    out = digits.astype("S24")
    chosen = hit(profile.nik_typo)
    out[chosen] = faults.slipped(draw, digits[chosen], digits=True)
    chosen = hit(profile.nik_last_digit_zero)
    out[chosen] = np.char.add(out[chosen].astype("S15"), b"0")
    chosen = hit(profile.nik_scientific)
    parts = digits[chosen].astype("S6")
    out[chosen] = np.char.add(np.char.add(np.char.add(parts.astype("S1"), b","), _after_first(parts)), b"E+15")
    chosen = hit(profile.nik_decorated)
    out[chosen] = np.char.add(b"'", out[chosen])
    chosen = hit(profile.nik_placeholder)
    out[chosen] = draw.choice(_PLACEHOLDERS, chosen.sum())
    rate = np.select([age < 5, age < 17], profile.nik_missing[:2], profile.nik_missing[2])
    out[draw.random(many) < rate * np.where(registry, 0.4, 1.0)] = b""
    return out


def _after_first(texts: np.ndarray) -> np.ndarray:
    """The texts without their first character."""
    width = texts.dtype.itemsize
    rest = texts.view(np.uint8).reshape(-1, width)[:, 1:]
    return np.ascontiguousarray(rest).view(f"S{width - 1}")[:, 0]


def _family_cards(
    draw: np.random.Generator, of: Persons, truth: Persons, profile: Profile, care: np.ndarray
) -> np.ndarray:
    def hit(rate: float) -> np.ndarray:
        return draw.random(len(care)) < rate * care

    number = np.where(hit(profile.kk_changed), draw.choice(truth.kk, len(care)), of.kk)
    digits = faults.digits_text(number, 16)
    out = digits.astype("S18")
    chosen = hit(profile.kk_typo)
    out[chosen] = faults.slipped(draw, digits[chosen], digits=True)
    chosen = hit(profile.kk_last_digit_zero)
    out[chosen] = np.char.add(out[chosen].astype("S15"), b"0")
    out[hit(profile.kk_missing)] = b""
    return out


def _names(
    draw: np.random.Generator, words: Words, name: np.ndarray, profile: Profile, care: np.ndarray, woman: np.ndarray
) -> np.ndarray:
    """Names as text, shape (n,) of str objects, with the faults of whole names."""
    texts = pa.array([*words.texts])
    written = faults.miswritten(draw, words, name, profile, care)
    parts = [texts.take(pa.array(written[:, n], mask=written[:, n] == NONE)) for n in range(4)]
    joined = pc.binary_join_element_wise(*parts, " ", null_handling="skip")
    out = joined.to_numpy(zero_copy_only=False)
    chosen = np.flatnonzero(draw.random(len(out)) < profile.name_typo * care)
    out[chosen] = faults.slipped(draw, out[chosen].astype("S")).astype("U").astype(object)
    chosen = np.flatnonzero(draw.random(len(out)) < profile.name_title * care)
    before = np.where(woman[chosen], draw.choice(_TITLES[1], len(chosen)), draw.choice(_TITLES[0], len(chosen)))
    after = draw.choice(_AFTER, len(chosen))
    leading = draw.random(len(chosen)) < 0.7
    out[chosen] = np.where(leading, before.astype(object) + out[chosen], out[chosen] + after.astype(object))
    return out


def _babies(
    draw: np.random.Generator, names: np.ndarray, mothers: np.ndarray, of: Persons, profile: Profile, care: np.ndarray
) -> pa.Array:
    infant = (of.age_days < 420) & (draw.random(len(names)) < profile.name_of_baby * care)
    names[infant] = "BY NY " + mothers[infant]
    return _without(names, names == "")


def _sexes(draw: np.random.Generator, of: Persons, profile: Profile, care: np.ndarray) -> pa.Array:
    woman = of.woman ^ (draw.random(len(care)) < profile.sex_wrong * care)
    return pa.array(np.where(woman, "P", "L"), mask=draw.random(len(care)) < profile.sex_missing * care)


def _villages(draw: np.random.Generator, of: Persons, profile: Profile, care: np.ndarray) -> pa.Array:
    moved = draw.random(len(care)) < profile.moved * care
    village = np.where(moved, draw.integers(0, VILLAGES, len(care)), of.village)
    return _without(village_code(village).astype(str), draw.random(len(care)) < profile.village_missing * care)


def _text(texts: np.ndarray) -> pa.Array:
    """Bytes as text, empty ones as missing."""
    return pa.array(texts.astype("U"), mask=texts == b"")


def _without(texts: np.ndarray, missing: np.ndarray) -> pa.Array:
    return pa.array(texts, mask=missing)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--profile", choices=list(PROFILES), default="plain")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    pq.write_table(invent(chosen.records, PROFILES[chosen.profile], chosen.seed), chosen.out, compression="zstd")


if __name__ == "__main__":
    main()
