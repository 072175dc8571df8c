"""The words of the glossary are the words of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.sources import python_files, read, tree

ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", read("docs/glossary.md"), re.MULTILINE)
TERMS = sorted({term for code, _, _ in ROWS[1:] for term in re.split(r"[,;] ", code)} - {"---"})
HOUSE = (
    "bot", "documents", "handlers", "rehearsal", "reporting", "scheduler", "simulator", "storage",
    "usecases",
)  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_a_word_of_the_glossary_is_used(term: str) -> None:
    assert any(f"_{words(term)}_" in f"_{name}_" for name in names())


def test_every_row_explains() -> None:
    assert len(ROWS) > 20
    assert all(meaning.strip() for _, _, meaning in ROWS)


@cache
def names() -> frozenset[str]:
    return frozenset(words(name) for file in python_files(*HOUSE) for name in _named(file))


def words(name: str) -> str:
    """`ConsolidatedReports`, `consolidated_report` and "consolidated report" are the same."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace(" ", "_").lower()
    return re.sub(r"s(?=_|$)", "", spaced)


def _named(file: Path) -> Iterator[str]:
    """Folders, modules, classes, functions, variables and attributes."""
    yield from file.with_suffix("").parts
    for node in ast.walk(tree(file)):
        match node:
            case ast.ClassDef(name) | ast.FunctionDef(name) | ast.Name(name) | ast.arg(name):
                yield name
            case ast.Attribute(_, name):
                yield name
