"""SATUSEHAT FHIR R4 from a puskesmas: patients, their parents and their measurements."""

from padan.contracts.source import Source
from padan.kernel.texts import _
from padan.pipeline.sources.puskesmas_fhir.flatten import flatten
from padan.pipeline.sources.puskesmas_fhir.resources import RESOURCES

__all__ = ["flatten", "source"]


def source() -> Source:
    """A puskesmas's own patient records."""
    return Source(
        kind="puskesmas_fhir",
        title=_("Puskesmas: SATUSEHAT FHIR R4"),
        agency="dinkes",
        layouts=(RESOURCES,),
        one_row_per_person=False,
    )
