"""DTSEN, and the lists that came before it and still go round: DTKS (SIKS-NG) and P3KE."""

from padan.contracts.source import Source
from padan.kernel.texts import _
from padan.pipeline.sources.dtsen.dtks import DTKS
from padan.pipeline.sources.dtsen.national import NATIONAL
from padan.pipeline.sources.dtsen.p3ke import P3KE_FAMILY, P3KE_PERSON


def source() -> Source:
    """The social ministry's welfare lists."""
    return Source(
        kind="dtsen",
        title=_("DTSEN: data tunggal sosial dan ekonomi nasional"),
        agency="dinsos",
        layouts=(NATIONAL, DTKS, P3KE_FAMILY, P3KE_PERSON),
    )
