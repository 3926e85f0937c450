"""The app of givers and what they pledge."""

from __future__ import annotations

from django.apps import AppConfig


class GivingConfig(AppConfig):
    """See the package."""

    name = "padan.office.giving"
    label = "giving"
