"""What the office's pages cost with a million people: ``python -m benchmarks.web --home FOLDER``."""
