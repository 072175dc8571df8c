"""Samples of what is said about matters: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.records import JSON

_UNIT: dict[str, JSON] = {
    "unit": "UBND xã Phước Tín",
    "period": "năm 2022",
    "address": "Anh/Chị",
    "tone": "de_nghi",
}
_FRONT = _UNIT | {"unit": "Ủy ban MTTQ Việt Nam thị xã", "tone": "kinh_de_nghi"}
_TEXT = "Đề nghị thị xã bố trí kinh phí làm nhà cho 02 hộ."
_HALF = "6 tháng đầu năm 2021"
_AT = "2021-06-17T09:05:00+07:00"
_MATTER: dict[str, JSON] = {
    "unit": "Xã Phước Tín",
    "sort": "proposal",
    "addressee": "Với Ủy ban nhân dân thị xã",
    "text": _TEXT,
    "earlier": "",
    "state": "open",
}
_HARD = _MATTER | {"sort": "difficulty", "addressee": "", "text": "Thiếu vốn sản xuất."}

MATTER_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "matter": [
        {**_MATTER, "steps": [], "told": []},
        {
            **_HARD,
            "earlier": _HALF,
            "state": "answered",
            "steps": [
                {"step": step, "words": words, "by": "Lê Thị Hoa", "at": _AT}
                for step, words in (
                    ("carried_over", ""),
                    ("asked", ""),
                    ("remains", ""),
                    ("settled", ""),
                    ("words", "Còn thiếu 20 triệu đồng."),
                    ("answered", "Đã bố trí trong quý III."),
                )
            ],
            "told": ["Trần Thị Bé"],
        },
    ],
    "matter_answer": [{"unit": "UBND xã Phước Tín", "text": _TEXT}],
    "matter_answered": [
        {"office": "Phòng Nội vụ - LĐTB&XH", "sort": sort, "earlier": _HALF, "text": _TEXT,
         "words": "Đã bố trí trong quý III."}
        for sort in ("proposal", "difficulty")
    ],
    "matter_noted": [
        {**_UNIT, "step": step, "text": _TEXT} for step in ("settled", "remains", "words")
    ],
    "matter_words": [{**_UNIT, "text": _TEXT}],
    "matters": [
        {
            "period": "năm 2021",
            "count": 4,
            "undecided": 1,
            "items": [
                _MATTER | {"earlier": _HALF, "state": "carried_over"},
                _MATTER,
                _HARD | {"state": "answered"},
                _HARD | {"earlier": _HALF, "state": "settled"},
            ],
        },
        {"period": "năm 2021", "count": 0, "undecided": 0, "items": []},
    ],
    "matters_asked": [
        {**_UNIT, "count": 2, "items": [
            {"number": 1, "sort": "proposal", "earlier": _HALF, "text": _TEXT},
            {"number": 2, "sort": "difficulty", "earlier": "năm 2020", "text": "Thiếu vốn."},
        ]},
        {**_FRONT, "count": 1, "items": [
            {"number": 1, "sort": "proposal", "earlier": _HALF, "text": _TEXT},
        ]},
    ],
}  # fmt: skip
