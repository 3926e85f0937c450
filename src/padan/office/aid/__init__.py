"""Aid: programmes, the rules of who is entitled, and rounds from a first draft to the last delivery."""
