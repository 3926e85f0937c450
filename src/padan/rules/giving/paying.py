"""Who paid a delivery: one payer, or shares that sum to it."""

from __future__ import annotations

from collections.abc import Mapping


def shares(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """What each payer paid of ``amount`` whole units or rupiah, in the order of their names; the sum is ``amount``.

    In proportion to the weights, whole numbers by the largest remainder (Hamilton's method); of equal remainders the
    larger weight, then the earlier name. Who has no weight pays nothing. ValueError for an amount or a weight below
    nought, and where there is something to pay and nobody to pay it.
    """
    whole = sum(weights.values())
    if amount < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("nobody pays less than nothing")
    if amount and not whole:
        raise ValueError("a delivery has a payer")
    parts = {payer: divmod(amount * weights[payer], max(whole, 1)) for payer in sorted(weights)}
    found = {payer: quotient for payer, (quotient, _remainder) in parts.items()}
    first = sorted(parts, key=lambda payer: (-parts[payer][1], -weights[payer], payer))
    for payer in first[: amount - sum(found.values())]:
        found[payer] += 1
    return found
