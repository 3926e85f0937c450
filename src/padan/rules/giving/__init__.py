"""Giving: what is needed and what it costs, what a giver may see, what it pledged and what became of it.

Each module is asked for by its own name; this one takes nothing in.
"""
