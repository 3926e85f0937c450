"""Which records are one person: keys, evidence, weights, clusters.

Splink trains the weights (``train``) and is the reference that the fast scorer is tested against; keys, scoring,
clustering and ids are ours (ADR 0004).
"""

from padan.pipeline.link.linking import Linked, link

__all__ = ["Linked", "link"]
