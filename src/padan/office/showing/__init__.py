"""What givers were shown of whom they help: fixed once, so that nothing can be compared between days or givers."""
