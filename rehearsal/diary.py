"""The diary of a season: every message that anybody got. Answers in the conversations in which
reports are written stand in diary.jsonl, and on the page for whoever wants them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.speaking.catalogue import catalogue
from bot.speaking.markup import parse
from rehearsal.scenes import Event
from storage.told import Told, everything_told
from storage.work import SqlWork
from usecases.library import Library

_TEMPLATES = Path(__file__).parent.parent / "templates" / "rehearsal"
# Kind of message → kind in the diary; a reminder's depends on its rung. All others are answers to
# what a person has just done.
_CONVERSATION = "conversation"
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
    "announcement": "announcement",
    "adhoc_notice": "request",
    "adhoc_letter": "request",
    "adhoc_news": "request",
    "sent_back": "sent_back",
    "report_accepted": "accepted",
    "extended": "extension",
    "time_request": "task",
    "new_version": "task",
    "contact_letter": "task",
    "approval_request": "approval",
    "approved": "approval",
    "amendment": "approval",
    "entered_for_you": "announcement",
    "round_frozen": "announcement",
}
_EDITS = ("question_closed",)  # of a message that stands in the chat already


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
    buttons: list[str]
    delivered: bool

    @property
    def day(self) -> str:
        return self.at[:10]


def diary_of(work: SqlWork, library: Library) -> list[Line]:
    periods: dict[str, str] = {}
    for record in work.rounds.all():
        round_ = library.plan_of_round(record.id, work).round(record.id)
        periods |= {round_.period: record.id, round_.title: record.id}
    return [_line(told, library, periods) for told in everything_told(work, _EDITS)]


def _line(told: Told, library: Library, periods: Mapping[str, str]) -> Line:
    items = told.params.get("items", []) if told.kind == "reminder" else []
    special = [rung for rung in ("opening", "overdue") if rung in told.rungs]
    return Line(
        at=told.at.astimezone(library.current.timezone).isoformat(timespec="seconds"),
        person=told.person,
        role=told.role,
        unit=", ".join(told.units),
        round=", ".join(told.rounds) or _round_named(told.params, periods),
        kind=special[0] if special else _KINDS.get(told.kind, _CONVERSATION),
        rung=", ".join(told.rungs),
        state=", ".join(dict.fromkeys(item["state"] for item in items) or told.states),
        text=_text(told),
        buttons=_buttons(told.payload),
        delivered=told.delivered,
    )


def _text(told: Told) -> str:
    if told.fate:
        return catalogue().operator(f"rehearsal.{told.fate}")
    return parse(str(told.payload.get("text", told.payload.get("caption", "")))).plain


def _round_named(params: Mapping[str, Any], periods: Mapping[str, str]) -> str:
    """Of a message that names its rounds, itself or in what it lists: by period, or by the title of
    a request."""
    listed = [each for value in params.values() for each in _tables(value)]
    named = [str(table.get(key, "")) for table in (params, *listed) for key in ("period", "title")]
    return ", ".join(dict.fromkeys(periods[name] for name in named if name in periods))


def _tables(value: Any) -> list[Mapping[str, Any]]:
    return [
        each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)
    ]


def _buttons(payload: Mapping[str, Any]) -> list[str]:
    rows = (payload.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


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
    told = [(day, [line for line in own if line.kind != _CONVERSATION]) for day, own in days]
    units = {unit.id: unit.short_name for unit in library.current.units}
    people = sorted({line.person for line in lines})
    for name in ("diary.html", "diary.txt"):
        text = templates.get_template(f"{name}.j2").render(
            title=library.current.title,
            days=days,
            told=[(day, own) for day, own in told if own],
            units=units,
            people=people,
            events=rows,
        )
        (out / name).write_text(text, encoding="utf-8")


def _write_jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
