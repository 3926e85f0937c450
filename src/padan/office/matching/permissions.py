"""Who may plan and decide: who looks after givers and pledges. That nobody decides on a pledge that they wrote down or
took is asked where the hold is made (:func:`padan.office.giving.permissions.check_may_hold`)."""

from __future__ import annotations

from padan.office.giving.permissions import check_may_keep, may_keep

__all__ = ["check_may_keep", "may_keep"]
