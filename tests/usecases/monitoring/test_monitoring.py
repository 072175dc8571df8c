"""/tiendo, from the picture down to who wrote one answer."""

from __future__ import annotations

from datetime import timedelta

from reporting.answers import FileValue
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Town
from usecases.monitoring.boards import picture_facts
from usecases.monitoring.progress import show_progress
from usecases.records import Role


def submitted(town: Town, number: int = 5) -> Resident:
    an = town.invited("thi-doan", number, "Thị Nga")
    an.begin()
    an.fill("thi-doan", THI_DOAN)
    an.offers()
    an.press("Xác nhận")
    return an


def drilled(town: Town, *labels: str) -> Resident:
    hoa = town.office()
    hoa.do(show_progress)
    for label in ("Xem từng cơ quan", *labels):
        hoa.press(label)
    return hoa


def test_the_board_leads_down_to_an_agency_and_its_units(town: Town) -> None:
    submitted(town)
    hoa = drilled(town, "Trang sau ›")
    groups = [label for label in hoa.labels if "/" in label]
    assert any(label.endswith("· 1/6") for label in groups), groups
    assert any(label.endswith("· 0/7") for label in groups), groups
    shown = hoa.press(next(label for label in groups if label.endswith("1/6")))
    assert "Đã nộp 1/6." in shown.text and "• Thị Đoàn: đã nộp lúc 09:" in shown.text
    unit = hoa.press("Thị Đoàn · đã nộp")
    code = town.rows("SELECT receipt_code FROM submission")[0][0]
    assert f"mã tiếp nhận {code}, người nộp Thị Nga" in unit.text
    assert hoa.press("‹ Các cơ quan").kind == "board_agencies"
    assert hoa.press("‹ Tiến độ").kind == "progress"


def test_a_report_pages_and_an_answer_says_who_wrote_what(town: Town) -> None:
    an = town.invited("thi-doan", 5, "Thị Nga")
    binh = town.invited("thi-doan", 6, "Đỗ Bình", Role.SECOND_LIAISON)
    an.begin()
    an.type("15 hộ")
    binh.begin()
    binh.press("‹ Câu trước")
    binh.type("18")
    hoa = town.office()
    hoa.press_data(f"s:board_unit:{town.obligation('thi-doan').id}")
    report = hoa.press("Xem câu trả lời")
    assert "bản nháp, chưa nộp" in report.text and "18 hộ" in report.text
    answer = hoa.press("1")
    first, second = (line for line in answer.text.splitlines() if line.startswith("•"))
    assert first.endswith("Thị Nga: nhập 15 hộ") and second.endswith("Đỗ Bình: 15 hộ → 18 hộ")
    assert hoa.press("‹ Các câu trả lời").kind == "board_report"
    read = "SELECT count(*) FROM audit WHERE action = 'report_read'"
    assert town.rows(read) == [(2,)], "who looked into a report is written down"


def test_what_was_handed_in_is_shown_with_all_its_answers(town: Town) -> None:
    submitted(town)
    hoa = town.office()
    first = hoa.press_data(f"s:board_report:{town.obligation('thi-doan').id}:0")
    assert "lần nộp 1" in first.text and "1,2 tỷ đồng" in first.text
    texts = [first.text]
    while "Trang sau ›" in hoa.labels:
        texts.append(hoa.press("Trang sau ›").text)
    assert "Đoàn viên giúp nhau vốn và ngày công." in "\n".join(texts)
    assert "chưa trả lời" not in "\n".join(texts)


def test_a_correction_is_a_change_and_its_copy_is_none(town: Town) -> None:
    an = submitted(town)
    owed = town.obligation("thi-doan").id
    an.press_data(f"s:correct:{owed}")
    hoa = town.office()
    assert "bản đang sửa sau lần nộp 1" in hoa.press_data(f"s:board_report:{owed}:0").text
    answer = hoa.press("1")
    assert answer.text.count("•") == 1, answer.text


def test_nobody_else_and_no_other_id_opens_anything(town: Town) -> None:
    submitted(town)
    an, owed = town.invited("thi-doan", 5, "Thị Nga"), town.obligation("thi-doan").id
    assert an.press_data(f"s:board_report:{owed}:0").kind == "office_only"
    hoa = town.office()
    for data in (
        "board_unit:999",
        "board_report:999:0",
        f"board_answer:{owed}:999",
        "board_unit:x",
    ):
        assert hoa.press_data(f"s:{data}").kind == "not_there"
    town.change("UPDATE obligation SET state = 'cancelled' WHERE unit_id = 'thi-doan'")
    assert hoa.press_data(f"s:board_report:{owed}:0").kind == "not_there"
    assert hoa.press_data("s:board_agencies:2099:0").kind == "no_round"
    assert hoa.press_data("s:board_agency:2021-6T:77").kind == "not_there"


def test_the_picture_has_the_facts_of_the_text(town: Town) -> None:
    submitted(town)
    town.office().do(show_progress)
    [(params,)] = town.rows("SELECT params FROM job WHERE kind = 'board_picture'")
    assert ROUND in params and "900" in params
    late = town.obligation("kinh-te").due_at + timedelta(minutes=1)
    facts = town.do(lambda work: picture_facts(work, town.library, ROUND, late))
    assert (facts["sent"], facts["total"], len(facts["lines"])) == (1, 24, 24)
    lines = {line["short"]: line for line in facts["lines"]}
    assert (lines["Thị Đoàn"]["state"], lines["Thị Đoàn"]["overdue"]) == ("submitted", False)
    assert (lines["Phòng Kinh tế"]["state"], lines["Phòng Kinh tế"]["overdue"]) == (
        "not_started",
        True,
    )


def test_figures_handed_in_and_a_signed_paper_are_two_facts(town: Town) -> None:
    nga, hoa = submitted(town), town.office()
    owed = town.obligation("thi-doan").id
    assert "Đã có văn bản ký: 0/24." in hoa.do(show_progress).text
    unit = hoa.press_data(f"s:board_unit:{owed}").text
    assert "Đã nộp số liệu: lần 1" in unit and "Đã có văn bản: chưa có" in unit
    nga.press("Gửi bản đã ký")
    nga.attach(FileValue("a.pdf", "application/pdf", 9, "pdf-1"))
    nga.type("Số 12-BC/ĐTN ngày 10/6/2021")
    board = hoa.do(show_progress).text
    assert "Đã có văn bản ký: 1/24." in board
    assert "đã có văn bản" in next(line for line in board.splitlines() if "Thị Đoàn" in line)
    unit = hoa.press_data(f"s:board_unit:{owed}").text
    assert "Đã có văn bản: số 12-BC/ĐTN ngày 10/6/2021 (của lần nộp 1)" in unit
    assert "Xem báo cáo" in hoa.labels
    facts = town.do(lambda work: picture_facts(work, town.library, ROUND, town.now))
    assert [line["short"] for line in facts["lines"] if line["signed"]] == ["Thị Đoàn"]
