"""Any table of people, read, standardised and linked outside the register."""
