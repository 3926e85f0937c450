"""The app of data subjects."""

from __future__ import annotations

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    """See the package."""

    name = "padan.office.subjects"
    label = "subjects"
    verbose_name = "Subjek data"
