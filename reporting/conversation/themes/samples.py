"""What is said of texts in several messages and of Word files, with parameters as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.kinds.kind import JSON

    Params = dict[str, JSON]

TOO_LONG: Params = {"is": "too_long", "length": 4096, "limit": 20000}
DOCUMENT_LEADS: list[JSON] = [
    {"is": "document_late", "name": "Phần 1.docx"},
    {"is": "document_read", "name": "Phần 1.docx", "text": "Kết quả nổi bật\n- mở 4 lớp"},
    {"is": "document_unread", "name": "a.docx", "code": "empty"},
    {"is": "document_unread", "name": "a.docx", "code": "too_big"},
    {"is": "document_unread", "name": "a.docx", "code": "unsafe"},
]
_SPOKEN: Params = {"address": "Anh/Chị", "tone": "de_nghi", "lead": None}
_LABELLED: Params = {**_SPOKEN, "label": "Kết quả nổi bật"}
TEXT_SAMPLES: dict[str, list[Params]] = {
    "continues": [
        {**_LABELLED, "typed": "Ngoài ra còn 3 hộ", "length": 0, "asked": "Số hộ nghèo"},
        {**_LABELLED, "lead": {"is": "press_button"}, "typed": "Một", "length": 512, "asked": ""},
    ],
    "file_being_read": [{**_SPOKEN, "name": "Phần 1.docx"}],
    "writing": [
        {**_LABELLED, "messages": 2, "length": 7812, "limit": 20000},
        {**_LABELLED, "lead": TOO_LONG, "messages": 0, "length": 0, "limit": 20000},
    ],
}
