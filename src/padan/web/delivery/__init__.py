"""Handing out aid: what a phone is given, and what it tells."""
