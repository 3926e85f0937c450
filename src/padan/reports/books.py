"""How workbooks are written."""

from __future__ import annotations

from typing import Final

#: In memory, and nothing that somebody wrote becomes a formula or a link.
IN_MEMORY: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
