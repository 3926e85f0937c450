"""Two years of a regency in an hour: lists come by their cycles, some villages answer and others do not."""
