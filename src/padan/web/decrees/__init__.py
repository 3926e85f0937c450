"""Decrees: drafted, signed off, taken along; and what everybody may check of them."""
