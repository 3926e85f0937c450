"""Givers as officers see them: who they are, what they pledged, who has authority over them, and messages."""
