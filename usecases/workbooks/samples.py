"""Messages about workbooks, with sample parameters: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from usecases.records import JSON

_SHOWN: dict[str, JSON] = {
    "standing": "figure",
    "text": "12 hộ",
    "length": 0,
    "zero": "",
    "estimated": False,
    "note": "",
}
_CHANGE: dict[str, JSON] = {"at": "E12", "label": "Số hộ thoát nghèo trong kỳ", "shown": _SHOWN}
_PROBLEM: dict[str, JSON] = {
    "sheet": "Bieu so lieu",
    "at": "E14",
    "label": "Số hộ tái nghèo trong kỳ",
    "how": "refused",
    "reason": "refused.vague_number",
    "params": {"text": "nhiều"},
}
_VARYING: dict[str, JSON] = {
    "label": "Số hộ nghèo cuối kỳ",
    "shown": _SHOWN,
    "required": False,
    "messages": [],
    "fell": False,
    "against": "last",
    "base": _SHOWN,
    "more": True,
    "percent": "70",
}
_READ: dict[str, JSON] = {
    "unit": "UBND xã Phước Tín",
    "address": "Anh/Chị",
    "tone": "de_nghi",
    "period": "6 tháng đầu năm 2021",
    "changes": [_CHANGE, _CHANGE | {"shown": _SHOWN | {"standing": "not_yet", "text": ""}}],
    "conflicts": [],
    "problems": [],
    "warnings": [],
    "varying": [],
    "contradictions": [],
    "answered": 12,
    "total": 18,
}
_HOWS = ("date", "formula", "error", "unasked", "gone")
_PROBLEMS: list[JSON] = [
    _PROBLEM,
    _PROBLEM | {"how": "doubted", "reason": "doubted.approximate", "params": {"text": "gần 10"}},
    _PROBLEM | {"how": "broken", "reason": "Không thể nhiều hơn số hộ đầu năm.", "params": {}},
    *(_PROBLEM | {"how": how, "reason": "", "params": {}} for how in _HOWS),
]

WORKBOOK_SAMPLES: Mapping[str, list[dict[str, JSON]]] = {
    "unit_workbook": [
        {
            "unit": "UBND xã Phước Tín",
            "address": "Anh/Chị",
            "period": "6 tháng đầu năm 2021",
        }
    ],
    "workbook_read": [
        _READ,
        _READ | {"changes": []},
        _READ
        | {
            "tone": "kinh_de_nghi",
            "conflicts": [_CHANGE | {"by": "Lê Văn Cường", "theirs": _SHOWN}],
            "problems": _PROBLEMS,
            "warnings": [{"label": "Số hộ", "message": "Lệch trên 5% so với đầu năm."}],
            "varying": [_VARYING, _VARYING | {"fell": True, "required": True}],
            "contradictions": ["Số hộ nghèo cuối kỳ chưa khớp."],
        },
        _READ | {"changes": [], "problems": _PROBLEMS},
    ],
    "workbook_kept": [
        {"kept": 12, "problems": 0, "answered": 18, "total": 18},
        {"kept": 12, "problems": 2, "answered": 12, "total": 18},
    ],
    "workbook_old": [{"why": why} for why in ("form", "draft", "submitted")],
    "workbook_unfit": [
        {"name": "bieu.xlsx", "code": code}
        for code in ("not_office", "too_big", "unsafe", "not_ours")
    ],
}
