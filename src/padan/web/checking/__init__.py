"""The verification sample: drawn, visited, and what came out."""
