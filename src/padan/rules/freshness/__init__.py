"""When what a list says has grown older than the list's own cycle."""

from padan.rules.freshness.judging import Answer, Dated, Freshness, judge

__all__ = ["Answer", "Dated", "Freshness", "judge"]
