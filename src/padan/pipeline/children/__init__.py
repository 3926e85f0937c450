"""Any table of children in; z-scores, flags and classes out. For people who want only that, and for ``assess``."""
