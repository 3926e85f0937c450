"""``python -m padan.reports.decree.typesetting TEMPLATE``: data on standard input becomes a PDF on standard output.

In a process of its own because Typst keeps what it laid out for as long as a process lives: 50,000 rows in one would
take 5 GB.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

TEMPLATE = "decree/decree.typ"


def typeset(data: str, template: str = TEMPLATE) -> bytes:
    """The PDF of a template of ``padan.reports`` with this JSON text, laid out in a process of its own. RuntimeError
    where Typst fails."""
    command = [sys.executable, "-m", __spec__.name, template]
    done = subprocess.run(command, input=data.encode(), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


def main() -> None:
    """Lay out what comes in."""
    import typst

    sys.stdout.buffer.write(
        typst.compile(
            resources.files("padan.reports").joinpath(sys.argv[1]).read_bytes(), format="pdf",
            ignore_system_fonts=True, sys_inputs={"data": sys.stdin.buffer.read().decode()}, pdf_tags=False,
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
