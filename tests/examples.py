"""How many examples the slowest property tests invent."""

from __future__ import annotations

import os


def examples(all_of_them: int) -> int:
    """All of them where ``PADAN_FUZZ_EXAMPLES`` asks for more fuzzing, as CI does; else a third."""
    return all_of_them if "PADAN_FUZZ_EXAMPLES" in os.environ else all_of_them // 3
