"""The phone that works for days without a network: its lists, its answers, and the shell that keeps both."""
