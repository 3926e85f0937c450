"""Sync at a glance: what lists agree on, place by place, how fresh it is, and who is behind each number."""
