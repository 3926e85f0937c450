"""Can the measurements be believed: one by one, and a whole posyandu's."""

from padan.rules.growth.credibility.causes import Cause, sentence
from padan.rules.growth.credibility.groups import Groups, groups
from padan.rules.growth.credibility.single import Findings, findings
from padan.rules.growth.credibility.visits import Visits
from padan.rules.growth.credibility.words import doubt_sentences, score_sentences

__all__ = [
    "Cause",
    "Findings",
    "Groups",
    "Visits",
    "doubt_sentences",
    "findings",
    "groups",
    "score_sentences",
    "sentence",
]
