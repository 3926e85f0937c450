"""What one giver may see of whom it helps: one answer, of which pages, papers and workbooks are made."""

from padan.reports.portal.own import Own, own_of
from padan.reports.portal.register import register_of

__all__ = ["Own", "own_of", "register_of"]
