"""Sex, as written or as the NIK says."""

from __future__ import annotations

from padan.pipeline.link.evidence.ladder import Comparison, Level, Levels, first_of
from padan.pipeline.link.people import People

SEX = Comparison(
    "sex",
    "jenis kelamin",
    ("sex",),
    (
        Level("nothing", "jenis kelamin tidak ada", null=True),
        Level("same", "jenis kelamin sama", kin=0.45),
        Level("else", "jenis kelamin berbeda", kin=0.55),
    ),
)


def sex_levels(a: People, b: People) -> Levels:
    """The level of each pair of records standing side by side."""
    return first_of((a.sex == 0) | (b.sex == 0), a.sex == b.sex)
