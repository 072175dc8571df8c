"""Sample parameters of what is said about the office's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.records import JSON

_FIGURE = {
    "label": "Hộ nghèo cuối kỳ",
    "place": "II.1",
    "old": "15 hộ",
    "new": "14 hộ",
    "cells": [],
    "anew": False,
}
_GONE = {**_FIGURE, "old": "(chưa bao gồm số liệu của xã Phước Tín)", "new": ""}
_TABLE = {
    **_FIGURE,
    "label": "Bảng số liệu",
    "place": "Phụ lục I",
    "old": "",
    "new": "",
    "cells": [{**_FIGURE, "label": "Hộ nghèo cuối kỳ, xã Phước Tín"}] * 4,
}
_ANEW = {**_TABLE, "cells": [], "anew": True}
_SENTENCE = {**_FIGURE, "label": "", "old": "", "new": "Toàn thị xã còn 61 hộ cận nghèo."}
_TEXT = {**_FIGURE, "label": "Nội dung của Phòng Kinh tế", "old": "", "new": "Đã mở 05 lớp."}
_AT = "2021-12-16T09:05:00+07:00"
_PLACE = "Kính gửi: letter.recipient"
_FAULTS = [
    {"code": code, "name": "letter.recipient", "place": _PLACE}
    for code in ("name", "filter", "unsafe", "syntax", "unclosed", "unopened")
] + [
    {"code": code, "name": "", "place": ""}
    for code in (
        "template_without_tags", "template_slow", "template_big", "template_error",
        "template_crashed",
    )
]  # fmt: skip
_NOTES = [
    {"code": "split", "name": "title", "place": "title"},
    {"code": "unused", "name": "opening", "place": ""},
    {"code": "rule", "name": "R23", "place": "jc=left"},
]
_CHECKED: dict[str, JSON] = {"name": "mau-bao-cao.docx", "of": "consolidated"}
_NAMED = {"name": "Du thao Bao cao tong hop 2021-6T.docx"}

PAPER_SAMPLES: dict[str, list[dict[str, JSON]]] = {
    "document_refreshed": [
        {
            "period": "6 tháng đầu năm 2021",
            "at": "2021-06-16T09:05:00+07:00",
            "figures": 6,
            "changed": [_FIGURE, _GONE, _TABLE, _ANEW],
            "deleted": [_FIGURE],
            "added": [_SENTENCE],
            "rewritten": [_TEXT, {**_TEXT, "new": ""}],
        },
        {
            "period": "năm 2021",
            "at": "2021-12-16T09:05:00+07:00",
            "figures": 0,
            "changed": [],
            "deleted": [],
            "added": [],
            "rewritten": [],
        },
    ],
    "form_active": [{"name": "bieu-so-ldtbxh.xlsx"}, {"name": ""}],
    "form_checked": [
        {"name": "bieu.xlsx", "faults": []},
        {
            "name": "bieu.xlsx",
            "faults": [
                {"code": "cell", "name": "HN_N9", "place": "Biểu 01!C7"},
                {"code": "template_slow", "name": "", "place": ""},
            ],
        },
    ],
    "report_form": [
        {
            "name": "bieu.xlsx",
            "flaws": flaws,
            "period": "năm 2021",
            "at": "2021-12-16T09:05:00+07:00",
        }
        for flaws in (0, 2)
    ],
    "report_chart": [
        {"title": title, "at": "2021-06-16T09:05:00+07:00"}
        for title in ("Hộ nghèo theo xã, phường, 6 tháng đầu năm 2021", "Tiến độ: 7/24 đơn vị")
    ],
    "report_excel": [{"period": "6 tháng đầu năm 2021", "at": "2021-06-16T09:05:00+07:00"}],
    "report_figures_failed": [{}],
    "report_internal": [{"period": "6 tháng đầu năm 2021", "at": "2021-06-16T09:05:00+07:00"}],
    "report_no_pdf": [{"why": "absent"}, {"why": "failed"}],
    "report_pdf": [{"fonts": []}, {"fonts": ["DejaVuSerif", "Carlito"]}],
    "template_active": [
        {"of": "consolidated", "name": "mau-bao-cao.docx"},
        {"of": "unit-report", "name": ""},
        {"of": "unit-report-plain", "name": ""},
    ],
    "template_checked": [
        _CHECKED | {"sent": True, "faults": [], "notes": _NOTES},
        _CHECKED | {"sent": False, "faults": _FAULTS, "notes": []},
    ],
    "paper_unfit": [
        {**_NAMED, "code": code}
        for code in ("not_office", "too_big", "unsafe", "no_controls", "other_round")
    ],
}
