"""How many to visit for a wanted precision."""

from __future__ import annotations

import math

from scipy.special import ndtri

from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _

#: The share that needs the largest sample: what to expect of a share of which nothing is known.
UNKNOWN_SHARE = 0.5
#: What rounding of 64-bit numbers may add to a size that is whole by the formula.
_ROUNDING = 1e-9


def sample_size(
    population: int,
    half_width: float,
    confidence: float = 0.95,
    expected: float = UNKNOWN_SHARE,
    response: float = 1.0,
) -> int:
    """So many of ``population`` for a share to be known to ``half_width`` either way, with ``confidence``.

    Cochran, *Sampling Techniques*, 3rd edition 1977, section 4.4: n0 = z² p (1 - p) / d² for a population without end,
    n = n0 / (1 + (n0 - 1) / N) for one of N; always rounded up. ``expected`` is the share p that is looked for: nearer
    to 0 or 1 needs fewer, and a wrong guess costs precision. ``response`` is the part of the visits that will bring an
    answer; n is divided by it. All shares are 0 to 1. A stratified sample in proportion needs no more than that,
    but for terms of one over a stratum's size (section 5.6). :class:`~padan.kernel.errors.InvalidValueError` for a
    number that cannot be.
    """
    _inside(half_width, _("setengah lebar selang"))
    _inside(confidence, _("tingkat kepercayaan"))
    _inside(expected, _("proporsi yang diperkirakan"))
    if not 0 < response <= 1:
        raise _refused(_("bagian yang menjawab"), response)
    if population < 0:
        raise _refused(_("jumlah keluarga"), population)
    if population == 0:
        return 0
    endless = quantile(confidence) ** 2 * expected * (1 - expected) / half_width**2
    answers = endless / (1 + (endless - 1) / population)
    return min(population, max(1, math.ceil(answers / response - _ROUNDING)))


def quantile(confidence: float) -> float:
    """The two-sided quantile z of the normal distribution: 1.96 for 0.95."""
    return float(ndtri((1 + confidence) / 2))


def _inside(value: float, name: str) -> None:
    if not 0 < value < 1:
        raise _refused(name, value)


def _refused(name: str, value: float) -> InvalidValueError:
    return InvalidValueError(
        _("Nilai {value} tidak mungkin untuk {name}.").format(value=value, name=name),
        next_step=_("Proporsi ditulis antara 0 dan 1, misalnya 0,05 untuk 5 persen."),
    )
