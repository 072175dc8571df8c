"""The town of the benchmarks: the real plan with as many units as people who talk, all of one kind,
and a database in which each of them owes a report."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections import Counter
from datetime import datetime
from pathlib import Path

from benchmarks.crowd import FIRST, Script
from bot.workplace import open_library
from reporting.forms import Form
from reporting.plan import Unit
from storage import schema
from storage.database import Database
from storage.work import SqlWork
from storage.writer import Writer
from usecases.library import Library
from usecases.records import Role, Sender
from usecases.reminding.tick import Tick
from usecases.rounds import open_rounds

PLAN = Path(__file__).parent.parent / "plans" / "phuoc-long-2021"
NOW = datetime.fromisoformat("2021-06-15T09:00:00+07:00")
_LAST_TICK = datetime.fromisoformat("2021-06-15T07:59:30+07:00")  # before reminders go out
_NAME = "Lan"  # of everybody
_WORDS = {
    "integer": "12",
    "money": "120 triệu",
    "text": "Mở ba lớp.",
    "image": "[zero]",
}


def crowded(people: int, kind: str, converted: Path) -> Library:
    """A town of `people` units that are all asked the form of the unit `kind`; `converted` keeps
    the converted forms, so that the bot starts as it does any time but the first."""
    library = open_library(PLAN, converted)
    plan = library.current
    model = plan.unit(kind)
    units = tuple(dataclasses.replace(model, id=_unit_id(model, n)) for n in range(people))
    opening = {unit.id: plan.opening.get(kind, {}) for unit in units}
    crowd = dataclasses.replace(plan, units=units, opening=opening)
    return Library(crowd, library.files)


def _unit_id(model: Unit, number: int) -> str:
    return f"{model.id}-{number}"


def furnish(path: Path, library: Library, *, reminding: bool) -> None:
    """A database with an open round, and one person in each unit. `reminding`: all of them are
    told so by the first tick at `NOW` and the ticks after it."""
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)

    def fill(work: SqlWork) -> None:
        open_rounds(work, library, NOW)
        for number, unit in enumerate(library.current.units):
            person = work.people.add(Sender(FIRST + number, FIRST + number, _NAME), NOW)
            work.people.join(person.id, unit.id, Role.LIAISON, active=True, at=NOW)

    with Writer(database) as writer:
        writer.run(fill).result()
        if reminding:
            for unit in Tick(library, _LAST_TICK).units():
                writer.run(unit).result()
    database.dispose()


def script_for(form: Form) -> Script:
    """Buttons carry the number of a question in its form (usecases.buttons)."""
    words = {
        str(number): _WORDS[question.kind]
        for number, question in enumerate(form.questions)
        if question.asked and not question.repeat
    }
    nothing = {
        str(len(form.questions) + number): "[no_more]" for number in range(len(form.repeats))
    }
    return Script("/baocao", words | nothing)


def _refs(form: Form) -> dict[str, str]:
    """Where the answer to each question of the script is kept."""
    refs = [
        *(question.nodeset for question in form.questions),
        *(f"{r}#done" for r in form.repeats),
    ]
    return {str(number): ref for number, ref in enumerate(refs)}


def faults(path: Path, form: Form, given: list[tuple[int, str, str]]) -> list[str]:
    """What the database holds that the chats did not say, and what it lacks or has twice."""
    refs = _refs(form)
    said = Counter((person, refs[question]) for person, question, _ in given)
    connection = sqlite3.connect(path)
    try:
        kept = Counter(connection.execute(_KEPT).fetchall())
        (unfinished,) = connection.execute(_UNFINISHED).fetchone()
        (updates, ids) = connection.execute(_UPDATES).fetchone()
    finally:
        connection.close()
    found = [f"lost: {one}" for one in (said - kept)] + [f"doubled: {one}" for one in kept - said]
    if unfinished or updates != ids:
        found.append(f"inbox: {unfinished} not handled, {updates - ids} stored twice")
    return found


_KEPT = """
    SELECT person.telegram_id, answer_history.ref FROM answer_history
    JOIN person ON person.id = answer_history.person_id
"""
_UNFINISHED = "SELECT count(*) FROM inbox WHERE state <> 'done'"
_UPDATES = "SELECT count(*), count(DISTINCT update_id) FROM inbox"
