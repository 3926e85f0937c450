"""The engine in which hand-written records are standardised, linked and resolved."""

from tests.pipeline.register_kit import register, register_engine

__all__ = ["register", "register_engine"]
