"""/baocao to the receipt, and everything that may come in between."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial

from reporting.answers import Answer, Standing
from tests.usecases.reports import STORED, THI_DOAN
from tests.usecases.town import Resident, Town
from usecases.desk import Turn, take
from usecases.people.invites import join
from usecases.records import ObligationState, Role
from usecases.speak import review, typed

UNIT = "thi-doan"
CODE = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}")
DUE = datetime.fromisoformat("2021-06-16T17:00:00+07:00")


def an_of(town: Town) -> Resident:
    return town.invited(UNIT, 1, "Nguyễn Văn An")


def submitted_by(person: Resident) -> str:
    """Everything answered and handed in; the receipt's code."""
    person.begin()
    person.fill(UNIT, THI_DOAN)
    return hand_in(person)


def hand_in(person: Resident, at: datetime | None = None) -> str:
    person.offers()
    receipt = person.press("Xác nhận", at=at)
    assert receipt.kind == "receipt"
    found = CODE.search(receipt.text)
    assert found
    return found[0]


def submissions(town: Town) -> list[tuple[object, ...]]:
    return town.rows("SELECT version, receipt_code, late FROM submission ORDER BY id")


# Beginning


def test_one_obligation_is_opened_at_once(town: Town) -> None:
    an = an_of(town)
    asked = an.begin()
    assert asked.kind == "question"
    assert "6 tháng đầu năm 2021" in asked.text
    assert "Thị Đoàn" in asked.text
    assert town.obligation(UNIT).state is ObligationState.NOT_STARTED


def test_the_first_answer_starts_the_report(town: Town) -> None:
    an = an_of(town)
    an.begin()
    assert an.type("15 hộ").text.startswith("Ghi nhận: 15 hộ")
    assert town.draft(UNIT) == {"DT01": Answer(15)}
    obligation = town.obligation(UNIT)
    assert (obligation.state, obligation.answered) == (ObligationState.STARTED, 1)


def test_the_answered_question_is_closed(town: Town) -> None:
    an = an_of(town)
    asked = an.begin()
    an.type("15 hộ")
    closing = an.answers[0]
    assert closing.kind == "question_closed"
    assert "15 hộ" in closing.text
    [(edited,)] = town.rows("SELECT id FROM part WHERE telegram_message_id = ?", asked.telegram_id)
    assert closing.message.edits_message == edited


def test_of_several_obligations_one_is_chosen(town: Town) -> None:
    an = an_of(town)
    an.do(partial(join, token=town.token("kinh-te")))
    choice = an.begin()
    assert choice.kind == "choose_report"
    assert choice.labels == [
        "Phòng Kinh tế - 6 tháng đầu năm 2021",
        "Thị Đoàn - 6 tháng đầu năm 2021",
    ]
    assert "khuyến nông" in an.press(choice.labels[0]).text
    an.type("3 lớp")
    assert "đoàn viên" in an.press(choice.labels[1]).text
    an.type("15 hộ")
    assert town.draft("kinh-te") == {"KT01": Answer(3)}
    assert town.draft(UNIT) == {"DT01": Answer(15)}


def test_two_rounds_of_a_unit_are_two_reports(town: Town) -> None:
    an = an_of(town)
    town.now = datetime.fromisoformat("2021-11-25T09:00:00+07:00")
    town.open_rounds()
    choice = an.begin()
    assert len(choice.labels) == 2
    an.press(choice.labels[1])
    an.type("15 hộ")
    assert town.draft(UNIT, "2021-N") == {"DT01": Answer(15)}
    assert town.rows("SELECT count(*) FROM draft") == [(1,)]


# The whole report


def test_a_whole_report_is_submitted_as_it_was_given(town: Town) -> None:
    an = an_of(town)
    an.begin()
    ready = an.fill(UNIT, THI_DOAN)
    assert ready.kind == "ready"
    code = hand_in(an)
    stored = town.submitted(UNIT)
    assert {name: stored[name] for name in STORED} == STORED
    assert town.rows("SELECT state FROM draft") == [("closed",)]
    obligation = town.obligation(UNIT)
    assert obligation.state is ObligationState.SUBMITTED
    assert (obligation.answered, obligation.total) == (len(THI_DOAN), len(THI_DOAN))
    assert submissions(town) == [(1, code, 0)]


def test_what_was_computed_is_submitted_too(town: Town) -> None:
    submitted_by(an_of(town))
    stored = town.submitted(UNIT)
    assert stored["DT07_t"].value == 9
    assert stored["DT10b_t"].value == 0
    assert "DT10b" not in stored, "not asked, for there was no session"


def test_the_history_keeps_every_answer_with_its_update(town: Town) -> None:
    submitted_by(an_of(town))
    rows = town.rows("SELECT ref, revision, inbox_key FROM answer_history ORDER BY id")
    assert len(rows) == len(THI_DOAN)
    keys = [key for _, _, key in rows]
    assert keys == sorted(set(keys)), "each by an update of its own, in order"


def test_r06_a_second_press_finds_it_submitted(town: Town) -> None:
    an = an_of(town)
    code = submitted_by(an)
    again = an.press("Xác nhận")
    assert again.kind == "submitted"
    assert submissions(town) == [(1, code, 0)]
    assert sum(shown.kind == "receipt" for shown in an.phone) == 1


def test_an_update_that_comes_again_does_nothing(town: Town) -> None:
    an = an_of(town)
    an.begin()
    before = town.fingerprint()
    [(key,)] = town.rows("SELECT max(id) FROM inbox")
    turn = Turn(key, an.sender, town.now, town.now)
    assert not town.do(lambda work: take(work, town.library, turn, partial(typed, text="15 hộ")))
    assert town.fingerprint() == before


# Stopping and going on


def test_a_person_goes_on_days_later_after_a_restart(town: Town) -> None:
    an = an_of(town)
    an.begin()
    some = dict(list(THI_DOAN.items())[:5])
    asked = an.fill(UNIT, some)
    paused = an.press("Tạm dừng")
    assert (paused.kind, "5/15" in paused.text) == ("paused", True)
    before = town.fingerprint()
    town.close()
    town.open()
    town.now += timedelta(days=3)
    assert town.fingerprint() == before
    assert an.type("chào").kind == "menu", "nothing is asked, so nothing is answered"
    resumed = an.press("Tiếp tục báo cáo")
    assert resumed.text.splitlines()[-2:] == asked.text.splitlines()[-2:]
    an.fill(UNIT, dict(list(THI_DOAN.items())[5:]))
    hand_in(an)
    stored = town.submitted(UNIT)
    assert {name: stored[name] for name in STORED} == STORED


def test_r10_a_restart_without_a_pause_loses_nothing(town: Town) -> None:
    an = an_of(town)
    an.begin()
    for name, answer in THI_DOAN.items():
        town.close()
        town.open()
        an.fill(UNIT, {name: answer})
    hand_in(an)
    stored = town.submitted(UNIT)
    assert {name: stored[name] for name in STORED} == STORED


# Correcting


def test_a_correction_is_version_two_and_version_one_is_kept(town: Town) -> None:
    an = an_of(town)
    first = submitted_by(an)
    offered = an.begin()
    assert (offered.kind, first in offered.text) == ("already_submitted", True)
    an.press("Sửa báo cáo")
    assert town.obligation(UNIT).state is ObligationState.SUBMITTED
    correct_dt01(an, "16")
    second = hand_in(an)
    assert "(lần 2)" in an.heard.text
    assert second != first
    assert submissions(town) == [(1, first, 0), (2, second, 0)]
    assert town.submitted(UNIT)["DT01"] == Answer(16)
    assert {**town.submitted(UNIT), "DT01": Answer(15)} == version(town, first)


def correct_dt01(person: Resident, text: str) -> None:
    person.do(review)
    person.press("1")
    person.type(text)


def version(town: Town, code: str) -> dict[str, Answer]:
    record = town.do(lambda work: work.submissions.by_code(code))
    assert record is not None
    return town._named(UNIT, record.answers)


def test_until_the_correction_is_sent_the_first_version_counts(town: Town) -> None:
    an = an_of(town)
    submitted_by(an)
    an.begin()
    an.press("Sửa báo cáo")
    correct_dt01(an, "16")
    assert town.submitted(UNIT)["DT01"] == Answer(15)
    assert town.draft(UNIT)["DT01"] == Answer(16)


def test_a_copied_answer_says_whose_it_was(town: Town) -> None:
    an = an_of(town)
    submitted_by(an)
    binh = town.invited(UNIT, 2, "Trần Thị Bình", Role.SECOND_LIAISON)
    binh.begin()
    binh.press("Sửa báo cáo")
    assert town.rows(
        "SELECT DISTINCT person.name, answer.revision FROM answer JOIN draft ON draft.id = draft_id"
        " JOIN person ON person.id = person_id WHERE state = 'open'"
    ) == [("Nguyễn Văn An", 1)]


def test_the_same_content_again_has_a_code_of_its_own(town: Town) -> None:
    an = an_of(town)
    first = submitted_by(an)
    an.begin()
    an.press("Sửa báo cáo")
    second = hand_in(an)
    assert first != second
    assert [version for version, *_ in submissions(town)] == [1, 2]


# Late or not


def test_the_message_s_own_time_decides_lateness(town: Town) -> None:
    """A press carries no time: it counts as sent when it was received."""
    an = an_of(town)
    an.begin()
    an.fill(UNIT, THI_DOAN)
    town.now = DUE + timedelta(hours=2)
    code = hand_in(an, at=DUE)
    assert submissions(town) == [(1, code, 0)]
    assert "17 giờ 00" in an.heard.text or "17:00" in an.heard.text
    assert "sau hạn" not in an.heard.text


def test_after_the_due_time_it_is_late_and_says_so(town: Town) -> None:
    an = an_of(town)
    an.begin()
    an.fill(UNIT, THI_DOAN)
    code = hand_in(an, at=DUE + timedelta(seconds=1))
    assert submissions(town) == [(1, code, 1)]
    assert "nộp sau hạn" in an.heard.text
    assert town.obligation(UNIT).late


def test_answers_are_dated_by_the_message(town: Town) -> None:
    an = an_of(town)
    an.begin()
    written = town.now - timedelta(hours=5)
    an.do(partial(typed, text="15 hộ"), at=written)
    [(at,)] = town.rows("SELECT at FROM answer")
    assert datetime.fromisoformat(at).replace(tzinfo=UTC) == written


# What an honest gap does


def test_not_yet_available_does_not_block_the_report(town: Town) -> None:
    an = an_of(town)
    an.begin()
    an.fill(UNIT, {**THI_DOAN, "DT11": "[Chưa có số liệu]"})
    hand_in(an)
    assert town.submitted(UNIT)["DT11"] == Answer(None, Standing.NOT_YET)


# Several conversations of one person


def test_free_text_belongs_to_the_conversation_that_spoke_last(town: Town) -> None:
    an = an_of(town)
    an.do(partial(join, token=town.token("kinh-te")))
    of_kinh_te, of_thi_doan = an.begin().labels
    an.press(of_kinh_te)
    asked = an.heard
    an.press(of_thi_doan)
    an.press_data(asked.buttons["Trả lời câu này sau"], asked.telegram_id)
    an.type("2")
    assert list(town.draft("kinh-te")) == ["KT04"]
    assert town.draft(UNIT) == {}
    an.press("Tạm dừng")
    an.type("15 hộ")
    assert town.draft(UNIT) == {"DT01": Answer(15)}


def test_the_way_through_a_draft_is_kept_until_the_report_is_in(town: Town) -> None:
    an = an_of(town)
    an.begin()
    an.fill(UNIT, THI_DOAN)
    [(draft,)] = town.rows("SELECT id FROM draft")
    kept = town.library.walks.take(draft)
    assert kept is not None
    town.library.walks.keep(draft, kept)
    hand_in(an)
    assert town.library.walks.take(draft) is None
