"""Every kind of message the conversation says, with parameters as they come: for the test that
renders all of them, and for whoever writes the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.scene.samples import (
    ANSWERS,
    DOUBT_SAMPLES,
    FIGURE,
    ITEMS,
    LABELLED,
    NOTED,
    SPOKEN,
    shown_as,
)
from reporting.conversation.themes.samples import DOCUMENT_LEADS, TEXT_SAMPLES, TOO_LONG

if TYPE_CHECKING:
    from reporting.kinds.kind import JSON

    Params = dict[str, JSON]

_WINDOW: JSON = {"from": "15/12/2020", "to": "14/6/2021"}
_BEGINNING: Params = {
    "unit": "UBND xã Phước Tín",
    "period": "6 tháng đầu năm 2021",
    "window": _WINDOW,
    "estimated": False,
    "answered": 7,
    "total": 18,
    "version": 1,
}
_REFUSED: Params = {
    "is": "refused",
    "typed": "nhiều",
    "reason": "vague_number",
    "reason_params": {"text": "nhiều"},
}
_BROKEN: Params = {
    "is": "broken",
    "shown": shown_as("30 hộ"),
    "message": "Số hộ thoát nghèo không thể nhiều hơn số hộ nghèo đầu năm.",
    "items": ITEMS,
}
_LEADS: list[JSON] = [
    None,
    NOTED,
    {**NOTED, "more": 28},
    {"is": "opening", **_BEGINNING},
    {"is": "opening", **_BEGINNING, "estimated": True},
    {"is": "resumed", **_BEGINNING},
    {"is": "correcting", **_BEGINNING},
    {"is": "sent_back", **_BEGINNING},
    {"is": "promised", **_BEGINNING},
    {"is": "promise_unread"},
    {"is": "promise_past", "day": "5/6/2021"},
    {"is": "promise_far", "day": "5/6/2023"},
    {"is": "reason_wanted"},
    {"is": "leader_unread"},
    {"is": "agreed_later"},
    {"is": "paper_kept"},
    {"is": "returning", "count": 2, "before": NOTED},
    {"is": "first_question"},
    {"is": "no_longer_asked"},
    {"is": "no_question"},
    {"is": "rank_all"},
    {"is": "press_button"},
    {"is": "press_number"},
    {"is": "removed"},
    {"is": "list_complete"},
    {"is": "finish_first"},
    {"is": "many_count", "given": 4, "wanted": 5},
    {"is": "many_kept", "count": 12},
    TOO_LONG,
    *DOCUMENT_LEADS,
]
_UNEXPECTED = (
    "sticker", "voice", "forwarded", "edited", "file", "album", "location", "contact", "poll",
    "photo", "audio", "video", "video_note", "animation", "venue", "something else",
)  # fmt: skip

_QUESTION: Params = {
    "number": 7,
    "total": 18,
    "group": "Hộ nghèo",
    "item": 0,
    "label": "Số hộ thoát nghèo trong kỳ",
    "hint": "Lũy kế từ đầu năm",
    "kind": "integer",
    "unit_of_measure": "hộ",
    "optional": False,
    "expected": None,
    "chosen": "",
    "together": [],
    "bounds": {"low": "1", "high": "9", "step": "2"},
    "remark": "",
    "current": None,
}
_AROUND: Params = {
    "notes": ["Đơn vị điền số liệu đến hết kỳ."],
    "window": _WINDOW,
    "stock": False,
    "last": FIGURE,
    "mid": False,
    "target": "giảm 10 hộ",
}
_BARE_AROUND: Params = {
    "notes": [],
    "window": None,
    "stock": True,
    "last": None,
    "mid": False,
    "target": "",
}


def _asked(lead: JSON, around: JSON = None, **more: JSON) -> Params:
    return {**SPOKEN, "lead": lead, "question": {**_QUESTION, **more}, "around": around}


def _questions() -> list[Params]:
    kinds = ("select_multiple", "rank", "date", "image", "file", "money", "text")
    return [
        *(_asked(lead, _AROUND) for lead in _LEADS),
        _asked(None, {**_AROUND, "mid": True}),
        *(_asked(None, {**_BARE_AROUND, "window": _WINDOW}, current=each) for each in ANSWERS),
        _asked(None, _BARE_AROUND, together=["Số hộ nghèo", "Số khẩu nghèo", "Số căn nhà"]),
        *(_asked(NOTED, _BARE_AROUND, kind=kind, unit_of_measure="") for kind in kinds),
        _asked(NOTED, _AROUND, expected="13 hộ", group="Giống cây, con", item=2, optional=True),
        _asked(None, _AROUND, current=FIGURE, remark="Số này có gồm hộ chuyển đến không?"),
        _asked(None, kind="select_multiple", chosen="Cấp thẻ BHYT; Vay vốn ưu đãi"),
    ]


def _closed() -> list[Params]:
    label: Params = {"label": "Số hộ"}
    ways: list[JSON] = ["later", "again", "more", "no_more"]
    return [
        *({**label, "shown": each, "how": "answered"} for each in ANSWERS),
        *({**label, "shown": None, "how": how} for how in ways),
    ]


_UNCHECKED: list[JSON] = [
    {"label": "Kinh phí đã chi", "missing": ["Kinh phí được giao", "Kinh phí bổ sung"]},
    {"label": "Số hộ được vay", "missing": []},
]
_COUNTS: Params = {
    "answered": 16,
    "total": 18,
    "open": [f"Câu {number}" for number in range(1, 13)],
    "blocking": 2,
    "not_yet": ["Kinh phí đã chi"],
    "not_applicable": ["Diện tích rừng", "Số hộ trồng rừng"],
    "contradictions": ["Số hộ nghèo cuối kỳ chưa khớp."],
    "unchecked": _UNCHECKED,
    "version": 1,
    "period": "6 tháng đầu năm 2021",
    "unit": "UBND xã Phước Tín",
    "notes": ["Xin cảm ơn."],
}
_CLEAR: Params = {
    "open": ["Câu 1"],
    "blocking": 0,
    "not_yet": [],
    "not_applicable": [],
    "contradictions": [],
    "unchecked": [],
    "version": 0,
    "notes": [],
}
_SUMMARIES: list[Params] = [
    {**SPOKEN, **_COUNTS, "lead": None},
    {**SPOKEN, "tone": "kinh_de_nghi", **_COUNTS, **_CLEAR, "lead": NOTED},
]
_LINES: list[JSON] = [
    {
        "number": 1,
        "group": "",
        "item": 0,
        "label": "Có biến động không?",
        "shown": None,
        "count": 0,
        "given_on": "",
    },
    *(
        {"number": n, "group": "Hộ nghèo", "item": n, "label": "Số hộ", "shown": each, "count": 0}
        for n, each in enumerate(ANSWERS, 2)
    ),
    {"number": 0, "group": "", "item": 0, "label": "Giống cây, con", "shown": None, "count": 2},
    {
        "number": 11,
        "group": "",
        "item": 0,
        "label": "Khó khăn",
        "shown": FIGURE,
        "count": 0,
        "given_on": "2021-06-10",
    },
]
_REVIEW: Params = {
    **SPOKEN,
    "lead": None,
    "lines": _LINES,
    "page": 1,
    "pages": 2,
    "open": 3,
    "locked": False,
    "contradictions": ["Số hộ nghèo cuối kỳ chưa khớp."],
    "unchecked": _UNCHECKED,
}

SAMPLES: dict[str, list[Params]] = {
    **TEXT_SAMPLES,
    **DOUBT_SAMPLES,
    "question": _questions(),
    "refused": [_asked(_REFUSED), _asked(_BROKEN), _asked({**_BROKEN, "items": []})],
    "helped": [_asked({"is": "unexpected", "what": what}) for what in _UNEXPECTED],
    "where_you_are": [_asked({"is": "old_button"})],
    "question_closed": _closed(),
    "repeat_question": [
        {**LABELLED, "group": "", "count": 0, "notes": ["Kể cả giống được tặng."]},
        {**LABELLED, "group": "Sản xuất", "lead": {"is": "press_button"}, "count": 2, "notes": []},
    ],
    "last_words": [
        {**SPOKEN, "label": "Kết quả nổi bật", "text": "- Đã mở 3 lớp.\n- Còn 2 hộ < 1 sào đất."}
    ],
    "review": [
        _REVIEW,
        {**_REVIEW, "locked": True, "open": 0, "pages": 1, "contradictions": [], "unchecked": []},
        {**_REVIEW, "lines": [], "lead": NOTED},
    ],
    "ready": _SUMMARIES,
    "remaining": _SUMMARIES,
    "ask_leader_name": [
        {**SPOKEN, "lead": None, "leader": "", "today": "15/6/2021"},
        {**SPOKEN, "lead": {"is": "leader_unread"}, "leader": "Bùi Văn Đạt", "today": "15/6/2021"},
    ],
    "confirm_submit": [
        {**each, "consent": {"mode": mode, "leader": leader, "on": "15/6/2021"}}
        for each in _SUMMARIES
        for mode, leader in (("paper", "Bùi Văn Đạt"), ("bot", "Bùi Văn Đạt"), ("none", ""))
    ],
    "submitted": [{**each, "code": "7KQ2-M4XF"} for each in _SUMMARIES],
    "paused": [
        {**SPOKEN, "lead": None, "answered": 7, "total": 18, "writing": 0},
        {**SPOKEN, "lead": {"is": "no_question"}, "answered": 7, "total": 18, "writing": 2},
    ],
}
