"""The app of reported activities."""

from __future__ import annotations

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """See the package."""

    name = "padan.office.activities"
    label = "activities"
