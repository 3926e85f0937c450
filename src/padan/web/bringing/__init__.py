"""What givers bring, looked at by officers and villages."""
