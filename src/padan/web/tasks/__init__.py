"""Tasks in the browser: what is asked of the reader, short forms to answer it, and village meetings."""
