"""A TOML file of the plan, and the line on which each of its keys stands."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from reporting.faults import Fault, Faulty, Place

Path = tuple[str | int, ...]

_SYNTAX_PLACE = re.compile(r"at line (\d+), column (\d+)")


def decode(name: str, content: bytes) -> str:
    """The file as text with "\\n" line ends; raises Faulty when it is not UTF-8 in NFC."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Faulty([Fault("plan.not_utf8", Place(name, line=line))]) from error
    text = text.replace("\r\n", "\n")
    faults = [
        Fault("plan.not_nfc", Place(name, line=number), {"text": line.strip()[:60]})
        for number, line in enumerate(text.split("\n"), start=1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    if faults:
        raise Faulty(faults)
    return text


@dataclass(frozen=True)
class TomlFile:
    """One parsed file; `place` finds the line of a path into `data`."""

    name: str
    text: str
    data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, name: str, content: bytes) -> TomlFile:
        text = decode(name, content)
        try:
            return cls(name, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise Faulty([_syntax_fault(name, text, str(error))]) from error

    def place(self, *path: str | int) -> Place:
        """Where `path` stands; a path the file does not have is placed at its closest parent."""
        known = path
        while known and known not in self._lines:
            known = known[:-1]
        return Place(self.name, line=self._lines.get(known), key=_dotted(path))

    @cached_property
    def _lines(self) -> dict[Path, int]:
        lines: dict[Path, int] = {}
        lengths: Counter[Path] = Counter()
        prefix: Path = ()
        for number, statement in _statements(self.text):
            parsed = tomllib.loads(statement)
            if statement.lstrip().startswith("["):
                prefix = _header(parsed, lengths)
                for length in range(1, len(prefix) + 1):  # [a.b] begins [a] where nothing else does
                    lines.setdefault(prefix[:length], number)
            else:
                rows = _rows(statement, parsed)
                for path in _paths(parsed):
                    lines[prefix + path] = number + rows.get(path[:2], 0)
        return lines


def _syntax_fault(name: str, text: str, message: str) -> Fault:
    found = _SYNTAX_PLACE.search(message)
    line = int(found[1]) if found else text.count("\n") + 1
    column = int(found[2]) if found else 1
    return Fault("plan.toml_syntax", Place(name, line=line), {"column": column})


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """(line number, statement) of valid TOML: one ends where what was read so far parses."""
    start, pending = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not pending:
            start = number
        pending += line + "\n"
        try:
            meaning = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        if meaning:
            yield start, pending
        pending = ""


def _header(parsed: dict[str, Any], lengths: Counter[Path]) -> Path:
    """The path of a [table] or [[table]] line, array positions included."""
    path: Path = ()
    node: Any = parsed
    while isinstance(node, dict) and node:
        ((key, node),) = node.items()
        path = (*path, key)
        if isinstance(node, list):
            lengths[path] += 1
        if lengths[path]:
            path = (*path, lengths[path] - 1)
    return path


def _paths(node: Any) -> Iterator[Path]:
    items: Any = ()
    if isinstance(node, dict):
        items = node.items()
    elif isinstance(node, list):
        items = enumerate(node)
    for key, value in items:
        yield (key,)
        for path in _paths(value):
            yield (key, *path)


def _rows(statement: str, parsed: dict[str, Any]) -> dict[Path, int]:
    """For an array that has a line for each of its tables: how many lines below its key each is."""
    ((key, value),) = parsed.items()
    begun = [n for n, line in enumerate(statement.split("\n")) if line.lstrip().startswith("{")]
    if not isinstance(value, list) or len(begun) != len(value):
        return {}
    return {(key, at): below for at, below in enumerate(begun)}


def _dotted(path: Path) -> str:
    """("unit", 3, "id") -> "unit[3].id", counting from 1 as people do."""
    written = ""
    for part in path:
        written += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return written.lstrip(".")
