"""The app of plans and what was decided on them."""

from __future__ import annotations

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """See the package."""

    name = "padan.office.matching"
    label = "matching"
