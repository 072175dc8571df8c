"""Samples of what is said when somebody asks for help: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.places import Doubt

if TYPE_CHECKING:
    from usecases.records import JSON

_ABOUT = {
    "period": "6 tháng đầu năm 2021",
    "unit": "Phòng Kinh tế",
    "answered": 7,
    "total": 18,
}
_REPORT = {
    **_ABOUT,
    "due_at": "2021-06-16T17:00:00+07:00",
    "overdue": False,
    "leaders": ["Bùi Văn Đạt"],
}
_HOW = (
    "choice", "choices", "code", "date", "figure", "file", "list", "money", "percent", "place",
    "places", "read", "text", "time", "yes_no",
)  # fmt: skip
_DIALOGUES = (
    "adhoc", "amendment", "announcement", "comment", "extension", "fact", "final", "header",
    "letter", "matter_answer", "matter_words", "reconciling", "signed_file", "signed_number",
    "time",
)  # fmt: skip
_STATES = ("returned", "started", "not_started", "awaiting_leader", "submitted", "accepted")


def _moments() -> list[JSON]:
    period = _ABOUT["period"]
    return [
        *({"is": "question", **_ABOUT, "label": "Số hộ thoát nghèo", "how": how} for how in _HOW),
        {"is": "question", **_ABOUT, "label": "", "how": "figure"},
        *({"is": "doubt", **_ABOUT, "doubt": doubt.value} for doubt in Doubt),
        *({"is": phase, **_ABOUT} for phase in ("writing", "reviewing", "consenting", "ready")),
        *({"is": "dialogue", "kind": kind, "title": "Lốc xoáy"} for kind in _DIALOGUES),
        {"is": "dialogue", "kind": "adhoc", "title": ""},
        *({"is": "report", **_REPORT, "state": state, "others": 0} for state in _STATES),
        {"is": "report", **_REPORT, "state": "started", "others": 2, "overdue": True},
        {"is": "report", **_REPORT, "state": "awaiting_leader", "others": 0, "leaders": []},
        {"is": "nothing_owed"},
        {"is": "approval", **_REPORT},
        {"is": "nothing_to_approve"},
        {"is": "pending_people", "count": 2},
        {"is": "request_open", "title": "Lốc xoáy"},
        {"is": "request_open", "title": ""},
        {"is": "to_read", "period": period, "count": 3},
        {"is": "missing", "period": period, "count": 12, "overdue": 4, "waiting": 2},
        {"is": "missing", "period": period, "count": 12, "overdue": 0, "waiting": 0},
        {"is": "complete", "period": period},
        {"is": "unreached", "names": ["Trần Thị Bé", "Vũ Thị Giang"]},
        {"is": "office_quiet"},
    ]


GUIDING_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "help_now": [
        *({"moments": [moment]} for moment in _moments()),
        {"moments": _moments()[-6:-3]},
    ],
}
