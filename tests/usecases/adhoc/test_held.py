"""What a round holds already is shown before it is asked: used with its trace, or asked again."""

from __future__ import annotations

import json
from typing import cast

import pytest

from tests.usecases.adhoc.test_asking import document, request_of, text_of
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Resident, Town
from usecases.adhoc.dialogue import ask_ad_hoc
from usecases.consolidated import want_consolidated
from usecases.speak import review

UNIT, NAME = "thi-doan", "DT07"


@pytest.fixture
def an(town: Town) -> Resident:
    """The Youth Union has sent its half-year report twice: 9 households, then 11."""
    an = town.invited(UNIT, 1, "Nguyễn Văn An")
    an.begin()
    an.fill(UNIT, THI_DOAN)
    an.offers()
    an.press("Xác nhận")
    an.begin()
    an.press("Sửa báo cáo")
    an.do(review)
    an.press("6")
    an.type("11 hộ")
    an.offers()
    an.press("Xác nhận")
    return an


@pytest.fixture
def held(town: Town, an: Resident) -> Resident:
    """The office picks that question, types another, and is about to send."""
    hoa = town.office()
    hoa.do(ask_ad_hoc)
    hoa.type("Rà soát nhanh")
    hoa.type("Đã triển khai chưa?")
    hoa.press("Chọn một")
    hoa.type("Đã triển khai; Chưa triển khai")
    hoa.press("Tìm câu hỏi có sẵn")
    label = town.library.current.form_for(town.library.current.unit(UNIT)).by_name(NAME).label
    hoa.type(label)
    hoa.press(label)
    hoa.press("Xong, về danh sách")
    hoa.press("Xong")
    hoa.press("Đơn vị nhận")
    hoa.press("✓ Ủy ban nhân dân các xã, phường (7)")
    hoa.press("‹ Trang trước")
    hoa.press("Thị Đoàn")
    hoa.press("Xong")
    hoa.press("Xem trước và gửi")
    return hoa


def test_it_is_shown_with_its_round_before_anything_is_sent(town: Town, held: Resident) -> None:
    assert held.heard.kind == "adhoc_held"
    assert "11 hộ" in held.heard.text and "6 tháng đầu năm 2021" in held.heard.text
    assert {"Dùng số này", "Vẫn hỏi lại"} <= set(held.labels)
    assert request_of(town)[1] == "open"


def test_a_used_figure_keeps_round_version_and_unit(
    town: Town, held: Resident, an: Resident
) -> None:
    assert held.press("Dùng số này").kind == "adhoc_preview"
    held.press("Gửi đến 1 đơn vị")
    content = request_of(town)[2]
    [kept] = cast(list[dict[str, object]], content["held"])
    assert (kept["name"], kept["round_id"], kept["versions"]) == (NAME, "2021-6T", {UNIT: 2})
    assert (kept["parts"], kept["amounts"]) == ({UNIT: "11"}, {UNIT: "11"})
    [(detail,)] = town.rows("SELECT detail FROM audit WHERE action = 'adhoc_sent'")
    assert json.loads(detail)["content"]["held"] == [kept]
    assert "Đã triển khai chưa?" in an.heard.text
    an.press("Đã triển khai")
    an.offers()
    an.press("Xác nhận")
    [(answers,)] = town.rows("SELECT content FROM submission ORDER BY id DESC LIMIT 1")
    assert [ref.rpartition("/")[2] for ref in json.loads(answers)] == ["DX1"]
    assert "Báo cáo 6 tháng đầu năm 2021: Thị Đoàn 11 (lần nộp 2)" in text_of(document(town))
    held.do(want_consolidated)
    held.press("Nguồn số liệu")
    assert "Thị Đoàn 11 hộ (lần nộp 2)" in held.heard.text
    held.press("Đã triển khai chưa: Đã triển khai")
    assert "Thị Đoàn: 1" in held.heard.text and "lần nộp 1, Nguyễn Văn An" in held.heard.text


def test_it_is_asked_again_where_the_office_wants_so(
    town: Town, held: Resident, an: Resident
) -> None:
    assert held.press("Vẫn hỏi lại").kind == "adhoc_preview"
    held.press("Gửi đến 1 đơn vị")
    content = request_of(town)[2]
    assert (content["held"], content["kept"]) == ([], [NAME])
    an.type("12,5 triệu")  # what its logic reads comes before it
    an.type("12 hộ")
    an.press("Chưa triển khai")
    an.offers()
    an.press("Xác nhận")
    [(answers,)] = town.rows("SELECT content FROM submission ORDER BY id DESC LIMIT 1")
    figures = {ref.rpartition("/")[2]: kept["value"] for ref, kept in json.loads(answers).items()}
    assert (figures[NAME], figures["DX1"]) == (12, "c2")
    [(before,)] = town.rows("SELECT content FROM submission WHERE version = 2")
    assert '"value":11' in before, "the round's own report is as it was"
