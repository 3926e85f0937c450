"""The tables of ``contracts.assessed``: the written rules applied down the columns of a release."""

from padan.pipeline.assess.tables.family_risk import make_risk
from padan.pipeline.assess.tables.freshness import make_freshness
from padan.pipeline.assess.tables.growth import make_growth
from padan.pipeline.assess.tables.priority import make_priority
from padan.pipeline.assess.tables.quality import make_quality

__all__ = ["make_freshness", "make_growth", "make_priority", "make_quality", "make_risk"]
