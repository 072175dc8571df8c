"""What the samples of several kinds of messages have in common, and those of questions back: see
`reporting.conversation.samples`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.kinds.kind import JSON

    Params = dict[str, JSON]

SPOKEN: Params = {"address": "Anh/Chị", "tone": "de_nghi"}


def shown_as(text: str, standing: str = "figure", **more: JSON) -> Params:
    usual: Params = {"length": 0, "zero": "", "estimated": False, "note": "", "promised": ""}
    return {"standing": standing, "text": text, **usual, **more}


FIGURE = shown_as("12 hộ")
ANSWERS: list[JSON] = [
    FIGURE,
    shown_as("12 hộ", estimated=True),
    shown_as("0 hộ", "zero", zero="none"),
    shown_as("120 hộ", note="nhiều hộ chuyển đến"),
    shown_as("0 hộ", "zero", zero="zero"),
    shown_as("", "zero", zero="no_difficulty"),
    shown_as("", "zero", zero="nothing"),
    shown_as("", "not_yet"),
    shown_as("", "not_yet", promised="25/6/2021"),
    shown_as("", "not_applicable", note="đã bàn giao cho Phòng Kinh tế"),
    shown_as("Xã đã triển khai tốt", length=4410),
]
ITEMS: list[JSON] = [
    {"label": "Số hộ nghèo đầu năm", "shown": shown_as("23 hộ")},
    {"label": "Số hộ thoát nghèo trong kỳ", "shown": FIGURE},
    {"label": "Số hộ tái nghèo trong kỳ", "shown": None},
]
NOTED: Params = {"is": "noted", "label": "Số hộ thoát nghèo trong kỳ", "shown": FIGURE}
LABELLED: Params = {**SPOKEN, "lead": None, "label": "Số hộ nghèo cuối kỳ"}
_COMPUTED: Params = {"expected": "13 hộ", "formula": "23 − 12 + 1 + 1", "items": ITEMS}
_NOT_COMPUTED: Params = {"expected": "13 hộ", "formula": "", "items": ITEMS}
_VARIES: Params = {
    "label": "Số hộ nghèo cuối kỳ",
    "shown": FIGURE,
    "required": False,
    "messages": [],
    "fell": False,
    "against": "last",
    "base": shown_as("40 hộ"),
    "more": True,
    "percent": "70",
}


def _doubt(kind: str, code: str, **params: JSON) -> Params:
    return {**LABELLED, "of_kind": kind, "reason_code": code, "reason_params": params}


DOUBT_SAMPLES: dict[str, list[Params]] = {
    "doubt": [
        _doubt("integer", "approximate", text="gần 10"),
        _doubt("money", "ambiguous_separator", text="1.250"),
        _doubt("integer", "correction", now="2 hộ"),
        _doubt("integer", "correction", now=""),
    ],
    "warned": [
        {**LABELLED, "shown": FIGURE, "messages": ["Số hộ thoát nghèo lớn hơn 80% số đầu năm."]}
    ],
    "mismatch": [
        {**LABELLED, **_COMPUTED, "shown": FIGURE},
        {**LABELLED, **_NOT_COMPUTED, "shown": FIGURE},
        {**LABELLED, **_NOT_COMPUTED, "shown": FIGURE, "expected": None},
    ],
    "differs": [{**LABELLED, **_COMPUTED}, {**LABELLED, **_NOT_COMPUTED}],
    "colleague_changed": [
        {**LABELLED, "shown": FIGURE, "by": "Lê Văn Cường", "theirs": shown_as("14 hộ")}
    ],
    "why_not_applicable": [{**LABELLED, "lead": NOTED}],
    "when_available": [{**LABELLED, "lead": NOTED}],
    "why_varies": [
        {**SPOKEN, "lead": None, "items": [_VARIES]},
        {**SPOKEN, "lead": NOTED, "items": [_VARIES | {"percent": "", "against": "year"}]},
        {
            **SPOKEN,
            "lead": {"is": "reason_wanted"},
            "items": [
                _VARIES | {"against": "opening", "more": False},
                _VARIES | {"fell": True, "required": True},
                _VARIES | {"required": True, "base": None, "messages": ["Nhiều hơn số đã giao."]},
            ],
        },
    ],
    "contradiction": [
        {
            **SPOKEN,
            "lead": NOTED,
            "contradictions": [
                {"message": "", "label": "Số hộ nghèo cuối kỳ", **_COMPUTED},
                {
                    "message": "Hộ cận nghèo phát sinh ít hơn số hộ thoát nghèo thành cận nghèo.",
                    "label": "Phát sinh",
                    "expected": None,
                    "formula": "",
                    "items": ITEMS,
                },
            ],
        },
        {**SPOKEN, "lead": None, "contradictions": []},
    ],
    "many_read": [
        {
            **SPOKEN,
            "lead": None,
            "rows": [
                {"label": "Số hộ", "shown": FIGURE, "typed": "12", "warnings": ["Lệch 5%."]},
                {"label": "Số khẩu nghèo", "shown": None, "typed": "nhiều", "warnings": []},
            ],
        }
    ],
    "removing": [{**SPOKEN, "lead": None, "items": ITEMS}],
}
