"""Samples of what is said when something is due: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.records import JSON

_ITEM = {
    "obligation": 7,
    "unit": "Phòng Kinh tế thị xã",
    "short": "Phòng Kinh tế",
    "period": "6 tháng đầu năm 2021",
    "state": "started",
    "opening": False,
    "overdue": False,
    "days": 3,
    "due_at": "2021-06-16T17:00:00+07:00",
    "answered": 7,
    "total": 18,
    "next": "Số hộ nghèo được vay vốn",
    "promised": [],
    "only_promised": False,
}
_FIGURES = [
    {"ref": "/data/KT01", "label": "Lớp khuyến nông đã tổ chức", "on": "2021-06-25"},
    {"ref": "/data/KT08", "label": "Kinh phí hỗ trợ sản xuất", "on": "2021-06-24"},
]
_COMMON = {"tone": "de_nghi", "address": "Anh/Chị", "office": "Phòng Nội vụ - LĐTB&XH"}
_ROUND = {
    "period": "6 tháng đầu năm 2021",
    "sent": 12,
    "total": 24,
    "started": 5,
    "not_started": 7,
    "overdue": 0,
    "due_at": "2021-06-16T17:00:00+07:00",
    "days": 2,
}
_CALL = {
    "unit": "Xã Phước Tín",
    "period": "6 tháng đầu năm 2021",
    "tone": "de_nghi",
    "state": "not_started",
    "answered": 0,
    "total": 40,
    "due_at": "2021-06-16T17:00:00+07:00",
    "overdue": True,
    "days": -1,
    "people": [
        {"name": "Trần Thị Bé", "phone": "+84912345678", "joined": True},
        {"name": "Nguyễn Văn An", "phone": "", "joined": False},
    ],
}

REMINDING_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "calls": [
        {
            "items": [_CALL, _CALL | {"state": "started", "answered": 3, "people": []}],
            "office": "Phòng Nội vụ - LĐTB&XH",
        },
        {
            "items": [
                _CALL | {"overdue": False, "days": 0, "tone": "kinh_de_nghi"},
                _CALL | {"overdue": False, "days": 1, "state": "returned"},
                _CALL | {"state": "awaiting_leader"},
            ],
            "office": "Phòng Nội vụ - LĐTB&XH",
        },
    ],
    "clock_believed": [{}],
    "clock_doubted": [
        {"seen": "2021-06-15T16:20:00+07:00", "now": "2022-07-20T16:20:30+07:00"},
        {"seen": "2021-06-15T16:20:00+07:00", "now": "2021-06-15T15:20:00+07:00"},
    ],
    "digest": [
        {
            "day": "2021-06-14",
            "rounds": [_ROUND],
            "more_rounds": 0,
            "nobody": [],
            "unreached": [],
        },
        {
            "day": "2021-06-17",
            "rounds": [_ROUND | {"overdue": 12, "days": -1}, _ROUND | {"days": 0}],
            "more_rounds": 2,
            "nobody": ["Xã Phước Tín", "Xã Long Giang", "Thị Đoàn", "Hội Nông dân"],
            "unreached": ["Trần Thị Bé"],
        },
    ],
    "leader_not_needed": [
        {"unit": "Phòng Kinh tế thị xã", "period": "6 tháng đầu năm 2021"},
    ],
    "leader_notice": [
        {
            "unit": "UBND xã Phước Tín",
            "tone": tone,
            "address": "Anh/Chị",
            "period": "6 tháng đầu năm 2021",
            "state": state,
            "answered": 7,
            "total": 18,
            "due_at": "2021-06-16T17:00:00+07:00",
            "overdue": overdue,
            "days": -2 if overdue else 1,
            "people": people,
            "office": "Phòng Nội vụ - LĐTB&XH",
        }
        for tone, state, overdue, people in (
            ("de_nghi", "not_started", True, ["Trần Thị Bé", "Nguyễn Văn An"]),
            ("kinh_de_nghi", "started", False, []),
            ("de_nghi", "returned", True, ["Trần Thị Bé"]),
            ("de_nghi", "awaiting_leader", True, ["Trần Thị Bé"]),
        )
    ],
    "leader_told": [
        {
            "unit": "UBND xã Phước Tín",
            "period": "6 tháng đầu năm 2021",
            "told": told,
            "before": before,
        }
        for told, before in ((["Lê Văn Tám"], []), ([], ["Lê Văn Tám"]), ([], []))
    ],
    "nobody_to_call": [{}],
    "nothing_left": [{}],
    "nothing_promised": [{}],
    "put_off": [{"again_at": "2021-06-15T08:00:00+07:00"}],
    "reminder": [
        {**_COMMON, "items": [_ITEM]},
        {
            **_COMMON,
            "tone": "kinh_de_nghi",
            "items": [_ITEM | {"state": "not_started", "opening": True, "days": 15, "next": ""}],
        },
        {
            **_COMMON,
            "items": [
                _ITEM | {"state": "not_started", "days": 0, "next": ""},
                _ITEM | {"state": "returned", "overdue": True, "days": -2, "next": ""},
                _ITEM | {"state": "awaiting_leader", "days": 1, "next": ""},
            ],
        },
        {**_COMMON, "items": [_ITEM | {"overdue": True, "days": 0}]},
        {**_COMMON, "items": [_ITEM | {"days": None, "promised": _FIGURES}]},
        {
            **_COMMON,
            "items": [_ITEM | {"state": "submitted", "promised": _FIGURES, "only_promised": True}],
        },
    ],
    "reminders_missed": [
        {
            "since": "2021-06-15T16:20:00+07:00",
            "until": "2021-06-17T16:45:00+07:00",
            "late": 2,
            "units": ["Phòng Kinh tế", "Xã Phước Tín"],
        },
        {
            "since": "2021-06-15T16:20:00+07:00",
            "until": "2021-06-17T09:45:00+07:00",
            "late": 5,
            "units": [],
        },
    ],
    "unannounced": [
        {
            "text": "Mời họp giao ban lúc 14 giờ ngày 20/6.",
            "people": [
                {
                    "name": "Trần Thị Bé",
                    "phone": "+84912345678",
                    "fate": "blocked",
                    "units": ["Xã Phước Tín"],
                    "others": [{"name": "Nguyễn Văn An", "phone": "+84987654321"}],
                },
                {
                    "name": "Vũ Thị Giang",
                    "phone": "",
                    "fate": "never_started",
                    "units": ["Phòng Kinh tế"],
                    "others": [],
                },
            ],
        }
    ],
    "undelivered": [
        {
            "name": "Trần Thị Bé",
            "phone": "+84912345678",
            "fate": fate,
            "units": ["Xã Phước Tín"],
            "period": "6 tháng đầu năm 2021",
            "others": others,
        }
        for fate, others in (
            ("blocked", [{"name": "Nguyễn Văn An", "phone": "+84987654321"}]),
            ("never_started", []),
            ("failed", [{"name": "Nguyễn Văn An", "phone": ""}]),
        )
    ],
}
