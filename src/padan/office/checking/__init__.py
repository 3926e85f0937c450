"""Checking what was handed out: families of a round drawn by lot, visited by others than those who handed out."""
