"""People and families: searched for, and each with every value, its source and its date."""
