"""Aid: programmes, their rules and what these would come to, rounds and their lists, and what villages say of them."""
