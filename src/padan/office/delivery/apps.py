"""The app of delivery."""

from __future__ import annotations

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """See the package."""

    name = "padan.office.delivery"
    label = "delivery"
