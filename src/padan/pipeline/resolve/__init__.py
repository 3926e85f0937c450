"""From linked records to people, families, memberships and claims."""

from padan.pipeline.resolve.resolving import Resolved, resolve

__all__ = ["Resolved", "resolve"]
