"""Decrees (Surat Keputusan): who receives, sealed as it was known on the day, and what changed it since."""
