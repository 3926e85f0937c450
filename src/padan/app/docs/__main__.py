"""``python -m padan.app.docs [FOLDER]``: write the pages below ``docs`` or the folder named."""

from __future__ import annotations

import sys
from pathlib import Path

from padan.app.docs import write_pages

if __name__ == "__main__":
    for page in write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")):
        print(page)
