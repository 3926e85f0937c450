"""Complaints (*pengaduan*): filed by anybody, answered, appealed once, seen by as few as they must be."""
