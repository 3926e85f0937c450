"""The trail, for those who inspect and those who keep accounts, and its head for everybody."""
