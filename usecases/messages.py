"""All that can be said: every message kind with sample parameters. The words are in templates/.

A test renders every sample, with hostile values too; a kind without a sample cannot be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation.samples import SAMPLES as CONVERSATION_SAMPLES
from usecases.adhoc.samples import ADHOC_SAMPLES
from usecases.deciding.samples import DECIDING_SAMPLES
from usecases.facts.samples import FACT_SAMPLES
from usecases.guiding.samples import GUIDING_SAMPLES
from usecases.matters.samples import MATTER_SAMPLES
from usecases.monitoring.samples import CONTACT_SAMPLES, MONITORING_SAMPLES
from usecases.papers.samples import PAPER_SAMPLES
from usecases.people.samples import PEOPLE_SAMPLES
from usecases.provisional.samples import PROVISIONAL_SAMPLES
from usecases.reconciling.samples import RECONCILING_SAMPLES
from usecases.records import Message, MessageClass
from usecases.reminding.samples import REMINDING_SAMPLES
from usecases.reviewing.samples import REVIEWING_SAMPLES
from usecases.workbooks.samples import WORKBOOK_SAMPLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from usecases.records import JSON, Button, OutgoingFile

_AT = "2021-06-15T09:05:00+07:00"
_LINE = {
    "unit": "Phòng Kinh tế",
    "short": "Phòng Kinh tế",
    "state": "started",
    "answered": 7,
    "total": 18,
    "version": 0,
    "late": False,
    "signed": False,
    "at": "",
    "due_at": "2021-06-16T17:00:00+07:00",
}
_SENT = _LINE | {
    "signed": True,
    "state": "submitted",
    "answered": 18,
    "version": 2,
    "late": True,
    "at": _AT,
}

_OWN = _LINE | {"period": "6 tháng đầu năm 2021", "overdue": False, "days": 3}

_OWN_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "already_submitted": [
        {
            "unit": "Phòng Kinh tế",
            "address": "Anh/Chị",
            "period": "6 tháng đầu năm 2021",
            "version": 1,
            "code": "7KQ2-M4XF",
            "at": _AT,
            "by": "Nguyễn Văn An",
        }
    ],
    "choose_report": [{"items": [_LINE | {"period": "6 tháng đầu năm 2021"}]}],
    "consolidated": [
        {"period": "6 tháng đầu năm 2021", "reported": 22, "owed": 24, "at": _AT, "final": 0},
        {"period": "6 tháng đầu năm 2021", "reported": 24, "owed": 24, "at": _AT, "final": 1},
    ],
    "consolidated_summary": [
        {
            "period": "6 tháng đầu năm 2021",
            "reported": 22,
            "owed": 24,
            "missing": ["UBND xã Phước Tín", "Thị Đoàn"],
            "provisional": ["Phòng Kinh tế"],
            "returned": ["Trung tâm Y tế"],
            "early": [
                {"unit": "Thị Đoàn", "given_on": "2021-06-10"},
                {"unit": "xã Phước Tín", "given_on": "2021-06-09"},
            ],
            "targets": [
                {
                    "label": "Giảm hộ nghèo",
                    "achieved": "80",
                    "reduced": 8,
                    "to_reduce": 10,
                    "gap": [],
                },
                {
                    "label": "Giảm hộ nghèo dân tộc thiểu số",
                    "achieved": "-50",
                    "reduced": -2,
                    "to_reduce": 4,
                    "gap": [],
                },
                {
                    "label": "Giảm hộ cận nghèo",
                    "achieved": "",
                    "reduced": None,
                    "to_reduce": 29,
                    "gap": ["xã Phước Tín"],
                },
            ],
            "contradictions": [
                {
                    "label": "Hộ nghèo được hỗ trợ tiền điện",
                    "relation": "equal",
                    "by": "Phòng Nội vụ - LĐTB&XH",
                    "said": "16 hộ",
                    "other_by": "UBND các xã, phường",
                    "other": "14 hộ",
                },
                {
                    "label": "Nhà tình thương xây mới",
                    "relation": "at_most",
                    "by": "UBND các xã, phường",
                    "said": "7 căn",
                    "other_by": "Ủy ban MTTQ",
                    "other": "9 căn",
                },
                {
                    "label": "Lao động được hỗ trợ đào tạo nghề",
                    "relation": "at_least",
                    "by": "Phòng Nội vụ - LĐTB&XH",
                    "said": "6 người",
                    "other_by": "UBND các xã, phường",
                    "other": "4 người",
                },
            ],
            "fallen": [
                {
                    "label": "Nhà tình thương xây mới",
                    "now": "7 căn",
                    "before": "9 căn",
                    "period": "6 tháng đầu năm 2021",
                }
            ],
        },
        {
            "period": "năm 2021",
            "reported": 24,
            "owed": 24,
            "missing": [],
            "provisional": [],
            "returned": [],
            "early": [],
            "targets": [],
            "contradictions": [],
            "fallen": [],
        },
    ],
    "document_coming": [{}],
    "document_failed": [{}],
    "file_failed": [{"name": "quyet-dinh.pdf"}],
    "file_refused": [{"name": "chuong-trinh.exe"}],
    "file_too_big": [{"name": "anh.zip", "size": 31457280, "limit": 20971520}],
    "group_hint": [{}],
    "may_be_missing": [{"since": "2021-06-12T21:40:00+07:00", "until": _AT}],
    "menu": [{"reports": True}, {"reports": False}],
    "no_round": [{}],
    "not_there": [{}],
    "nothing_owed": [{}],
    "office_only": [{}],
    "old_button": [{}],
    "progress": [
        {
            "period": "6 tháng đầu năm 2021",
            "due_at": "2021-06-16T17:00:00+07:00",
            "at": _AT,
            "sent": [_SENT],
            "signed": 1,
            "started": [_LINE],
            "not_started": [_LINE | {"state": "not_started", "answered": 0}],
            "total": 3,
            "unreached": [{"name": "Trần Thị Bé", "fate": "blocked"}],
        },
        {
            "period": "năm 2021",
            "due_at": "2021-12-16T17:00:00+07:00",
            "at": _AT,
            "sent": [],
            "signed": 0,
            "started": [],
            "not_started": [],
            "total": 0,
            "unreached": [],
        },
    ],
    "receipt": [
        {
            "code": "7KQ2-M4XF",
            "unit": "Phòng Kinh tế",
            "address": "Anh/Chị",
            "tone": "de_nghi",
            "period": "6 tháng đầu năm 2021",
            "version": 1,
            "at": _AT,
            "due_at": "2021-06-16T17:00:00+07:00",
            "late": False,
            "office": "Phòng Nội vụ - LĐTB&XH",
            "leader": "Bùi Văn Đạt",
            "in_bot": False,
        },
        {
            "code": "7KQ2-M4XF",
            "unit": "Ủy ban MTTQ Việt Nam thị xã",
            "address": "Anh/Chị",
            "tone": "kinh_de_nghi",
            "period": "6 tháng đầu năm 2021",
            "version": 3,
            "at": "2021-06-18T09:00:00+07:00",
            "due_at": "2021-06-16T17:00:00+07:00",
            "late": True,
            "office": "Phòng Nội vụ - LĐTB&XH",
            "leader": "",
            "in_bot": True,
        },
    ],
    "situation": [
        {
            "items": [
                _OWN,
                _OWN | {"overdue": True, "days": -2},
                _OWN | {"days": None},
                _OWN | _SENT | {"period": "năm 2020"},
            ]
        },
        {"items": []},
    ],
    "stranger": [{"office": "Phòng Nội vụ - LĐTB&XH", "programme": "Chương trình MTQG giảm nghèo"}],
    "trouble": [{"code": "T42"}],
    "trouble_notice": [{"code": "T42", "error": "ValueError"}],
    "unit_document": [
        {"unit": "Phòng Kinh tế", "period": "6 tháng đầu năm 2021", "version": 0},
        {"unit": "Phòng Kinh tế", "period": "6 tháng đầu năm 2021", "version": 2},
    ],
}

SAMPLES: Mapping[str, list[dict[str, JSON]]] = {
    **ADHOC_SAMPLES,
    **CONTACT_SAMPLES,
    **CONVERSATION_SAMPLES,
    **FACT_SAMPLES,
    **GUIDING_SAMPLES,
    **MATTER_SAMPLES,
    **MONITORING_SAMPLES,
    **DECIDING_SAMPLES,
    **PAPER_SAMPLES,
    **PEOPLE_SAMPLES,
    **PROVISIONAL_SAMPLES,
    **RECONCILING_SAMPLES,
    **REMINDING_SAMPLES,
    **REVIEWING_SAMPLES,
    **WORKBOOK_SAMPLES,
    **_OWN_SAMPLES,
}


def say(
    kind: str,
    *,
    buttons: tuple[tuple[Button, ...], ...] = (),
    message_class: MessageClass = MessageClass.REPLY,
    dedupe_key: str | None = None,
    expires_at: datetime | None = None,
    file: OutgoingFile | None = None,
    **params: JSON,
) -> Message:
    """A message of a known kind with the parameters of its samples. Raises KeyError/ValueError for
    a kind or parameter no sample has: a fault of the caller, found by its first test."""
    if not any(sample.keys() == params.keys() for sample in SAMPLES[kind]):
        raise ValueError(f"{kind} takes other parameters than {sorted(params)}")
    return Message(
        kind=kind,
        params=params,
        buttons=buttons,
        message_class=message_class,
        dedupe_key=dedupe_key,
        expires_at=expires_at,
        file=file,
    )
