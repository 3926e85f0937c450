"""Reported activities: what each does for stunting, which reports tell of one, and what it counts for."""
