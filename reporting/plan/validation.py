"""A file of the plan against its schema: every fault with its place, and what can still be used."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from reporting.faults import Fault, Place
from reporting.plan.sources import Path, TomlFile

Schema = TypeVar("Schema", bound=BaseModel)

# pydantic's error type (its beginning) -> the fault plan.wrong_type.<...>
_EXPECTED = {
    "string": "text",
    "int": "whole_number",
    "decimal": "number",
    "bool": "flag",
    "datetime": "moment",
    "date": "date",
    "time": "time",
    "list": "list",
    "dict": "table",
    "model": "table",
}
_QUOTED = re.compile(r"'([^']*)'|\b(\d+)\b")


@dataclass(frozen=True)
class Source(Generic[Schema]):
    """A file as rows. `partial`: rows with faults were left out, so what seems to be missing may
    only be unreadable. `origin` gives, for each list, the rows' positions in the file."""

    file: TomlFile
    rows: Schema
    partial: bool
    origin: dict[str, list[int]]

    def place(self, *path: str | int) -> Place:
        if len(path) > 1 and isinstance(path[1], int):
            path = (path[0], self.origin[str(path[0])][path[1]], *path[2:])
        return self.file.place(*path)


def validate(file: TomlFile, schema: type[Schema]) -> tuple[Source[Schema] | None, list[Fault]]:
    """The rows of `file` and every fault in it; None when nothing is left to look at."""
    data = copy.deepcopy(file.data)
    origin = {key: list(range(len(rows))) for key, rows in data.items() if isinstance(rows, list)}
    faults: list[Fault] = []
    while True:
        try:
            return Source(file, schema.model_validate(data), bool(faults), origin), faults
        except ValidationError as error:
            details = error.errors(include_url=False)
        if not faults:
            faults = [_fault(file, dict(detail)) for detail in details]
        victims = {_victim(data, tuple(detail["loc"])) for detail in details}
        if None in victims:
            return None, faults
        _remove(data, origin, {victim for victim in victims if victim is not None})


def _victim(data: dict[str, Any], path: Path) -> Path | None:
    """The smallest thing to leave out so that the fault at `path` is gone: a row or an entry."""
    holder = data.get(str(path[0]))
    if holder is None:
        return None
    if len(path) > 1 and isinstance(holder, list) and isinstance(path[1], int):
        return path[:2]
    if len(path) > 1 and isinstance(holder, dict) and path[1] in holder:
        return path[:2]
    return path[:1]


def _remove(data: dict[str, Any], origin: dict[str, list[int]], victims: set[Path]) -> None:
    """Takes the victims out, the last rows first, so that positions stay right meanwhile."""
    for victim in sorted(victims, key=lambda path: (-len(path), str(path[0]), _last_first(path))):
        if len(victim) == 1:
            data.pop(str(victim[0]), None)
        elif victim[0] in data:
            del data[str(victim[0])][victim[1]]
            if isinstance(victim[1], int):
                del origin[str(victim[0])][victim[1]]


def _last_first(path: Path) -> int:
    return -path[1] if len(path) > 1 and isinstance(path[1], int) else 0


def _fault(file: TomlFile, detail: dict[str, Any]) -> Fault:
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    place, key, kind = file.place(*path), str(path[-1]), str(detail["type"])
    context = detail.get("ctx", {})
    if kind == "missing":
        return Fault("plan.missing_key", place, {"key": key})
    if kind == "extra_forbidden":
        return Fault("plan.unknown_key", place, {"key": key})
    if kind == "literal_error":
        found = _QUOTED.findall(str(context["expected"]))
        allowed = [text or number for text, number in found if text or number]
        return Fault("plan.not_choice", place, {"key": key, "allowed": ", ".join(allowed)})
    if kind == "string_pattern_mismatch":
        return Fault("plan.bad_id", place, {"key": key, "found": str(detail["input"])})
    if kind == "string_too_short":
        return Fault("plan.empty", place, {"key": key})
    if kind.startswith(("greater_than", "less_than")):
        return Fault("plan.out_of_range", place, {"key": key, "found": str(detail["input"])})
    expected = _EXPECTED.get(kind.split("_")[0], "text")
    return Fault(f"plan.wrong_type.{expected}", place, {"key": key})
