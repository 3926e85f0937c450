"""One engine for the registers of all these tests: each makes its tables anew."""

from tests.pipeline.register_kit import register, register_engine

__all__ = ["register", "register_engine"]
