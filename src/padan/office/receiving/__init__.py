"""Files that people send: kept until a worker has received them, with what became of each."""
