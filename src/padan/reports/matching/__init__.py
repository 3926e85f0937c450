"""Which pledge could meet which need: what is lacking and free today, a proposal from it, and its words.

Nothing is decided here: a person accepts, changes or refuses each match (:mod:`padan.office.matching`).
"""
