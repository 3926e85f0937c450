"""How near to the best possible a plan of gifts is, and in what time."""
