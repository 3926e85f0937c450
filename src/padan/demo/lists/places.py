"""Villages as lists of different age call them."""

from __future__ import annotations

from padan.demo.chance import Flags, Texts, Whole
from padan.demo.regency import SPLIT_FROM, Villages
from padan.reference import regions


def codes_and_districts(villages: Villages, village: Whole, stale: Flags) -> tuple[Texts, Texts]:
    """Dotted village codes and district names; where ``stale``, those from before the districts were split."""
    code = villages.code[village].copy()
    district = villages.district_name[villages.district[village]].copy()
    for place in (stale & (villages.old_code[village] != code)).nonzero()[0]:
        code[place] = villages.old_code[village[place]]
        before = regions.region(SPLIT_FROM[villages.district_code[villages.district[village[place]]]])
        district[place] = before.name if before else district[place]
    return code, district
