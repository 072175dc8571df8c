"""What `tonghop understand` prints: one reading of one text, as plain data."""

from __future__ import annotations

from datetime import date

from reporting.answers import Answer
from reporting.kinds import KINDS, Asked, Doubted, Kind, Refused


def understood(kind: str, text: str, unit_of_measure: str, today: date) -> dict[str, object]:
    """`outcome` is answer, doubt or refusal; `value` is canonical (money in đồng)."""
    asked = Asked(today=today, unit_of_measure=unit_of_measure)
    reader = KINDS[kind]
    reading = reader.understand(text, asked)
    if isinstance(reading, Answer):
        return {"outcome": "answer", **_answer(reader, reading, asked)}
    if isinstance(reading, Doubted):
        options = [
            {**_answer(reader, option.answer, asked), "shown": option.shown}
            for option in reading.options
        ]
        return {"outcome": "doubt", "reason": reading.reason, "options": options}
    assert isinstance(reading, Refused)
    return {"outcome": "refusal", "reason": reading.reason}


def _answer(reader: Kind, answer: Answer, asked: Asked) -> dict[str, object]:
    return {
        "standing": answer.standing.value,
        "value": reader.to_json(answer.value),
        "shown": reader.show(answer.value, asked) if answer.value is not None else "",
        "estimated": answer.estimated,
    }
