"""A table of people that stays linked: kept on disk, added to without doing the rest again, asked for one person.

What is kept lies in segments that are written once (``docs/explanation/incremental.md``): adding writes a new one
beside the others, and small ones are put together as they grow many.
"""

from padan.pipeline.index.building import build
from padan.pipeline.index.keeping import Added, Found, Index

__all__ = ["Added", "Found", "Index", "build"]
