"""The app of complaints."""

from __future__ import annotations

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """See the package."""

    name = "padan.office.complaints"
    label = "complaints"
