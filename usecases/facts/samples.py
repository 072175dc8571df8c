"""Messages about facts of the plan, with sample parameters: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from usecases.records import JSON

_DUE = {
    "unit": "2021-06-16T17:00:00+07:00",
    "office": "2021-06-18T17:00:00+07:00",
    "town": "2021-06-21T23:59:59+07:00",
    "province": "2021-06-25T23:59:59+07:00",
}
_ROUND: dict[str, JSON] = {
    "period": "6 tháng đầu năm 2021",
    "cut_off": "2021-06-14",
    "due": _DUE,
}
_NEW = "2021-06-18T17:00:00+07:00"
_NOBODY = {"unit": "", "model": "", "period": "", "level": ""}
_OF_DUE = [
    _NOBODY | {"sort": "due", "period": "6 tháng đầu năm 2021", "level": level, "now": _DUE[level]}
    for level in _DUE
]
_OF_NAME = _NOBODY | {"sort": "name", "unit": "UBND xã Phước Tín", "now": ["UBND xã Phước Tín"]}
_OF_SIGNER = _NOBODY | {
    "sort": "signer",
    "unit": "UBND xã Phước Tín",
    "now": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
}
_OF_LETTER = _NOBODY | {"sort": "signer", "model": "A", "now": ["TRƯỞNG PHÒNG"]}
_OF_OTHER = _NOBODY | {"sort": "signer", "model": "B", "now": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]}
_SUBJECTS: list[dict[str, JSON]] = [*_OF_DUE, _OF_NAME, _OF_SIGNER, _OF_LETTER, _OF_OTHER]
_NEWS: dict[str, JSON] = {
    "due": _NEW,
    "name": ["UBND phường Phước Long", "phường Phước Long"],
    "signer": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn An"],
}

FACT_SAMPLES: Mapping[str, list[dict[str, JSON]]] = {
    "due_moved": [
        {
            "period": "6 tháng đầu năm 2021",
            "level": level,
            "old": _DUE[level],
            "new": _NEW,
            "units": units,
            "tone": tone,
            "address": "Anh/Chị",
            "office": "Phòng Nội vụ - LĐTB&XH",
        }
        for level, units, tone in (
            ("unit", ["Xã Phước Tín"], "de_nghi"),
            ("unit", ["Thị Đoàn", "Hội Nông dân"], "kinh_de_nghi"),
            ("office", [], "de_nghi"),
            ("town", [], "de_nghi"),
            ("province", [], "de_nghi"),
        )
    ],
    "fact_asked": _SUBJECTS,
    "fact_changed": [
        subject | {"new": _NEWS[subject["sort"]], "told": told}
        for subject in _SUBJECTS
        for told in (0, 12)
    ],
    "fact_past": [{"due_at": _NEW}],
    "fact_preview": [
        subject | {"new": _NEWS[subject["sort"]], "since": "2021-07-01", "order": order}
        for subject in _SUBJECTS
        for order in (False, True)
    ],
    "fact_unclear": [{"sort": sort, "text": "thứ mấy nhỉ"} for sort in _NEWS],
    "facts": [{"rounds": [_ROUND, _ROUND | {"period": "năm 2021"}]}, {"rounds": []}],
    "facts_round": [_ROUND],
    "facts_units": [
        {"sort": "name", "page": 1, "pages": 3},
        {"sort": "signer", "page": 2, "pages": 3},
    ],
}
