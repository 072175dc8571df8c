"""A correction notice keeps the form of Decree 30 and says old and new, whatever they hold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from documents.check import check
from tests.documents import filling, opened
from usecases.deciding.changed import Told
from usecases.deciding.correcting import Correction

FIGURE = Told("figure", "", "Hộ nghèo cuối kỳ", "15 hộ", "14 hộ")
NONE = Told("figure", "Xã Phước Tín", "Có nhu cầu vay", "", "3 hộ")
TEXT = Told("text", "Thị Đoàn", "Kết quả nổi bật", "Giúp nhau vốn.", "Giúp nhau vốn & ngày công.")
HOSTILE = Told("text", "{{ x }}", "=cmd <w:t>", "", "a\x0bb {% x %} ]]> </w:t>\n\n- c" * 500)


def notice(*changes: Told, model: str = "A", units: tuple[str, ...] = ("thi-doan",)) -> bytes:
    report = filling.report()
    made_at = report.at + timedelta(days=2)
    return opened.word().correction_notice(Correction(report, model, 1, made_at, units, changes))


@pytest.mark.parametrize("model", ["A", "B"])
@pytest.mark.parametrize(
    "changes", [(FIGURE,), (TEXT,), (FIGURE, NONE, TEXT), (FIGURE,) * 60, (HOSTILE,)], ids=len
)
def test_it_keeps_every_rule(changes: tuple[Told, ...], model: str) -> None:
    findings = check(notice(*changes, model=model))
    assert [f"{one.rule} {one.detail}" for one in findings if one.ok is False] == []


def test_it_says_what_was_and_what_is_and_leaves_numbers_to_the_clerk() -> None:
    data = notice(FIGURE, NONE, TEXT)
    lines = opened.lines(data)
    assert "Số:         /BC-NVLĐTBXH" in lines
    assert any("Ngày 18/6/2021, Phòng Nội vụ - LĐTB&XH" in line for line in lines)
    assert any("Báo cáo số         /BC-NVLĐTBXH" in line for line in lines)
    assert any(line.startswith("Lý do: báo cáo của Thị Đoàn được gửi") for line in lines)
    rows = opened.rows(data, "Nay đính chính")
    assert rows[1:] == [
        ["1", "Hộ nghèo cuối kỳ", "15 hộ", "14 hộ"],
        ["2", "Xã Phước Tín, Có nhu cầu vay", "chưa có", "3 hộ"],
    ]
    assert "Đã báo cáo: Giúp nhau vốn." in lines
    assert "Nay đính chính: Giúp nhau vốn & ngày công." in lines
    assert lines.index("1. Đính chính số liệu") < lines.index("2. Đính chính nội dung")


def test_sections_are_numbered_without_gaps_and_none_is_empty() -> None:
    lines = opened.lines(notice(TEXT))
    assert "1. Đính chính nội dung" in lines
    assert not any("Đính chính số liệu" in line for line in lines)


def test_what_is_hostile_stays_text() -> None:
    lines = opened.lines(notice(HOSTILE))
    assert "- {{ x }}, =cmd <w:t>:" in lines
    assert "Đã báo cáo: không có nội dung." in lines
    assert any("{% x %} ]]> </w:t>" in line for line in lines)
