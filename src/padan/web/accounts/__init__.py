"""Accounts and their posts, for those who keep them."""
