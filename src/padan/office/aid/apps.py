"""The app of aid."""

from __future__ import annotations

from django.apps import AppConfig


class AidConfig(AppConfig):
    """See the package."""

    name = "padan.office.aid"
    label = "aid"
