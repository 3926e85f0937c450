"""Giving in the open forms that others read: HXL-tagged 4W, 360Giving, and a CSV for the province to compare with.

None of them names a person who is helped: the smallest place is a village, and no row is of one family.
"""

from padan.reports.open_forms.rows import Activity, Company, Grant, Read, Reject

__all__ = ["Activity", "Company", "Grant", "Read", "Reject"]
