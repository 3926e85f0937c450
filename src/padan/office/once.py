"""Rows that are facts: written once, never changed or removed."""

from __future__ import annotations

from typing import Any

from django.db import models


class WrittenOnce(models.Model):
    """A fact: what is known later is written beside it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """RuntimeError where it is there already."""
        if not self._state.adding:
            raise RuntimeError(
                f"{type(self).__name__} is written once and never changed; a later one is written beside it"
            )
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """RuntimeError: it stays."""
        raise RuntimeError(f"{type(self).__name__} is never removed")
