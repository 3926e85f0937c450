"""KRS: BKKBN's screening of families at risk of stunting."""

from padan.contracts.source import Source
from padan.kernel.texts import _
from padan.pipeline.sources.krs.screening import DATA_SERVICE, FORM


def source() -> Source:
    """The family-planning agency's screening."""
    return Source(
        kind="krs",
        title=_("KRS: keluarga berisiko stunting"),
        agency="dp2kb",
        layouts=(FORM, DATA_SERVICE),
    )
