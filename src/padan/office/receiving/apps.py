"""The app of files that are sent."""

from __future__ import annotations

from django.apps import AppConfig


class ReceivingConfig(AppConfig):
    """See the package."""

    name = "padan.office.receiving"
    label = "receiving"
