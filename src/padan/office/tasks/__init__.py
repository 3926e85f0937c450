"""Tasks: what lists disagree on or grew old, given to who can tell, and what they answered."""
