"""The table of faults has every row, and names tests that there are."""

from __future__ import annotations

import ast
import re

from tests.sources import ROOT, read, tree

PAGE = "docs/reliability.md"
ROW = re.compile(r"^\| ([RS]\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")
WITHOUT_TESTS = ("open", "does not arise")


def rows() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Id, result, and the tests named."""
    return [(row[1], row[3], TEST.findall(row[4])) for row in ROW.finditer(read(PAGE))]


def test_every_fault_and_attack_has_its_row() -> None:
    wanted = [f"R{number}" for number in range(1, 33)] + [f"S{number}" for number in range(1, 29)]
    assert [row[0] for row in rows()] == wanted


def test_what_is_shown_is_shown_by_a_test_and_the_rest_says_so() -> None:
    for name, result, tests in rows():
        known = ("shown", "partly: ", *WITHOUT_TESTS)
        assert result.startswith(known), f"{name}: {result}"
        assert bool(tests) != result.startswith(WITHOUT_TESTS), name


def test_the_tests_named_are_there() -> None:
    for name, _, tests in rows():
        for file, function in tests:
            assert (ROOT / file).is_file(), f"{name}: {file}"
            found = {
                node.name
                for node in tree(ROOT / file).body
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            }
            assert function in found, f"{name}: {file}::{function}"
