"""The app of long work."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the package."""

    name = "padan.office.jobs"
    label = "jobs"
