"""Maps of villages: a grid of tiles from the list of regions alone, or boundaries from a file that somebody gave."""
