"""The files of this checkout, for tests that look at the house as a whole."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git knows and that is there, relative to the checkout."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = (Path(name) for name in listed.stdout.split("\0") if name)
    return tuple(file for file in files if (ROOT / file).exists())


def python_files(*folders: str) -> list[Path]:
    """Those under `folders`; all of them when none is named."""
    return [f for f in tracked() if f.suffix == ".py" and (not folders or f.parts[0] in folders)]


def read(file: Path | str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(read(file), str(file))
