"""e-PPGBM (Sigizi Terpadu): the toddlers' weighings and measurings that cadres enter."""

from padan.contracts.source import Source
from padan.kernel.texts import _
from padan.pipeline.sources.eppgbm.months_across import MONTHS_ACROSS
from padan.pipeline.sources.eppgbm.nutrition_status import NUTRITION_STATUS


def source() -> Source:
    """The health ministry's toddler measurements."""
    return Source(
        kind="eppgbm",
        title=_("e-PPGBM: penimbangan dan pengukuran balita"),
        agency="dinkes",
        layouts=(NUTRITION_STATUS, MONTHS_ACROSS),
    )
