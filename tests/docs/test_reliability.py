"""The table of faults has every row, and each row names the very tests that bear its id."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

from tests.sources import ROOT, read, tree

PAGE = "docs/reliability.md"
ROW = re.compile(r"^\| ([RS]\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
TEST = re.compile(r"`([\w/]+\.py::\w+)`")
IDS = re.compile(r"::test_((?:[rs]\d\d_)+)")


def rows() -> list[tuple[str, str, set[str]]]:
    """Id, result, and the tests named."""
    return [(row[1], row[3], set(TEST.findall(row[4]))) for row in ROW.finditer(read(PAGE))]


def bearing() -> dict[str, set[str]]:
    """Row id, as "r07" → the tests that have it in their names."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{path.relative_to(ROOT)}::{node.name}"
                for row in _ids(name):
                    found[row].add(name)
    return found


def _ids(name: str) -> list[str]:
    match = IDS.search(name)
    return match[1].strip("_").split("_") if match else []


def test_every_fault_and_attack_has_its_row() -> None:
    wanted = [f"R{number}" for number in range(1, 33)] + [f"S{number}" for number in range(1, 29)]
    assert [row[0] for row in rows()] == wanted


def test_every_row_is_shown_by_a_test() -> None:
    for name, result, tests in rows():
        assert result.startswith("shown"), name
        assert tests, name


def test_each_row_names_the_tests_that_bear_its_id_and_no_others() -> None:
    found = bearing()
    for name, _, tests in rows():
        assert tests == found.pop(f"{name[0].lower()}{int(name[1:]):02}", set()), name
    assert not found, "tests of rows that the table does not have"
