"""Nothing that a person is being asked is lost when the step to one focus is taken, nor back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import text

from storage import schema
from storage.database import Database
from storage.migrations.versions import v0013_one_focus as step

AT = "'2021-06-10 02:00:00.000000+00:00'"


def _run(database: Database, *statements: str) -> None:
    with database.writing.begin() as connection:
        for statement in statements:
            connection.execute(text(statement.replace(":", "\\:")))


def _rows(database: Database, statement: str) -> list[tuple[Any, ...]]:
    with database.writing.connect() as connection:
        return [tuple(_read(value) for value in row) for row in connection.execute(text(statement))]


def _read(value: object) -> object:
    return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value


def _setting(key: str, value: object) -> str:
    return f"INSERT INTO setting (key, value) VALUES ('{key}', '{json.dumps(value)}')"


def _dialogue(key: int, person: int, kind: str) -> str:
    return (
        "INSERT INTO dialogue (id, person_id, kind, subject, at)"
        f" VALUES ({key}, {person}, '{kind}', '{{\"obligation\": 4}}', {AT})"
    )


def _person(key: int, focus: list[int]) -> str:
    return (
        "INSERT INTO person (id, telegram_id, chat_id, name, focus, created_at)"
        f" VALUES ({key}, {key}, {key}, 'Ai', '{focus}', {AT})"
    )


HEADER = {"what": "header", "round": "2021-6T", "field": "signer", "focus": []}
FINAL = {"what": "final", "round": "2021-6T", "focus": [7]}
ASKED = {"what": "due:2021-6T:unit", "asked": None, "focus": [8]}
TYPED = {"what": "name:x", "value": {"name": "X"}, "since": "2021-06-10"}
OVER = {"what": "due:2021-6T:unit", "asked": None, "focus": [1]}
BEFORE = (
    _person(1, []),
    _person(2, [7]),
    _person(3, [9, -5]),  # in the middle of an ad hoc request, above a report
    _person(4, [9, -1_000_000_003]),  # asked for a comment, above a report
    _person(5, [8]),
    _person(6, [-1_000_000_004]),
    _person(7, [2]),
    _dialogue(3, 4, "comment"),
    _dialogue(4, 6, "signed_number"),
    _setting("awaiting:1", HEADER),
    _setting("awaiting:2", FINAL),
    _setting("fact:5", ASKED),
    _setting("fact:6", TYPED),
    _setting("fact:7", OVER),
    _setting("other", {}),
)
FOCUS = "SELECT id, focus FROM person ORDER BY id"
SETTINGS = "SELECT key, value FROM setting ORDER BY key"


def asked(database: Database) -> dict[int, list[object]]:
    """What each person is in the middle of: conversations by number, dialogues by kind and
    subject."""
    found = {
        -key: (kind, subject)
        for key, kind, subject in _rows(database, "SELECT id, kind, subject FROM dialogue")
    }
    return {
        person: [found.get(key, key) for key in focus] for person, focus in _rows(database, FOCUS)
    }


def test_every_open_question_is_a_dialogue_and_back(blank: Database) -> None:
    schema.migrate(blank, step.down_revision)
    _run(blank, *BEFORE)
    if blank.url.get_backend_name() == "postgresql":
        _run(blank, "SELECT setval(pg_get_serial_sequence('dialogue', 'id'), 4)")
    before = _rows(blank, FOCUS), _rows(blank, SETTINGS)
    for _ in range(2):
        schema.migrate(blank, step.revision)
        assert asked(blank) == {
            1: [("header", {"round": "2021-6T", "field": "signer"})],
            2: [7, ("final", {"round": "2021-6T"})],
            3: [9, ("adhoc", {"request": 5})],
            4: [9, ("comment", {"obligation": 4})],
            5: [8, ("fact", {"what": "due:2021-6T:unit"})],
            6: [("fact", TYPED), ("signed_number", {"obligation": 4})],
            7: [2],
        }
        assert _rows(blank, SETTINGS) == [("other", {})]
        schema.migrate(blank, "-1")
        focus, settings = before
        assert _rows(blank, FOCUS) == focus
        assert _rows(blank, SETTINGS) == [row for row in settings if row[0] != "fact:7"]
        before = focus, [row for row in settings if row[0] != "fact:7"]
