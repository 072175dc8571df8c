"""Where a line of the report must not end, and what stays with what follows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from documents.tied import tied, untied
from reporting.consolidation import Carried
from tests.documents import filling, opened
from tests.documents.opened import W


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("còn 16 hộ nghèo", "còn 16~hộ nghèo"),
        ("ngày 14/6/2021, còn 1.250 triệu", "ngày~14/6/2021, còn 1.250~triệu"),
        ("năm 2021 và nhiệm vụ", "năm~2021 và nhiệm vụ"),
        ("tại Phụ lục III kèm theo, Mục II.", "tại Phụ~lục~III kèm theo, Mục~II."),
        ("14/6/2021 trên địa bàn", "14/6/2021 trên địa bàn"),
        ("2. Kết quả: 16. Còn", "2. Kết quả: 16. Còn"),
        ("6 THÁNG CUỐI NĂM 2021", "6~THÁNG CUỐI NĂM~2021"),
    ],
)
def test_a_number_stays_with_what_it_counts(text: str, seen: str) -> None:
    assert tied(text).replace("\xa0", "~") == seen
    assert untied(tied(text)) == text


def test_what_units_write_is_left_as_it_is() -> None:
    data = opened.full()
    spaced = [t.text or "" for t in opened.body(data).iter(f"{W}t")]
    assert any("hộ\xa0" not in text and "\xa0hộ" in text for text in spaced)
    own = [text for text in spaced if "đúng kế hoạch đề ra" in text]
    assert own
    assert all("\xa0" not in text for text in own)


def test_a_line_that_says_what_follows_stays_with_it() -> None:
    carried = Carried(1, "thi-doan", "V.2", "năm 2020", "Làm 02 căn nhà.", "settled", "")
    data = opened.consolidated(replace(filling.report(), carried=(carried,)))
    assert "Nội dung các kỳ trước chuyển sang:" in kept(data)
    assert any(text.startswith("Mức độ hoàn thành") for text in kept(data))
    assert "Đến nay: đã được giải quyết." in opened.lines(data)


def kept(data: bytes) -> list[str]:
    return [
        opened.written(paragraph)
        for paragraph in opened.body(data).iter(f"{W}p")
        if _keeps(paragraph)
    ]


def _keeps(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}keepNext") is not None
