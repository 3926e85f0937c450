"""Files: sent by those who have them, followed while they are received, and their receipts."""
