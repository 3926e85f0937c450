"""The app of the register."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """See the package."""

    name = "padan.office.registry"
    label = "registry"
    verbose_name = "Register"
