"""Pages on which pledges are matched with needs."""
