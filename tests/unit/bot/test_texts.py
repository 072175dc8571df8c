"""Texts and code agree: what code asks for is there, and what is there is asked for."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.connection.menu import commands
from bot.speaking.catalogue import FOLDER, read_texts
from handlers import command_handlers
from tests.sources import ROOT, python_files, tree

HOUSE = (
    "bot", "documents", "handlers", "rehearsal", "reporting", "scheduler", "storage", "usecases",
)  # fmt: skip
PRINTED = ROOT / "templates" / "documents" / "phrases.toml"
FILES = [PRINTED, *sorted(set(FOLDER.glob("*.toml")) - {FOLDER / "commands.toml"})]
# Functions that take the key of a text, as which argument (name, position), and where it may be.
ASKING = {
    "operator": ("code", 0, ["operator.toml"]),
    "fail_with": ("code", 0, ["operator.toml"]),
    "Fault": ("code", 0, ["faults.toml", "operator.toml"]),
    "Button": ("label", 1, ["buttons.toml"]),
    "bound": ("label", 3, ["buttons.toml"]),
    "screen": ("label", 0, ["buttons.toml"]),
    "phrase": ("code", 0, ["phrases.toml"]),
}


@cache
def texts(file: Path) -> dict[str, str]:
    return read_texts(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_text_is_asked_for(file: Path) -> None:
    """By its whole key, or by one put together whose fixed parts fit."""
    whole, built = _strings()
    patterns = re.compile("|".join(built))
    assert [key for key in texts(file) if key not in whole and not patterns.fullmatch(key)] == []


@cache
def _strings() -> tuple[frozenset[str], frozenset[str]]:
    nodes = [node for file in python_files(*HOUSE) for node in ast.walk(tree(file))]
    whole = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    built = {_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    return frozenset(whole), frozenset(
        each for each in built if re.match(r"[a-z]{2,}(_|\\\.)", each)
    )


def _pattern(built: ast.JoinedStr) -> str:
    parts = [part.value if isinstance(part, ast.Constant) else None for part in built.values]
    return "".join("[a-z0-9_.]*" if part is None else re.escape(str(part)) for part in parts)


def test_every_text_asked_for_is_there() -> None:
    calls = list(asking())
    assert len(calls) > 150
    assert [
        f"{file}:{call.lineno} {key}" for file, call, key in calls if not found(file, call, key)
    ] == []


def test_every_value_of_a_text_is_given() -> None:
    lacking = [
        f"{file}:{call.lineno} {{{name}}}"
        for file, call, key in asking()
        if filling(file, call)
        for text in found(file, call, key)
        for _, name, _, _ in string.Formatter().parse(text)
        if name and name not in {keyword.arg for keyword in call.keywords}
    ]
    assert lacking == []


def asking() -> Iterator[tuple[Path, ast.Call, str]]:
    for file in python_files(*HOUSE):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and called(node) in ASKING:
                yield from ((file, node, key) for key in _keys(node))


def filling(file: Path, call: ast.Call) -> bool:
    """Whether the call fills the text with its own named arguments."""
    names = {"phrase"} if file.parts[0] == "documents" else {"operator", "fail_with"}
    return called(call) in names and all(keyword.arg for keyword in call.keywords)


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _keys(call: ast.Call) -> set[str]:
    """The keys that are written out in a call; two when it chooses."""
    name, position, _ = ASKING[called(call)]
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    argument = given.get(name) or next(iter(call.args[position : position + 1]), None)
    match argument:
        case ast.Constant(str(key)):
            return {key}
        case ast.IfExp(_, ast.Constant(str(key)), ast.Constant(str(other))):
            return {key, other}
    return set()


def found(file: Path, call: ast.Call, key: str) -> list[str]:
    names = ASKING[called(call)][2]
    folder = PRINTED.parent if file.parts[0] == "documents" else FOLDER
    return [texts(folder / name)[key] for name in names if key in texts(folder / name)]


def test_menus_name_the_commands_there_are() -> None:
    handled = {name for handler in command_handlers() for name in handler.commands}
    offered = {each["command"] for role in ("liaison", "office") for each in commands(role)}
    assert handled - offered == {"start", "help"}, "the two that every bot knows"
    assert offered <= handled
