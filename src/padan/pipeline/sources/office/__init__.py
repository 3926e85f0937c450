"""The office: what people answered and decided comes back as a list like any other."""

from padan.contracts.source import Source
from padan.kernel.texts import _
from padan.pipeline.sources.office.answers import ANSWERS


def source() -> Source:
    """What the office sends back. One person may be answered for several times in one file."""
    return Source(
        kind="office",
        title=_("Kantor: jawaban dan perbaikan"),
        agency="dinsos",
        layouts=(ANSWERS,),
        one_row_per_person=False,
    )
