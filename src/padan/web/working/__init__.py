"""How far long work is, in words: shared by the pages that ask for it."""
