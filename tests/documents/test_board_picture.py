"""The picture of a round: every unit and state is on it, whatever the names are."""

from __future__ import annotations

import struct
from typing import Any

from documents.pictures.board import board_words, draw_board
from documents.pictures.drawing import draw_svg
from documents.word.render import phrases
from usecases.records import ObligationState

STATES = [state.value for state in ObligationState if state is not ObligationState.CANCELLED]


def facts(lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "period": "6 tháng đầu năm 2021",
        "at": "2021-06-17T09:00:00+07:00",
        "due_at": "2021-06-16T17:00:00+07:00",
        "sent": sum(line["state"] in ("submitted", "accepted") for line in lines),
        "total": len(lines),
        "lines": lines,
    }


def line(state: str = "submitted", **changes: Any) -> dict[str, Any]:
    usual = {
        "short": "Phòng Kinh tế",
        "state": state,
        "answered": 7,
        "total": 18,
        "late": False,
        "signed": False,
        "overdue": False,
        "at": "2021-06-16T08:10:00+07:00" if state in ("submitted", "accepted") else "",
    }
    return usual | changes


def drawn(lines: list[dict[str, Any]]) -> str:
    """The picture as SVG, with its words."""
    return draw_svg("board", **board_words(facts(lines), phrases()))


def test_a_whole_town_is_one_picture() -> None:
    png = draw_board(facts([line(state) for state in STATES * 4]), phrases())
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert width == 1240 and 1500 < height < 1900
    assert png == draw_board(facts([line(state) for state in STATES * 4]), phrases())
    assert draw_board(facts([]), phrases()), "a round that nobody owes anything in"


def test_time_and_lateness_are_said() -> None:
    svg = drawn(
        [
            line(),
            line(late=True),
            line("started"),
            line("not_started", overdue=True),
            line("awaiting_leader"),
        ],
    )
    for word in ("08:10 16/6", "đúng hạn", "nộp muộn", "7/18 câu", "quá hạn", "chờ duyệt"):
        assert word in svg, word
    assert "Đã nộp 2/5" in svg and "Đang làm 2" in svg and "Chưa bắt đầu 1" in svg


def test_names_are_text_and_too_long_ones_are_cut() -> None:
    hostile = "A & B <script>alert(1)</script> {{ 7 * 7 }} \ud800 \x0b"
    svg = drawn([line(short=hostile), line(short="Hội " * 40)])
    assert "<script>" not in svg and "…" in svg
    assert draw_board(facts([line(short=hostile)]), phrases())


def test_a_signed_paper_is_marked_beside_the_figures() -> None:
    assert "đã tiếp nhận, có VB" in drawn([line("accepted", signed=True)])
    assert "có VB" not in drawn([line("accepted")])
