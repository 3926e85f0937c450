"""The four rights of a round on pages: numbers by region, and the claims behind each."""
