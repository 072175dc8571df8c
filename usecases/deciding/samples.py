"""Samples of what is said about deciding on a report: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.records import JSON

_PERIOD = {"period": "6 tháng đầu năm 2021"}
_GAP: dict[str, JSON] = {
    "unit": "Xã Phước Tín",
    "state": "started",
    "answered": 12,
    "total": 40,
    "people": [
        {"name": "Trần Thị Bé", "phone": "+84912345678", "joined": True},
        {"name": "Nguyễn Văn An", "phone": "", "joined": False},
    ],
    "earlier": "năm 2020",
    "decision": "",
}
_NOBODY = _GAP | {"unit": "Thị Đoàn", "state": "not_started", "people": [], "earlier": ""}
_NONE: dict[str, JSON] = {"by": "", "at": None}
_BY = {"by": "Lê Thị Hoa", "at": "2021-06-17T09:05:00+07:00"}
_HEADER: dict[str, JSON] = {
    "bases": [],
    "recipients": ["Ủy ban nhân dân thị xã Phước Long"],
    "copies": ["Như trên", "Lưu: VT"],
    "signer": ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Nguyễn Văn An"],
    "subject": [],
}

_AT = "2021-06-17T09:05:00+07:00"
_PART: dict[str, JSON] = {
    "unit": "Xã Phước Tín",
    "question": "Số hộ nghèo cuối kỳ",
    "shown": "3 hộ",
    "version": 2,
    "by": "Trần Thị Bé",
    "at": _AT,
    "estimated": False,
    "given_on": "",
    "earlier": "",
}
_TEXT: dict[str, JSON] = {
    "section": "III.1",
    "unit": "Thị Đoàn",
    "question": "Kết quả nổi bật",
    "text": "Đoàn viên giúp nhau vốn và ngày công.",
    "version": 1,
    "by": "Nguyễn Văn An",
    "at": _AT,
    "out": False,
}

_FINAL_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "correction": [
        {
            **_PERIOD,
            "number": 1,
            "at": _AT,
            "count": 2,
            "changes": [
                {"label": "Hộ nghèo cuối kỳ", "old": "15 hộ", "new": "14 hộ"},
                {"label": "Thị Đoàn, Kết quả nổi bật", "old": "", "new": "Giúp nhau ngày công."},
            ],
        },
        {**_PERIOD, "number": 2, "at": _AT, "count": 0, "changes": []},
    ],
    "correction_coming": [{**_PERIOD, "number": 1}],
    "correction_notice": [{**_PERIOD, "number": 1, "count": 3, "at": _AT}],
    "final_confirm": [
        {**_PERIOD, "missing": ["xã Phước Tín", "Thị Đoàn"], "contradictions": 2},
        {**_PERIOD, "missing": [], "contradictions": 0},
    ],
    "final_differs": [{**_PERIOD, "number": 1, "count": 3}],
    "final_made": [
        {**_PERIOD, "number": 1, "code": "3f2a90c4d1e7", "reason": "Tỉnh yêu cầu gửi trong ngày."},
        {**_PERIOD, "number": 2, "code": "3f2a90c4d1e7", "reason": ""},
    ],
    "final_outdated": [{**_PERIOD, "unit": "UBND xã Phước Tín", "version": 2, "number": 1}],
    "final_refused": [{"shortest": 10, "longest": 1000}],
    "final_waiting": [{"units": ["xã Phước Tín", "Thị Đoàn"]}],
    "left_as_draft": [{}],
    "source": [
        {
            "label": "Hộ nghèo cuối kỳ",
            "shown": "15 hộ",
            "apart": False,
            "parts": [
                _PART,
                _PART | {"given_on": "2021-06-10"},
                _PART | {"estimated": True, "earlier": "năm 2020"},
                _PART | {"version": 0, "by": "", "at": None, "question": ""},
            ],
            "unreported": ["xã Long Giang"],
            "not_yet": ["phường Thác Mơ"],
            "made_of": ["Hộ nghèo đầu kỳ", "Hộ thoát nghèo"],
        },
        {
            "label": "Hộ nghèo",
            "shown": "",
            "apart": False,
            "parts": [],
            "unreported": [],
            "not_yet": [],
            "made_of": [],
        },
        {
            "label": "Tỷ lệ khắc phục",
            "shown": "",
            "apart": True,
            "parts": [_PART | {"shown": "50%"}],
            "unreported": [],
            "not_yet": [],
            "made_of": [],
        },
    ],
    "source_sections": [
        {
            **_PERIOD,
            "count": 184,
            "sections": [{"heading": "II.1 Kết quả giảm nghèo", "count": 33}],
        }
    ],
    "sources": [
        {
            **_PERIOD,
            "section": "II.1 Kết quả giảm nghèo",
            "count": 3,
            "figures": [
                {"label": "Hộ nghèo cuối kỳ", "shown": "15 hộ", "apart": False, "partial": True},
                {"label": "Tỷ lệ hộ nghèo", "shown": "", "apart": False, "partial": False},
                {"label": "Tỷ lệ khắc phục", "shown": "", "apart": True, "partial": False},
            ],
            "held": [
                {
                    "label": "Hộ nghèo đầu năm",
                    "period": "6 tháng đầu năm 2021",
                    "parts": [
                        {"unit": "Xã Phước Tín", "shown": "5 hộ", "version": 2},
                        {"unit": "Xã Long Giang", "shown": "3 hộ", "version": 0},
                    ],
                }
            ],
        }
    ],
    "texts": [
        {**_PERIOD, "count": 2, "out": 1, "texts": [_TEXT, _TEXT | {"out": True}]},
        {**_PERIOD, "count": 0, "out": 0, "texts": []},
    ],
}
_NONE_PROMISED: dict[str, JSON] = {"promised": [], "promised_more": 0}
_PROMISED: dict[str, JSON] = {
    "promised": [
        {"unit": "Xã Phước Tín", "label": "Suất quà, trợ cấp đã trao", "on": "2021-06-25"}
    ],
    "promised_more": 2,
}

DECIDING_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    **_FINAL_SAMPLES,
    "gap": [
        {**_GAP, **_PERIOD, **_NONE},
        {**_GAP, **_PERIOD, **_BY, "decision": "estimate"},
        {**_NOBODY, **_PERIOD, **_BY, "decision": "note"},
    ],
    "gap_closed": [{"unit": "UBND xã Phước Tín", "version": 1}],
    "gaps": [
        {
            **_PERIOD,
            "count": 3,
            "undecided": 1,
            "items": [_GAP, _GAP | {"decision": "estimate"}, _NOBODY | {"decision": "note"}],
            **_PROMISED,
        },
        {
            **_PERIOD,
            "count": 1,
            "undecided": 0,
            "items": [_NOBODY | {"decision": "note"}],
            **_NONE_PROMISED,
        },
    ],
    "header": [
        {
            **_PERIOD,
            "to_province": False,
            "fields": _HEADER,
            "own": ["signer"],
            "changed": "signer",
        },
        {
            **_PERIOD,
            "to_province": True,
            "fields": _HEADER
            | {"bases": ["Căn cứ Kế hoạch số 10/KH-UBND"], "subject": ["Kết quả giảm nghèo"]},
            "own": [],
            "changed": "",
        },
    ],
    "header_ask": [
        {"field": field, "now": lines, "most": 12} for field, lines in _HEADER.items()
    ],
    "header_refused": [
        {"field": "signer", "why": why, "most": 5}
        for why in (
            "empty", "too_many", "too_long", "bases", "archive", "authority", "abbreviation", "name"
        )
    ],
    "no_gaps": [{**_PERIOD, **_PROMISED}, {**_PERIOD, **_NONE_PROMISED}],
}  # fmt: skip
