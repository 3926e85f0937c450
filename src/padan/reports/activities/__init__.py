"""Reports of activities: files read into rows, and what the activities come to when each is counted once."""
