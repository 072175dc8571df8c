"""Answers, files and plans as what a column can hold, and back without loss.

Knows the types a value may have, not the kinds of questions. A plain JSON number, string or null is
itself; every other type is an object with one key, its tag.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from reporting.answers import Answer, FileValue, Standing, Value
from usecases.records import JSON

_TO_JSON: dict[type, Callable[[Any], JSON]] = {
    int: lambda value: value,
    str: lambda value: value,
    type(None): lambda value: value,
    Decimal: lambda value: {"decimal": str(value)},
    date: lambda value: {"date": value.isoformat()},
    time: lambda value: {"time": value.isoformat()},
    datetime: lambda value: {"datetime": value.isoformat()},
    tuple: lambda value: {"names": list(value)},
    FileValue: lambda value: {"file": asdict(value)},
}
_FROM_JSON: dict[str, Callable[[Any], Value]] = {
    "decimal": Decimal,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
    "names": tuple,
    "file": lambda stored: FileValue(**stored),
}


def value_to_json(value: Value) -> JSON:
    """Raises KeyError for a type that is none of `Value` (a bool is none)."""
    return _TO_JSON[type(value)](value)


def value_from_json(stored: JSON) -> Value:
    if not isinstance(stored, dict):
        kept: Value = stored
        return kept
    ((tag, inner),) = stored.items()
    return _FROM_JSON[tag](inner)


def answer_to_json(answer: Answer) -> dict[str, JSON]:
    """Leaves out what is as usual, so that a stored report stays small."""
    stored: dict[str, JSON] = {"value": value_to_json(answer.value)}
    if answer.standing is not Standing.FIGURE:
        stored["standing"] = answer.standing.value
    if answer.estimated:
        stored["estimated"] = True
    if answer.note:
        stored["note"] = answer.note
    if answer.promised is not None:
        stored["promised"] = answer.promised.isoformat()
    return stored


def answer_from_json(stored: Mapping[str, JSON]) -> Answer:
    promised = stored.get("promised")
    return Answer(
        value=value_from_json(stored["value"]),
        standing=Standing(stored.get("standing", Standing.FIGURE)),
        estimated=stored.get("estimated", False),
        note=stored.get("note", ""),
        promised=date.fromisoformat(promised) if promised else None,
    )


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip archive, so that any tool opens what a round ran on; same files, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
