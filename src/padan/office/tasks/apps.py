"""The app of the tasks."""

from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """See the package."""

    name = "padan.office.tasks"
    label = "tasks"
