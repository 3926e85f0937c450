"""Drawing a clerical sample, and writing down that it was drawn: shared by the workbook and the office."""

from __future__ import annotations

from collections.abc import Iterable

from padan.pipeline import decisions
from padan.pipeline.home import Home
from padan.pipeline.link.honest.answers import asked_before
from padan.pipeline.link.honest.curve import Numbers
from padan.pipeline.link.honest.kept import Asked, Sample, keep, kept
from padan.pipeline.link.honest.reading import Pairs
from padan.pipeline.link.honest.sample import bands_of, draw


def drawn_sample(
    home: Home,
    release: str,
    model: str,
    pairs: Pairs,
    probability: Numbers,
    wanted: int,
    asked: Iterable[tuple[str, str]] = (),
) -> Sample | None:
    """A new sample of at most ``wanted`` pairs that nobody was asked about before, kept under the register; None where
    there is no such pair. ``asked``: what is not written down in the register's own folder."""  # fmt: skip
    earlier = {each.pair for sample in kept(home) for each in sample.asked}
    taken = asked_before(pairs, earlier | {decision.pair for decision in decisions.read(home)} | set(asked))
    drawn = draw(pairs, probability, wanted, taken=taken)
    if not len(drawn):
        return None
    band = bands_of(probability, pairs.joined)
    found = [
        Asked(
            pairs.record_a[place], pairs.record_b[place], float(pairs.weight[place]), float(probability[place]),
            str(stratum), float(fraction), int(band[place]),
        )
        for place, stratum, fraction in zip(drawn.place, drawn.stratum, drawn.fraction, strict=True)
    ]  # fmt: skip
    return keep(home, release, model, found)
