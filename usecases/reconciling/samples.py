"""Samples of what is said about contradictions: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.records import JSON

_PERIOD = {"period": "6 tháng đầu năm 2021"}
_SIDES: dict[str, JSON] = {
    "label": "Hộ nghèo được hỗ trợ tiền điện",
    "relation": "equal",
    "by": "Phòng Nội vụ - LĐTB&XH",
    "said": "16 hộ",
    "other_by": "UBND các xã, phường",
    "other": "14 hộ",
}
_OWN = {"question": "Hộ nghèo được hỗ trợ tiền điện", "own": "2 hộ"}
_UNIT = {"unit": "UBND xã Phước Tín", "address": "Anh/Chị", "tone": "de_nghi"}
_FRONT = {"unit": "Ủy ban MTTQ Việt Nam thị xã", "address": "Anh/Chị", "tone": "kinh_de_nghi"}
_ANSWER = {"unit": "Xã Phước Tín", "verdict": "right", "words": "", "by": "Trần Thị Bé"}
_ITEM: dict[str, JSON] = {
    **_SIDES,
    "asked_at": "2021-06-17T09:05:00+07:00",
    "asked_by": "Lê Thị Hoa",
    "answers": [
        _ANSWER,
        _ANSWER | {"verdict": "corrected"},
        _ANSWER | {"verdict": "words", "words": "Số của xã tính đến hết tháng 5."},
    ],
    "open": ["Xã Long Giang"],
}
_NEW: dict[str, JSON] = {**_SIDES, "asked_at": None, "asked_by": "", "answers": [], "open": []}

RECONCILING_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "both_asked": [
        {"label": _SIDES["label"], "reached": ["Xã Phước Tín"], "silent": ["Xã Long Giang"]},
        {"label": _SIDES["label"], "reached": ["Xã Phước Tín", "Phường Thác Mơ"], "silent": []},
        {"label": _SIDES["label"], "reached": [], "silent": ["Xã Long Giang"]},
    ],
    "contradiction_settled": [{}],
    "contradictions": [
        {
            **_PERIOD,
            "count": 4,
            "items": [
                _ITEM,
                _NEW,
                _NEW | {"relation": "at_most"},
                _NEW | {"relation": "at_least"},
            ],
        },
        {**_PERIOD, "count": 0, "items": []},
    ],
    "figure_answered": [
        {**_PERIOD, **_OWN, "unit": "UBND xã Phước Tín", "label": _SIDES["label"],
         "verdict": verdict, "words": words, "by": "Trần Thị Bé", "sides": sides}
        for verdict, words, sides in (
            ("right", "", _SIDES),
            ("words", "Số của xã tính đến hết tháng 5.", _SIDES),
            ("corrected", "", {}),
        )
    ],
    "figure_thanks": [{**_PERIOD, **_UNIT, "label": _SIDES["label"]}],
    "figure_words": [{**_PERIOD, **_UNIT, "label": _SIDES["label"]}],
    "same_question": [
        {**_PERIOD, **_SIDES, **_OWN, **_UNIT, "office": "Phòng Nội vụ - LĐTB&XH"},
        {**_PERIOD, **_SIDES, **_FRONT, "relation": "at_most", "question": "Nhà xây mới",
         "own": "", "office": "Phòng Nội vụ - LĐTB&XH"},
    ],
}  # fmt: skip
