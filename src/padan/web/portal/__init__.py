"""The givers' own pages: register, pledge, see what became of it, write and download. They name nobody."""
