"""The app of the verification sample."""

from __future__ import annotations

from django.apps import AppConfig


class CheckingConfig(AppConfig):
    """See the package."""

    name = "padan.office.checking"
    label = "checking"
