"""One writing for all lists: names, villages, parents, and which number can be whose."""

from padan.pipeline.standardise.records import Standardised, standardise

__all__ = ["Standardised", "standardise"]
