"""Pages on which people judge whether two records are one person."""
