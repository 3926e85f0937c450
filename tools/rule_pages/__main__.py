"""``python -m tools.rule_pages [FOLDER]``: write the pages below ``docs/reference`` or the folder named."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.rule_pages import write_pages

if __name__ == "__main__":
    for written in write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference")):
        print(written)
