"""What people ask about their own data, and what went wrong with data."""
