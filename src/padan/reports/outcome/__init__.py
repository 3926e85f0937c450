"""What giving did: how the children grew whom givers help, beside those who needed the same and whom nobody helps."""
