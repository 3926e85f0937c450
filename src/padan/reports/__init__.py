"""Numbers and documents: the register read for people, and the words for what it holds. Read-only."""
