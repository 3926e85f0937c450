"""Questions to people whether two records are one person, and what they decided."""
