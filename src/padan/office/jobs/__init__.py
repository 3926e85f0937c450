"""Long work that people ask for and a worker does: each a row, taken by one worker, given back where that dies."""
