"""The round at a glance: every unit with its state, how far it is, when it came, whether late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from documents.pictures.drawing import draw
from reporting.kinds.shown import show_date

_SENT = ("submitted", "accepted")


def draw_board(facts: Mapping[str, Any], phrases: Mapping[str, str]) -> bytes:
    """The PNG of what `usecases.monitoring.boards.picture_facts` gives."""
    return draw("board", **board_words(facts, phrases))


def board_words(facts: Mapping[str, Any], phrases: Mapping[str, str]) -> dict[str, Any]:
    """What `templates/documents/pictures/board.svg.j2` shows."""
    lines, total = facts["lines"], facts["total"]
    sent = facts["sent"]
    not_started = sum(line["state"] == "not_started" for line in lines)
    started = total - sent - not_started
    note = phrases["board_note"].format(
        at=_moment(facts["at"], phrases), due=_moment(facts["due_at"], phrases)
    )
    return {
        "title": phrases["board_title"].format(period=facts["period"]),
        "note": note,
        "total": total,
        "counts": [
            {"state": "sent", "count": sent, "text": _counted(phrases, "sent", sent, total)},
            {"state": "started", "count": started, "text": _counted(phrases, "started", started)},
            {
                "state": "not_started",
                "count": not_started,
                "text": _counted(phrases, "not_started", not_started),
            },
        ],
        "rows": [_row(line, phrases) for line in lines],
    }


def _row(line: Mapping[str, Any], phrases: Mapping[str, str]) -> dict[str, object]:
    state, total = line["state"], line["total"]
    said = phrases[f"board_state_{state}"]
    if line["signed"]:
        said = phrases["board_signed"].format(state=said)
    timeliness = ""
    if state in _SENT:
        timeliness = phrases["board_late" if line["late"] else "board_on_time"]
    elif line["overdue"]:
        timeliness = phrases["board_overdue"]
    return {
        "name": line["short"],
        "mark": _mark(state),
        "state": said.format(answered=line["answered"], total=total),
        "share": line["answered"] / total if state == "started" and total else 0,
        "moment": _moment(line["at"], phrases) if line["at"] else "",
        "timeliness": timeliness,
        "warns": line["late"] if state in _SENT else line["overdue"],
    }


def _mark(state: str) -> str:
    """What the eye sees first: full, half or empty."""
    if state in _SENT:
        return "sent"
    return "empty" if state == "not_started" else "half"


def _counted(phrases: Mapping[str, str], name: str, count: int, total: int = 0) -> str:
    return phrases[f"board_{name}"].format(count=count, total=total)


def _moment(text: str, phrases: Mapping[str, str]) -> str:
    at = datetime.fromisoformat(text)
    day = show_date(at.date()).rpartition("/")[0]
    return phrases["board_moment"].format(time=f"{at:%H:%M}", day=day)
