"""Givers and who has authority over them; pledges, holds on needs, and the gifts that come of them."""
