"""The app of what givers bring."""

from __future__ import annotations

from django.apps import AppConfig


class BringingConfig(AppConfig):
    """See the package."""

    name = "padan.office.bringing"
    label = "bringing"
