"""The trail of all that happens: who did what to whom, when and why, in a chain that shows what was altered."""
