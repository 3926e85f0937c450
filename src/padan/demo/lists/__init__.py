"""One module per agency: the files it sends, in their layouts and with their faults."""
