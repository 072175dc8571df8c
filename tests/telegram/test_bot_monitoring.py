"""What the office gets as files while it watches a round."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from documents.check import check
from tests.documents import opened
from tests.telegram.bot_stage import Town, town_in


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


async def test_the_board_comes_as_words_and_as_a_picture(town: Town) -> None:
    hoa = await town.office()
    await hoa.send("/tiendo")
    words, picture = hoa.news
    assert "Đã nộp 0/24" in words.text and "đã nộp 0/24" in picture.text
    assert picture.file_name.endswith(".png") and picture.content.startswith(b"\x89PNG")


async def test_the_letter_to_those_who_are_not_done_keeps_the_rules(town: Town) -> None:
    hoa = await town.office()
    await hoa.send("/dondoc")
    await hoa.press("Dự thảo công văn đôn đốc")
    letter = hoa.last
    assert letter.file_name == "Du thao Cong van don doc 2021-6T.docx"
    assert "23 đơn vị" in letter.text
    assert [one.rule for one in check(letter.content) if one.ok is False] == []
    assert "- Phòng Kinh tế thị xã Phước Long;" in opened.lines(letter.content)


async def test_an_announcement_goes_from_hand_to_hand(town: Town) -> None:
    hoa, an = await town.office(), await town.invited("kinh-te", 1, "Nguyễn Văn An")
    await hoa.send("/thongbao\nMời họp lúc 14 giờ.")
    await hoa.press("Tất cả đơn vị")
    await hoa.press("Gửi cho 1 người")
    assert "Mời họp lúc 14 giờ." in an.last.text
    assert "Nguyễn Văn An (Phòng Kinh tế)" in hoa.last.text
