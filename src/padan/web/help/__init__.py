"""Help for each role, and the glossary."""
