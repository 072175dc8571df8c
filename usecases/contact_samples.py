"""Samples of letters to the office and their answers: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from usecases.records import JSON

CONTACT_SAMPLES: Mapping[str, list[dict[str, JSON]]] = {
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
