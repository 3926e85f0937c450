"""Delivery: what families of a round are entitled to, the stock it is taken from, and every hand-over as an event."""
