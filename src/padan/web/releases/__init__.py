"""Releases: built, compared with the one in force, taken in, refused, and gone back to."""
