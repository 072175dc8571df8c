"""Sample parameters of what is said about consent and review."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.records import JSON

_AT = "2021-06-15T09:05:00+07:00"
_DUE = "2021-06-16T17:00:00+07:00"
_SHORT: dict[str, JSON] = {"unit": "Phòng Kinh tế", "period": "6 tháng đầu năm 2021"}
_REPORT: dict[str, JSON] = {**_SHORT, "address": "Anh/Chị", "tone": "de_nghi"}
_POLITE: dict[str, JSON] = {**_REPORT, "tone": "kinh_de_nghi"}
_OFFICE = "Phòng Nội vụ - LĐTB&XH"


def _shown(text: str) -> JSON:
    usual = {"length": 0, "zero": "", "estimated": False, "note": ""}
    return {"standing": "figure", "text": text, **usual}


_LINE: dict[str, JSON] = {
    "number": 1,
    "group": "Hộ nghèo",
    "item": 0,
    "label": "Số hộ thoát nghèo",
    "shown": _shown("12 hộ"),
    "count": 0,
    "given_on": "",
}
_PAGE: dict[str, JSON] = {
    "lines": [
        _LINE,
        {**_LINE, "number": 2, "group": "", "shown": None},
        {**_LINE, "number": 0, "label": "Giống cây, con"},
        {**_LINE, "number": 3, "group": "Giống", "item": 2, "given_on": "2021-06-10"},
    ],
    "page": 1,
    "pages": 2,
}
_EMPTY: dict[str, JSON] = {"lines": [], "page": 1, "pages": 1}
_CHANGE: JSON = {
    "label": "Số hộ thoát nghèo",
    "old": _shown("12 hộ"),
    "new": _shown("14 hộ"),
}
_CHANGED: dict[str, JSON] = {"changes": [_CHANGE, {**_CHANGE, "old": None}], "more": 3}
_SAME: dict[str, JSON] = {"changes": [], "more": 0}
_EXTENDED: list[JSON] = [{"to": "2021-06-18T17:00:00+07:00", "reason": "Chờ số liệu"}]
_FACTS: dict[str, JSON] = {
    "state": "not_started",
    "answered": 0,
    "total": 18,
    "due_at": _DUE,
    "extended": [],
    "version": 0,
    "submitted": None,
    "late": False,
    "after_acceptance": False,
    "accepted_by": "",
    "remarks": [],
    "signed": [],
    "leaders": [],
    "provisional": False,
}
_SENT: dict[str, JSON] = {
    "at": _AT,
    "by": "Vũ Thị Giang",
    "code": "7KQ2-M4XF",
    "leader": "Bùi Văn Đạt",
    "agreed_on": "2021-06-15",
    "in_bot": False,
    "how": "",
    "entered_by": "",
}
_SUBMITTED: dict[str, JSON] = {**_FACTS, "state": "submitted", "version": 2, "submitted": _SENT}


def _readings() -> list[dict[str, JSON]]:
    awaiting = {**_FACTS, "state": "awaiting_leader", "answered": 18}
    leaders: JSON = [{"name": "Bùi Văn Đạt", "phone": "0912345678"}, {"name": "Mai", "phone": ""}]
    entered = {**_SENT, "in_bot": True, "how": "paper", "entered_by": "Lê Thị Hoa"}
    signed: JSON = [{"number": "12/BC-KT", "on": "2021-06-15"}]
    facts = [
        _FACTS,
        {**_FACTS, "state": "started", "answered": 7, "extended": _EXTENDED},
        {**awaiting, "leaders": leaders, "provisional": True},
        awaiting,
        {**_SUBMITTED, "late": True, "after_acceptance": True},
        {**_SUBMITTED, "state": "returned", "remarks": ["Xem lại số hộ thoát nghèo."]},
        {**_SUBMITTED, "state": "accepted", "accepted_by": "Lê Thị Hoa", "signed": signed},
        {**_SUBMITTED, "state": "accepted", "submitted": entered},
        {**_SUBMITTED, "submitted": {**_SENT, "leader": "", "how": "phone"}},
    ]
    return [{**_SHORT, **each, **(_PAGE if each["submitted"] else _EMPTY)} for each in facts]


_TOLD: list[JSON] = [["Vũ Thị Giang", "Trần Thị Bé"], []]
_ITEM: JSON = {
    "short": "Phòng Kinh tế",
    "state": "submitted",
    "answered": 18,
    "total": 18,
    "late": True,
}
_VERSION: dict[str, JSON] = {**_SHORT, "version": 2}

REVIEWING_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "amendment": [
        {**each, "leader": "Bùi Văn Đạt", "comment": "Xem lại mục kinh phí."}
        for each in (_REPORT, _POLITE)
    ],
    "amendment_sent": [{**_REPORT, "told": told} for told in _TOLD],
    "approval_over": [_REPORT],
    "approval_request": [
        {**_REPORT, "by": "Vũ Thị Giang", "answered": 17, "total": 18, **page}
        for page in (
            {**_PAGE, **_SAME, "asked_before": False},
            {**_PAGE, **_CHANGED, "asked_before": True},
            {**_EMPTY, **_SAME, "asked_before": True},
        )
    ],
    "approval_withdrawn": [_REPORT],
    "approved": [{**_REPORT, "code": "7KQ2-M4XF"}],
    "ask_amendment": [_REPORT],
    "ask_comment": [{**_SHORT, "label": label} for label in ("", "Số hộ thoát nghèo")],
    "ask_extension_reason": [{**_SHORT, "to": _DUE}],
    "ask_how_it_came": [{**_SHORT, "begun": begun} for begun in (False, True)],
    "ask_number": [
        {**_REPORT, "name": "bc.pdf", "files": 1, "unread": False},
        {**_REPORT, "name": "anh-3.jpg", "files": 3, "unread": False},
        {**_REPORT, "name": "", "files": 0, "unread": True},
    ],
    "ask_signed": [{**_REPORT, "version": 1}],
    "ask_time_reason": [{**_REPORT, "due_at": _DUE}],
    "ask_to_freeze": [{"period": "6 tháng đầu năm 2021", "missing": 3}],
    "awaiting_leader": [
        {**_REPORT, "leaders": ["Bùi Văn Đạt", "Mai Thị Lan"], "again": again}
        for again in (False, True)
    ],
    "choose_what_to_send_back": [{**_SHORT, **_PAGE}, {**_SHORT, **_EMPTY}],
    "comparison": [{**_VERSION, **each} for each in (_CHANGED, _SAME)],
    "back_to_question": [{}],
    "dialogue_dropped": [{"kept": False}, {"kept": True}],
    "dialogue_over": [{}],
    "dialogue_expects": [{"wants_file": True}, {"wants_file": False}],
    "dialogue_too_long": [{"limit": 2000, "length": 2400}],
    "entered_for_you": [
        {
            **each,
            "version": version,
            "code": "7KQ2-M4XF",
            "at": _AT,
            "how": how,
            "by": "Lê Thị Hoa",
            "office": _OFFICE,
        }
        for each, version, how in ((_REPORT, 1, "phone"), (_POLITE, 2, "paper"))
    ],
    "entering_for_you": [
        {**_REPORT, "how": how, "by": "Lê Thị Hoa", "office": _OFFICE} for how in ("phone", "paper")
    ],
    "extended": [{**_REPORT, "due_at": _DUE, "reason": "Chờ số liệu", "office": _OFFICE}],
    "extended_done": [{**_SHORT, "due_at": _DUE, "told": told} for told in _TOLD],
    "extended_meanwhile": [{**_SHORT, "due_at": _DUE}],
    "extensible": [
        {"period": "6 tháng đầu năm 2021", "count": count, "page": 1, "pages": pages}
        for count, pages in ((24, 3), (0, 1))
    ],
    "extensible_rounds": [
        {
            "rounds": [
                {"period": "đột xuất: Thiệt hại do lốc xoáy", "count": 3},
                {"period": "6 tháng đầu năm 2021", "count": 12},
            ],
            "older": older,
        }
        for older in (0, 4)
    ],
    "freeze_done": [
        {"period": "6 tháng đầu năm 2021", "frozen": frozen, "before": before}
        for frozen in (False, True)
        for before in (False, True)
    ],
    "new_version": [
        {**_VERSION, "by": "Vũ Thị Giang", "accepted": accepted, **each}
        for accepted, each in ((False, _CHANGED), (True, _SAME))
    ],
    "newer_version": [{**_SHORT, "version": 3}],
    "offer_time": [{**_SHORT, "due_at": _DUE}],
    "provisional_done": [{**_SHORT, "counted": counted} for counted in (False, True)],
    "reading": _readings(),
    "report_accepted": [{**_REPORT, "version": 2, "office": _OFFICE}],
    "reports_to_read": [
        {
            "period": "6 tháng đầu năm 2021",
            "items": [_ITEM, {**_ITEM, "state": "not_started", "late": False}],
            "page": 1,
            "pages": 3,
            "frozen": True,
        },
        {"period": "năm 2021", "items": [], "page": 1, "pages": 1, "frozen": False},
    ],
    "round_frozen": [{**each, "at": _AT, "office": _OFFICE} for each in (_REPORT, _POLITE)],
    "sent_back": [
        {
            **each,
            "version": 1,
            "items": items,
            "comment": "Số này có gồm hộ chuyển đến không?",
            "by": "Lê Thị Hoa",
            "office": _OFFICE,
        }
        for each, items in (
            (_REPORT, [{"label": "Số hộ thoát nghèo", "shown": _shown("12 hộ")}]),
            (_POLITE, []),
        )
    ],
    "sent_back_done": [{**_SHORT, "told": told} for told in _TOLD],
    "signed_kept": [
        {**_REPORT, "version": 1, "latest": latest, "number": "12/BC-KT", "on": "2021-06-15"}
        for latest in (1, 2)
    ],
    "signed_unfit": [{"name": "bao-cao.docx"}],
    "taken_in": [{**_SHORT, "version": 2, "again": again} for again in (False, True)],
    "signed_paper": [
        {**_SHORT, "version": 1, "number": "12/BC-KT", "on": "2021-06-15", "here": here}
        for here in (True, False)
    ],
    "taken_back": [{**_REPORT, "by": "Vũ Thị Giang", "on_paper": on} for on in (False, True)],
    "time_request": [
        {
            **_SHORT,
            "due_at": _DUE,
            "by": "Vũ Thị Giang",
            "phone": phone,
            "reason": "Chờ số liệu của kho bạc, xin nộp 18/6.",
            "frozen": frozen,
        }
        for phone, frozen in (("+84912345678", False), ("", True))
    ],
    "time_request_sent": [{**_REPORT, "office": _OFFICE}],
    "waiting_for_leader": [
        {
            **each,
            "leaders": leaders,
            "by": "Vũ Thị Giang",
            "since": _DUE,
            "correction": correction,
        }
        for each, leaders, correction in (
            (_REPORT, [{"name": "Bùi Văn Đạt", "phone": "0912345678"}], False),
            (_POLITE, [{"name": "Mai", "phone": ""}, {"name": "Bùi Văn Đạt", "phone": ""}], True),
            (_REPORT, [], False),
        )
    ],
    "waits_no_more": [_REPORT],
}
