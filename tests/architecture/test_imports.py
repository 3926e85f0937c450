"""The bands are kept by a machine, and the machine is seen to catch a breach."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be damaged."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignore = shutil.ignore_patterns("__pycache__", "data")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignore)
    return tmp_path


def test_the_project_keeps_its_contracts(copy: Path):
    found = lint(copy)

    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("where", "forbidden"),
    [
        ("kernel/nik.py", "import padan.contracts.schema"),
        ("contracts/schema.py", "import padan.pipeline.home"),
        ("pipeline/cells/__init__.py", "import padan.pipeline.receive"),
        ("pipeline/standardise/names.py", "import padan.pipeline.link"),
        ("demo/scoring.py", "import padan.pipeline.link"),
        ("pipeline/resolve/claims.py", "import splink"),
        ("rules/risk/ordering.py", "import pyarrow"),
        ("rules/growth/zscores.py", "import padan.pipeline.children.columns"),
        ("pipeline/children/columns.py", "import padan.pipeline.assess"),
        ("pipeline/assess/kind.py", "import typst"),
    ],
)
def test_a_forbidden_import_is_caught(copy: Path, where: str, forbidden: str):
    file = copy / "src" / "padan" / where
    file.write_text(file.read_text("utf-8") + f"\n{forbidden}\n", "utf-8")

    found = lint(copy)

    assert found.returncode != 0
    assert "BROKEN" in found.stdout


def test_no_file_outgrows_its_room():
    sizes = {p: len(p.read_text("utf-8").splitlines()) for p in (ROOT / "src").rglob("*.py")}

    assert {str(p.relative_to(ROOT)): n for p, n in sizes.items() if n > 400} == {}
