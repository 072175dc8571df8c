"""Answers and options as JSON, for as long as a conversation waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reporting.answers import Answer, Standing, Value
from reporting.kinds import KINDS
from reporting.kinds.kind import JSON, Option

Stored = Mapping[str, JSON]


def answer_to_json(answer: Answer, kind: str) -> dict[str, JSON]:
    """`kind` writes the value; no value, and the "" of "nothing to report", need none."""
    value = answer.value
    stored: dict[str, JSON] = {
        "value": _value_to_json(value, kind),
        "standing": answer.standing.value,
    }
    if answer.estimated:
        stored["estimated"] = True
    if answer.note:
        stored["note"] = answer.note
    if answer.promised:
        stored["promised"] = answer.promised.isoformat()
    return stored


def _value_to_json(value: Value, kind: str) -> JSON:
    if value is None:
        return None
    return "" if value == "" else KINDS[kind].to_json(value)


def answer_from_json(stored: Stored, kind: str) -> Answer:
    value = stored["value"]
    promised = stored.get("promised")
    return Answer(
        value=value if value is None or value == "" else KINDS[kind].from_json(value),
        standing=Standing(str(stored["standing"])),
        estimated=bool(stored.get("estimated", False)),
        note=str(stored.get("note", "")),
        promised=date.fromisoformat(str(promised)) if promised else None,
    )


def options_to_json(options: tuple[Option, ...], kind: str) -> list[JSON]:
    return [
        {"shown": option.shown, "answer": answer_to_json(option.answer, kind)} for option in options
    ]


def options_from_json(stored: JSON, kind: str) -> tuple[Option, ...]:
    listed = stored if isinstance(stored, list) else []
    return tuple(
        Option(str(each["shown"]), answer_from_json(_table(each["answer"]), kind))
        for each in map(_table, listed)
    )


def _table(stored: JSON) -> Stored:
    if not isinstance(stored, dict):
        raise TypeError(f"not a table: {stored!r}")
    return stored


def texts(stored: JSON) -> tuple[str, ...]:
    return tuple(str(text) for text in stored) if isinstance(stored, list) else ()
