"""The app ``audit``."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See :mod:`padan.office.audit`."""

    name = "padan.office.audit"
    label = "audit"
