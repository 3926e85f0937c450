"""What people change: Django apps, each of which knows only those before it: audit, accounts."""
