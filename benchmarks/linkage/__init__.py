"""Padan's linking beside other tools, on invented people and on public sets: ``python -m benchmarks.linkage``."""
