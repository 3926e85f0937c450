"""The app of the reviews."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """See the package."""

    name = "padan.office.reviews"
    label = "reviews"
