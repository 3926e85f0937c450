"""The rights of those whose data are held: what they ask for, what went wrong, and how long anything is kept."""
