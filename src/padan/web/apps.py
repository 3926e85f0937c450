"""The app of the pages: for Django, the place of their templates and files."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """See the package."""

    name = "padan.web"
    label = "web"
