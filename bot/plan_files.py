"""A plan's folder on disk -> the bytes `reporting.plan.load_plan` reads."""

from __future__ import annotations

from pathlib import Path

_FILES = ("*.toml", "forms/*.md", "forms/*.xlsx")


def read_plan(path: Path) -> dict[str, bytes]:
    """File name relative to `path` -> content, of everything a plan consists of.

    Raises OSError when the folder cannot be read."""
    if not path.is_dir():
        raise NotADirectoryError(path)
    found = [file for pattern in _FILES for file in path.glob(pattern)]
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in sorted(found)}
