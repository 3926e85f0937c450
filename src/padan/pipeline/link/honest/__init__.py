"""How far the links can be trusted: calibrated probabilities, zones, samples, estimates and the review queue.

Only NumPy and SciPy on columns; ``reading`` brings the columns from a release.
"""
