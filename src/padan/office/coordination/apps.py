"""The app of coordination."""

from __future__ import annotations

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """See the package."""

    name = "padan.office.coordination"
    label = "coordination"
