"""Learning the shipped calibration: pairs of invented regencies against their truth."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from padan.pipeline.link.honest.calibration import Calibration, Side, reliability
from padan.pipeline.link.honest.curve import AS_WEIGHED, Curve, Numbers, fit_curve, knots_for
from padan.pipeline.link.honest.reading import Flags, Pairs, read_pairs
from padan.pipeline.link.honest.zones import Costs, expected, zones_for

#: Weight and truth of the pairs of one regency.
Judged = tuple[Numbers, Flags]
_KEY = ("file", "sheet", "row", "role")


def judged_by_truth(release: Path, truth: Path) -> tuple[Pairs, Flags, Flags]:
    """The compared pairs of a release, which are one person, and which the truth knows (``truth/records.parquet``)."""
    pairs = read_pairs(release)
    record = pq.read_table(release / "record.parquet", columns=["record_id", *_KEY])
    key = pq.read_table(truth / "records.parquet", columns=[*_KEY, "person"])
    record = record.set_column(record.schema.get_field_index("row"), "row", record["row"].cast(pa.int64()))
    both = record.join(key, list(_KEY), join_type="inner")
    person = dict(zip(both["record_id"].to_pylist(), both["person"].to_pylist(), strict=True))
    one, other = (np.array([person.get(r, -1) for r in side]) for side in (pairs.record_a, pairs.record_b))
    return pairs, one == other, (one >= 0) & (other >= 0)


def learn(regencies: Sequence[tuple[Path, Path]]) -> Calibration:
    """The calibration from (release, truth) of several regencies, each counting as much as another."""
    judged = [judged_by_truth(*each) for each in regencies]
    of_side = (lambda p: np.ones(len(p), dtype=bool), lambda p: p.joined, lambda p: ~p.joined)
    weighed, joined, apart = (
        _learned([(p.weight[known & chosen(p)], same[known & chosen(p)]) for p, same, known in judged])
        for chosen in of_side
    )
    pairs = sum(int(known.sum()) for _pairs, _same, known in judged)
    return Calibration(weighed, joined, apart, _model_version(regencies), pairs)


def _learned(judged: Sequence[Judged]) -> Side:
    weight, same = (np.concatenate(side) for side in zip(*judged, strict=True))
    knots = knots_for(np.sort(weight)[: max(1, len(weight) - 50)])
    curve = fit_curve(weight, same, knots=knots)
    return Side(curve, _spread(curve, judged, knots))


def _model_version(regencies: Sequence[tuple[Path, Path]]) -> str:
    """The weights that all the releases were linked with; ValueError when they differ."""
    found = {json.loads((release / "manifest.json").read_text("utf-8"))["model_version"] for release, _ in regencies}
    if len(found) != 1:
        raise ValueError(f"releases of different models: {sorted(found)}")
    return str(found.pop())


def _spread(curve: Curve, judged: Sequence[Judged], knots: Numbers) -> tuple[float, ...]:
    """How far the curves of single regencies lie apart at each knot, in bits, shrunk to the common curve."""
    believed = curve.probability(knots)
    own = [fit_curve(w, s, knots=knots, believed=believed, belief=2.0).odds for w, s in judged if len(w)]
    apart: Numbers = np.sqrt(np.square(np.array(own) - np.array(curve.odds)).mean(axis=0))
    return tuple(float(each) for each in np.round(apart, 4))


def report(calibration: Calibration, regencies: Iterable[tuple[Path, Path]]) -> str:
    """Reliability on other regencies, as weighed and as calibrated, and what the usual zones would do there."""
    found = [judged_by_truth(*each) for each in regencies]
    weight, joined = (np.concatenate([getattr(p, n)[known] for p, _s, known in found]) for n in ("weight", "joined"))
    same = np.concatenate([s[known] for _p, s, known in found])
    p = calibration.probability(weight, joined)
    lines = ["as weighed:", *_bins(AS_WEIGHED.probability(weight), same), "calibrated:", *_bins(p, same)]
    zones = zones_for(Costs())
    told = expected(zones, p)
    right = same[zones.of(p) == 2]
    records = sum(pairs.records for pairs, _s, _k in found)
    lines.append(
        f"zones {zones.apart:.3f} {zones.joined:.3f}: joined {told.joined} (precision expected {told.precision:.5f}, "
        f"true {right.mean():.5f}), asked {told.asked} = {told.asked / records:.4%} of {records} records, "
        f"missed expected {told.missed:.1f}, true {int(same[zones.of(p) == 0].sum())}"
    )
    return "\n".join(lines)


def _bins(probability: Numbers, same: Flags) -> list[str]:
    return [
        f"  {b.low:5.3f}-{b.high:5.3f} {b.pairs:7d} expected {b.expected:.4f} observed {b.observed.share:.4f} "
        f"[{b.observed.low:.4f}, {b.observed.high:.4f}] gap {b.gap:+.4f}"
        for b in reliability(probability, same)
    ]
