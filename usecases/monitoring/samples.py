"""Samples of what monitoring says: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.records import JSON

_AT = "2021-06-15T09:05:00+07:00"
_DUE = "2021-06-16T17:00:00+07:00"
_PERIOD = "6 tháng đầu năm 2021"
_LINE: dict[str, JSON] = {
    "unit": "Phòng Kinh tế thị xã",
    "short": "Phòng Kinh tế",
    "state": "started",
    "answered": 7,
    "total": 18,
    "version": 0,
    "late": False,
    "signed": False,
    "at": "",
    "due_at": _DUE,
}
_SENT = _LINE | {"state": "submitted", "answered": 18, "version": 2, "late": True, "at": _AT}
_UNIT = {name: told for name, told in _LINE.items() if name != "short"}
_PERSON = {"name": "Trần Thị Bé", "phone": "+84912345678", "joined": True}
_SHOWN: dict[str, JSON] = {
    "standing": "figure",
    "text": "12 hộ",
    "length": 0,
    "zero": "none",
    "note": "",
    "estimated": False,
}
_ZERO = _SHOWN | {"standing": "zero", "text": ""}
_REPORT: dict[str, JSON] = {
    "short": "Phòng Kinh tế",
    "period": _PERIOD,
    "version": 0,
    "open": True,
}
_CHANGE: dict[str, JSON] = {"by": "Nguyễn Văn An", "at": _AT, "old": None, "new": _SHOWN}

_OFFICE = "Phòng Nội vụ - LĐTB&XH"
_TEXT = "Mời họp giao ban lúc 14 giờ ngày 20/6."

MONITORING_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "announce_agencies": [{"text": _TEXT}],
    "announce_dropped": [{}],
    "announce_how": [{}],
    "announce_preview": [
        {
            "text": _TEXT,
            "office": _OFFICE,
            "people": ["Trần Thị Bé", "Nguyễn Văn An"],
            "units": 3,
            "nobody": ["Thị Đoàn"],
            "liaisons": True,
        },
        {
            "text": _TEXT,
            "office": _OFFICE,
            "people": [],
            "units": 0,
            "nobody": [],
            "liaisons": False,
        },
    ],
    "announce_units": [{"text": _TEXT, "units": ["Thị Đoàn"]}, {"text": _TEXT, "units": []}],
    "announce_whom": [{"text": _TEXT}],
    "announcement": [{"office": _OFFICE, "name": "Lê Thị Hoa", "text": _TEXT}],
    "board_agencies": [{"period": _PERIOD, "sent": 7, "total": 24}],
    "board_agency": [
        {
            "agency": "Các hội, đoàn thể thị xã",
            "period": _PERIOD,
            "sent": 1,
            "items": [_LINE, _SENT, _LINE | {"state": "not_started"}],
        }
    ],
    "board_answer": [
        {
            **_REPORT,
            "label": "Số hộ nghèo được vay vốn",
            "shown": _SHOWN,
            "changes": [_CHANGE, _CHANGE | {"old": _SHOWN, "new": _ZERO}],
            "more": 3,
        },
        {**_REPORT, "label": "Số hộ", "shown": None, "changes": [], "more": 0},
    ],
    "board_picture": [{"period": _PERIOD, "at": _AT, "sent": 7, "total": 24}],
    "board_report": [
        {
            **_REPORT,
            "page": 1,
            "pages": 2,
            "lines": [
                {
                    "number": 1,
                    "label": "Số hộ nghèo được vay vốn",
                    "shown": _SHOWN,
                    "given_on": "2021-06-10",
                },
                {"number": 2, "label": "Có khó khăn gì?", "shown": None, "given_on": ""},
            ],
        },
        {**_REPORT, "version": 2, "open": False, "page": 1, "pages": 1, "lines": []},
        {**_REPORT, "version": 2, "page": 1, "pages": 1, "lines": []},
        {**_REPORT, "open": False, "page": 1, "pages": 1, "lines": []},
    ],
    "board_unit": [
        {
            **_UNIT,
            "state": "submitted",
            "version": 2,
            "late": True,
            "signed": True,
            "papers": [{"number": "12/BC-KT", "on": "2021-06-15", "version": 2}],
            "at": _AT,
            "period": _PERIOD,
            "overdue": False,
            "code": "7KQ2-M4XF",
            "by": "Nguyễn Văn An",
            "people": [_PERSON, _PERSON | {"phone": "", "joined": False}],
        },
        {
            **_UNIT,
            "papers": [],
            "period": _PERIOD,
            "overdue": True,
            "code": "",
            "by": "",
            "people": [],
        },
    ],
    "chase_preview": [
        {
            "period": _PERIOD,
            "unfinished": 5,
            "people": [
                {"name": "Trần Thị Bé", "units": ["Xã Phước Tín"], "reached": True},
                {"name": "Nguyễn Văn An", "units": ["Thị Đoàn", "MTTQ"], "reached": False},
            ],
            "spared": [{"name": "Vũ Thị Giang", "units": ["Phòng Kinh tế"], "reached": True}],
            "nobody": ["Hội Nông dân"],
            "hours": 4,
        },
        {
            "period": _PERIOD,
            "unfinished": 0,
            "people": [],
            "spared": [],
            "nobody": [],
            "hours": 4,
        },
    ],
    "delivery_result": [
        {
            "chase": chase,
            "at": _AT,
            "people": [
                {
                    "name": "Trần Thị Bé",
                    "units": ["Xã Phước Tín"],
                    "phone": "+84912345678",
                    "fate": fate,
                }
                for fate in (
                    "waiting",
                    "sent",
                    "uncertain",
                    "blocked",
                    "never_started",
                    "failed",
                    "withdrawn",
                )
            ],
        }
        for chase in (True, False)
    ],
    "everybody_done": [{"period": _PERIOD}],
    "urging_letter": [{"period": _PERIOD, "units": 5, "at": _AT}],
    "zalo_lead": [{"units": 5}],
    "zalo_text": [
        {
            "tone": tone,
            "units": ["Phòng Kinh tế", "Xã Phước Tín"],
            "period": _PERIOD,
            "programme": "Chương trình MTQG giảm nghèo",
            "due_at": _DUE,
            "overdue": overdue,
            "office": _OFFICE,
        }
        for tone, overdue in (("de_nghi", False), ("kinh_de_nghi", True))
    ],
}

# Letters to the office and their answers: see `usecases.contact`.
CONTACT_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "contact": [
        {"office": "Phòng Nội vụ - LĐTB&XH", "reachable": True, "inside": False},
        {"office": "Phòng Nội vụ - LĐTB&XH", "reachable": False, "inside": False},
        {"office": "Phòng Nội vụ - LĐTB&XH", "reachable": False, "inside": True},
    ],
    "contact_answer": [
        {
            "office": "Phòng Nội vụ - LĐTB&XH",
            "name": "Lê Thị Hoa",
            "about": "Xin hỏi…",
            "text": "Chỉ tính tiền đã về Quỹ.",
        }
    ],
    "contact_answered": [{"name": "Trần Thị Bé"}],
    "contact_gone": [{"name": "Trần Thị Bé"}],
    "contact_letter": [
        {
            "name": "Trần Thị Bé",
            "units": ["UBND xã Phước Tín"],
            "reports": [
                {
                    "period": "6 tháng đầu năm 2021",
                    "state": "started",
                    "answered": 7,
                    "total": 18,
                },
                {
                    "period": "năm 2020",
                    "state": "submitted",
                    "answered": 18,
                    "total": 18,
                },
            ],
            "question": "Số hộ nghèo được vay vốn",
            "text": "Xin hỏi…",
            "person": 7,
        },
        {
            "name": "Lê Lãnh Đạo",
            "units": ["UBND xã Phước Tín"],
            "reports": [],
            "question": "",
            "text": "Xin hỏi…",
            "person": 8,
        },
    ],
    "contact_sent": [{"office": "Phòng Nội vụ - LĐTB&XH"}],
    "contact_too_long": [{"limit": 3000, "length": 4120}],
}
