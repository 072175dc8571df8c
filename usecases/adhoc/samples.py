"""Messages of ad hoc requests, with sample parameters: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.samples import SAMPLES as CONVERSATION_SAMPLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from usecases.records import JSON

_TITLE = "Số hộ nghèo bị thiệt hại do lốc xoáy"
_DUE = "2021-06-15T16:00:00+07:00"
_OFFICE = "Phòng Nội vụ - LĐTB&XH"
_NOTES = (
    "", "empty", "too_long", "press", "unclear", "past", "missing", "no_units", "few_choices",
    "no_money", "too_many", "after_due", "all_held", "already", "file_kept", "old_button",
    "resumed",
)  # fmt: skip
_STEPS = (
    "title", "kind", "measure", "choices", "due", "since", "letter_number", "letter_date",
    "letter_subject", "letter_file", "reword",
)  # fmt: skip
_ASKED: dict[str, JSON] = {
    "wording": "Số hộ nghèo có nhà bị tốc mái",
    "kind": "integer",
    "unit_of_measure": "hộ",
    "choices": [],
    "picked": False,
}
_CHOICE = {
    **_ASKED,
    "wording": "Đã hỗ trợ chưa?",
    "kind": "select_one",
    "unit_of_measure": "",
    "choices": ["Đã hỗ trợ", "Chưa hỗ trợ"],
}
_QUESTIONS: list[JSON] = [
    _ASKED,
    _CHOICE,
    *(
        {**_ASKED, "kind": kind, "unit_of_measure": ""}
        for kind in ("text", "date", "percent", "integer", "select_multiple")
    ),
    {
        **_ASKED,
        "wording": "Giống đã hỗ trợ",
        "kind": "list",
        "unit_of_measure": "",
        "choices": ["Tên giống", "Số lượng"],
        "picked": True,
    },
]
_SUPERIOR: JSON = {
    "number": "Công văn số 512/SLĐTBXH",
    "date": "15/6/2021",
    "authority": "Sở LĐTBXH",
    "subject": "rà soát thiệt hại",
    "file": "512.pdf",
}
_WHOLE: dict[str, JSON] = {
    "note": "",
    "title": _TITLE,
    "letter": _SUPERIOR,
    "questions": _QUESTIONS,
    "held": [{"wording": "Hộ nghèo đầu năm", "period": "6 tháng đầu năm 2021"}],
    "units": ["xã Phước Tín", "phường Long Thủy"],
    "since": "01/01/2021",
    "until": "15/6/2021",
    "due_at": _DUE,
    "urgent": True,
}
_NOTICE: dict[str, JSON] = {
    "title": _TITLE,
    "office": _OFFICE,
    "unit": "UBND xã Phước Tín",
    "urgent": False,
    "letter": _SUPERIOR,
    "due_at": _DUE,
    "since": "01/01/2021",
    "until": "15/6/2021",
    "count": 2,
    "idle": True,
}
_PLAIN_NOTICE = _NOTICE | {
    "urgent": True,
    "letter": None,
    "since": "15/6/2021",
    "idle": False,
}
_QUESTION = CONVERSATION_SAMPLES["question"][0]
_WAYS: dict[str, JSON] = {"address": "Anh/Chị", "tone": "de_nghi"}
_RUNNING: dict[str, JSON] = {"title": _TITLE, "due_at": _DUE, "sent": 3, "total": 7}
_FIGURE: dict[str, JSON] = {
    "label": "Số hộ",
    "shown": "12 hộ",
    "counts": [],
    "gap": ["xã Phước Tín"],
    "unreported": 2,
}

ADHOC_SAMPLES: Mapping[str, list[dict[str, JSON]]] = {
    "adhoc_board": [_RUNNING],
    "adhoc_done": [
        {"what": what, "title": _TITLE}
        for what in ("dropped", "moved", "widened", "reworded", "cancelled", "closed")
    ],
    "adhoc_faults": [
        {
            "faults": [
                {
                    "code": "plan.missing_opening",
                    "place": {
                        "file": "“Hộ nghèo đầu năm”",
                        "line": None,
                        "sheet": "",
                        "row": None,
                        "column": "",
                        "key": "",
                    },
                    "params": {"name": "N0", "unit": "Phòng Kinh tế"},
                }
            ],
            "more": more,
        }
        for more in (0, 3)
    ],
    "adhoc_find": [
        {"note": note, "words": words, "hits": hits, "picked": picked, "lists": picked > 0}
        for note, words, hits, picked in (
            ("", "", 227, 0),
            ("too_many", "hộ nghèo", 12, 3),
            ("", "x", 0, 0),
        )
    ],
    "adhoc_held": [
        {
            "wording": "Hộ thoát nghèo",
            "period": "6 tháng đầu năm 2021",
            "total": "12",
            "unit_of_measure": "hộ",
            "units": ["xã Phước Tín"],
            "missing": missing,
        }
        for missing in ([], ["phường Long Thủy"])
    ],
    "adhoc_letter": [{"title": _TITLE}],
    "adhoc_news": [
        {
            "what": what,
            "title": _TITLE,
            "office": _OFFICE,
            "unit": "UBND xã Phước Tín",
            "address": "Anh/Chị",
            "tone": "de_nghi",
            "due_at": _DUE,
        }
        for what in ("moved", "cancelled", "closed")
    ],
    "adhoc_notice": [
        {
            "notice": _NOTICE,
            "question": _QUESTION["question"],
            "around": _QUESTION["around"],
            **_WAYS,
        },
        {
            "notice": _PLAIN_NOTICE,
            "question": None,
            "around": None,
            **_WAYS,
            "tone": "kinh_de_nghi",
        },
    ],
    "adhoc_over": [
        {"title": _TITLE, "office": _OFFICE, "cancelled": cancelled, "unwritten": unwritten}
        for cancelled, unwritten in ((False, False), (False, True), (True, True))
    ],
    "adhoc_preview": [
        {
            "units": 7,
            "after_hours": after,
            "notice": _NOTICE,
            "first": "Số hộ nghèo có nhà bị tốc mái",
            "questions": _QUESTIONS,
            "brought": brought,
            **_WAYS,
        }
        for after, brought in ((False, 0), (True, 4))
    ],
    "adhoc_questions": [
        {"note": "", "title": _TITLE, "questions": questions} for questions in ([], _QUESTIONS)
    ],
    "adhoc_reword": [{"title": _TITLE, "questions": _QUESTIONS, "own": own} for own in (7, 0)],
    "adhoc_reword_sure": [{"old": "Số hộ bị tốc mái", "new": "Số hộ nghèo bị tốc mái"}],
    "adhoc_reworded": [
        {
            "title": _TITLE,
            "office": _OFFICE,
            "address": "Anh/Chị",
            "old": "Số hộ bị tốc mái",
            "new": "Số hộ nghèo bị tốc mái",
            "state": state,
        }
        for state in ("open", "answered", "sent")
    ],
    "adhoc_running": [{"items": [_RUNNING]}],
    "adhoc_sent": [
        {"title": _TITLE, "units": 7, "people": 9, "alone": alone, "due_at": _DUE}
        for alone in ([], ["xã Phước Tín"])
    ],
    "adhoc_step": [
        {"step": step, "note": "", "wording": "Nhà bị tốc mái", "title": _TITLE} for step in _STEPS
    ]
    + [{"step": "due", "note": note, "wording": "", "title": ""} for note in _NOTES],
    "adhoc_summary": [
        {
            "period": f"“{_TITLE}”",
            "reported": 4,
            "owed": 5,
            "missing": ["xã Phước Tín"],
            "figures": [
                {
                    "label": "Số hộ",
                    "shown": "12 hộ",
                    "counts": [],
                    "gap": ["xã Phước Tín"],
                    "unreported": 2,
                },
                {
                    "label": "Số tiền",
                    "shown": "",
                    "counts": [],
                    "gap": ["xã Phước Tín"],
                    "unreported": 2,
                },
                {
                    "label": "Đã hỗ trợ",
                    "shown": "",
                    "counts": [{"label": "Rồi", "count": 3}, {"label": "Chưa", "count": 1}],
                    "gap": [],
                    "unreported": 0,
                },
            ],
            "provisional": ["phường Long Thủy"],
            "returned": ["phường Thác Mơ"],
        },
        {
            "period": "x",
            "reported": 5,
            "owed": 5,
            "missing": [],
            "figures": [],
            "provisional": [],
            "returned": [],
        },
    ],
    "adhoc_sure": [
        {"what": what, "title": title}
        for what, title in (("drop", _TITLE), ("drop", ""), ("cancel", _TITLE), ("close", _TITLE))
    ],
    "adhoc_units": [
        {"note": "", "chosen": chosen, "total": 24, "adding": adding}
        for chosen, adding in (([], False), (["xã Phước Tín"], True))
    ],
    "adhoc_whole": [
        _WHOLE,
        _WHOLE | {"letter": None, "held": [], "urgent": False, "note": "all_held"},
        _WHOLE
        | {
            "letter": {"number": "", "date": "", "authority": "", "subject": "", "file": ""},
            "since": "15/6/2021",
        },
    ],
}
