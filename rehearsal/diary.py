"""The diary of a season: every message that the clock, not a conversation, brought to anybody."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.markup import parse
from rehearsal.season import Event
from storage.told import Told, everything_told
from storage.work import SqlWork
from usecases.library import Library

_TEMPLATES = Path(__file__).parent.parent / "templates" / "rehearsal"
# Kind of message → kind in the diary; a reminder's depends on its rung.
_KINDS = {
    "reminder": "reminder",
    "digest": "digest",
    "calls": "task",
    "undelivered": "task",
    "clock_doubted": "task",
    "reminders_missed": "task",
    "provisional": "provisional",
    "leader_notice": "leader",
    "due_moved": "announcement",
    "receipt": "receipt",
    "joined_notice": "announcement",
    "welcome": "announcement",
    "welcome_office": "announcement",
}


@dataclass(frozen=True, slots=True)
class Line:
    """`unit`, `round`, `rung` and `state` are joined by commas where a message is about several
    reports."""

    at: str
    person: str
    role: str
    unit: str
    round: str
    kind: str
    rung: str
    state: str
    text: str
    delivered: bool

    @property
    def day(self) -> str:
        return self.at[:10]


def diary_of(work: SqlWork, library: Library) -> list[Line]:
    return [_line(told, library) for told in everything_told(work, _KINDS)]


def _line(told: Told, library: Library) -> Line:
    items = told.params.get("items", []) if told.kind == "reminder" else []
    special = [rung for rung in ("opening", "overdue") if rung in told.rungs]
    return Line(
        at=told.at.astimezone(library.current.timezone).isoformat(timespec="seconds"),
        person=told.person,
        role=told.role,
        unit=", ".join(told.units),
        round=", ".join(told.rounds),
        kind=special[0] if special else _KINDS[told.kind],
        rung=", ".join(told.rungs),
        state=", ".join(dict.fromkeys(item["state"] for item in items)),
        text=parse(str(told.payload.get("text", ""))).plain,
        delivered=told.delivered,
    )


def write_diary(lines: list[Line], events: list[Event], library: Library, out: Path) -> None:
    """diary.jsonl, diary.html, diary.txt and events.jsonl."""
    _write_jsonl(out / "diary.jsonl", [asdict(line) for line in lines])
    rows = [{**asdict(event), "at": event.at.isoformat(timespec="seconds")} for event in events]
    _write_jsonl(out / "events.jsonl", rows)
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    days = [(day, list(own)) for day, own in groupby(lines, key=lambda line: line.day)]
    units = {unit.id: unit.short_name for unit in library.current.units}
    people = sorted({line.person for line in lines})
    for name in ("diary.html", "diary.txt"):
        text = templates.get_template(f"{name}.j2").render(
            title=library.current.title, days=days, units=units, people=people, events=rows
        )
        (out / name).write_text(text, encoding="utf-8")


def _write_jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
