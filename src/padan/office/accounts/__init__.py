"""Who works in the office: accounts, and the posts they hold, each a role in an area for a time."""
