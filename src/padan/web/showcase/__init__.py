"""The components of which pages are built, each with an example."""
