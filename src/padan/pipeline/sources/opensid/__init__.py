"""OpenSID: the village's own register of residents. Its file does not say which village it is."""

from padan.contracts.source import Source
from padan.kernel.texts import _
from padan.pipeline.sources.opensid.residents import RESIDENTS


def source() -> Source:
    """The village's register."""
    return Source(
        kind="opensid",
        title=_("OpenSID: buku induk penduduk desa"),
        agency="desa",
        layouts=(RESIDENTS,),
    )
