"""The office changes due times, names and signers in chat; whom it concerns hears of it once."""

from __future__ import annotations

import pytest

from tests.usecases.reminding.ticking import heard, submitted, tick
from tests.usecases.town import ROUND, Resident, Shown, Town
from usecases.monitoring.progress import show_progress
from usecases.records import Role


def asked(office: Resident, *labels: str) -> None:
    office.type("lịch")
    for label in labels:
        office.press(label)


def changed(office: Resident, text: str) -> None:
    assert office.type(text).kind == "fact_preview", office.heard.text
    assert office.press("Xác nhận").kind == "fact_changed"


DUE = ("Hạn 6 tháng đầu năm 2021", "Hạn của đơn vị")


def test_a_due_time_moves_with_its_reminders_and_those_who_owe_are_told_once(town: Town) -> None:
    office = town.office()
    an, binh = town.invited("kinh-te", 1, "An"), town.invited("y-te", 2, "Bình")
    leader = town.invited("kinh-te", 7, "Tám", Role.LEADER)
    colleague = town.office(901, "Nguyễn Thị Mai")
    submitted(town, "y-te")
    tick(town, "2021-06-16T08:00:00")

    asked(office, *DUE)
    assert "Hiện nay: 17 giờ 00" in office.heard.text or "16/6/2021" in office.heard.text
    changed(office, "17h ngày 18/6")

    assert "Đã báo cho 3 người liên quan." in office.heard.text
    for person in (an, leader, colleague):
        [news] = heard(person, "due_moved")
        assert "18/6/2021" in news.text and "16/6/2021" in news.text
    assert heard(binh, "due_moved") == [], "whose report is in need not hear of it"
    assert town.obligation("kinh-te").due_at.isoformat() == "2021-06-18T10:00:00+00:00"
    assert town.rows("SELECT action, subject FROM audit WHERE action = 'fact_changed'") == [
        ("fact_changed", f"due:{ROUND}:unit")
    ]

    known = len(heard(an))
    tick(town, "2021-06-17T08:00:00")
    reminder = heard(an)[-1]
    assert len(heard(an)) == known + 1
    assert "còn 1 ngày làm việc" in reminder.text, "its rung comes again, and it is not overdue"
    tick(town, "2021-06-18T08:00:00")
    assert "hôm nay" in heard(an)[-1].text


def test_the_cut_off_and_the_stored_plan_stay(town: Town) -> None:
    office = town.office()
    before = town.rows("SELECT sha256, files FROM plan_version")
    asked(office, *DUE)
    changed(office, "chậm nhất ngày 20/6")  # a Sunday: until Monday is over
    plan = town.do(lambda work: town.library.plan_of_round(ROUND, work))
    assert plan.round(ROUND).due["unit"].isoformat() == "2021-06-21T23:59:59+07:00"
    assert plan.round(ROUND).cut_off == town.library.current.round(ROUND).cut_off
    assert plan.content_hash == town.library.current.content_hash
    assert town.rows("SELECT sha256, files FROM plan_version") == before
    assert "21/6/2021" in office.do(show_progress).text


@pytest.mark.parametrize("text", ["18/6", "mai", "trước", "17h", "đến khi xong", ""])
def test_a_day_without_a_word_and_what_is_no_time_are_asked_again(town: Town, text: str) -> None:
    office = town.office()
    asked(office, *DUE)
    before = town.fingerprint()
    assert office.type(text).kind == ("fact_unclear" if text else "dialogue_expects")
    assert {k: v for k, v in town.fingerprint().items() if k != "person"} == {
        k: v for k, v in before.items() if k != "person"
    }
    assert office.type("trước ngày 20/6").kind == "fact_preview"


def test_what_is_over_is_no_due_time(town: Town) -> None:
    office = town.office()
    asked(office, *DUE)
    assert office.type("8h ngày 9/6/2021").kind == "fact_past"
    assert office.press("Thôi, không đổi").kind == "dialogue_dropped"
    assert office.type("17h ngày 18/6").kind == "menu"


def test_a_due_time_before_its_round_opens_waits_for_it(town: Town) -> None:
    office, an = town.office(), town.invited("kinh-te", 1, "An")
    asked(office, "Hạn năm 2021", "Hạn của đơn vị")
    changed(office, "17h ngày 15/12/2021")
    assert heard(an, "due_moved") == []
    tick(town, "2021-11-24T08:00:00")
    due_at = town.obligation("kinh-te", "2021-N").due_at
    assert due_at.isoformat() == "2021-12-15T10:00:00+00:00"


def test_two_presses_change_once_and_another_s_button_changes_nothing(town: Town) -> None:
    office, colleague = town.office(), town.office(901, "Nguyễn Thị Mai")
    asked(office, *DUE)
    office.type("17h ngày 18/6")
    assert _answer(colleague, "s:fact_sure:").kind == "old_button"
    office.press("Xác nhận")
    assert _answer(office, "s:fact_sure:").kind == "old_button"
    assert town.rows("SELECT count(*) FROM amendment") == [(1,)]


def _answer(person: Resident, data: str) -> Shown:
    person.press_data(data)
    return person.answers[0]


def test_a_question_of_a_report_asked_later_takes_what_is_typed(town: Town) -> None:
    office = town.office()
    asked(office, *DUE)
    office.begin()
    office.press("Bắt đầu báo cáo") if "Bắt đầu báo cáo" in office.labels else None
    assert office.type("17h ngày 18/6").kind != "fact_preview"


def test_what_was_asked_last_takes_what_is_typed(town: Town) -> None:
    office, what = town.office(), f"s:fact:due:{ROUND}:unit"
    office.type("đột xuất")
    office.press_data(what)
    assert office.type("17h ngày 18/6").kind == "fact_preview", "asked after the request was begun"
    office.press("Thôi, không đổi")

    office.press_data(what)
    key = town.obligation("kinh-te").id
    assert office.press_data(f"s:give_time_to:{key}:1").kind == "ask_extension_reason"
    office.type("Chờ số liệu 17h ngày 18/6")
    assert [said.kind for said in office.answers] == [
        "extended_done",
        "back_to_question",
        "fact_asked",
    ]


def test_a_new_name_counts_from_its_day(town: Town) -> None:
    office = town.office()
    asked(office, "Tên đơn vị", "Trang sau ›", "Trang sau ›")
    key = "xa-phuoc-tin"
    office.press_data(f"s:fact:name:{key}")
    changed(office, "UBND phường Phước Tín\nphường Phước Tín\ntừ ngày 1/7/2021")

    def name(round_id: str) -> str:
        find = lambda work: town.library.coming(round_id, work).unit(key).name  # noqa: E731
        return str(town.do(find))

    assert name("2021-6T") == town.library.current.unit(key).name
    assert name("2021-N") == "UBND phường Phước Tín"


def test_a_signer_stands_under_the_unit_s_report(town: Town) -> None:
    office = town.office()
    office.press_data("s:fact:signer:kinh-te")
    changed(office, "KT. Trưởng phòng\nPhó trưởng phòng\nHọ tên: Nguyễn Văn An")
    plan = town.do(lambda work: town.library.plan_of_round(ROUND, work))
    signer = plan.unit("kinh-te").letter.signer
    assert signer.lines == ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")
    assert signer.name == "Nguyễn Văn An"
    office.press_data("s:fact:signer:B")
    changed(office, "TM. Ủy ban nhân dân\nChủ tịch")
    plan = town.do(lambda work: town.library.plan_of_round(ROUND, work))
    assert plan.letter["B"].signer.lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


@pytest.mark.parametrize("what", ["due:2021-6T:king", "due:1999:unit", "name:x", "age:y-te", ""])
def test_forged_subjects_are_not_there(town: Town, what: str) -> None:
    office = town.office()
    assert office.press_data(f"s:fact:{what}").kind == "not_there"
