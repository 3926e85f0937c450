"""What the lists disagree on, and who should settle it."""

from padan.pipeline.assess.assessing import assess
from padan.pipeline.assess.kind import GapKind, kind, kinds
from padan.pipeline.assess.page import reference_page

__all__ = ["GapKind", "assess", "kind", "kinds", "reference_page"]
