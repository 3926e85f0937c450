"""Linking without identities: people become tokens and filters at their owner's, and are linked as such.

``padan encode`` makes the encoded tables with a key that stays with the senders; whoever links them has no key. What
that protects and what it does not: ``docs/explanation/encoded-linkage.md``.
"""
