"""What is needed by the register, release by release: ``padan.rules.giving.needs`` says what a need is.

What covers a need already is the office's to know: it is asked of :mod:`padan.reports.needs.covering`.
"""

from padan.reports.needs.making import needs_copy
from padan.reports.needs.reading import ids_that_went_over, needs_in, needs_of, numbers_of, subjects_of

__all__ = ["ids_that_went_over", "needs_copy", "needs_in", "needs_of", "numbers_of", "subjects_of"]
