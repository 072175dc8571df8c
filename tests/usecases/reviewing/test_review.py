"""The office reads a report, takes it in or sends it back; old and new stand side by side."""

from __future__ import annotations

import json
from types import SimpleNamespace

from reporting.answers import Answer
from tests.usecases.reviewing.conftest import UNIT, audit
from tests.usecases.town import Town
from usecases.records import ObligationState, Role
from usecases.submitted import submitted_of_round


def send_back(scene: SimpleNamespace, number: str, comment: str) -> None:
    scene.hoa.press_data(f"s:reading:{scene.key}")
    scene.hoa.press("Đề nghị rà soát, bổ sung")
    scene.hoa.press(number)
    scene.hoa.type(comment)


def test_a_single_question_is_sent_back_and_answered(reported: SimpleNamespace) -> None:
    town, hoa, nga = reported.town, reported.hoa, reported.nga
    send_back(reported, "2", "Hai đợt này có trùng nhau không?")
    assert hoa.heard.kind == "sent_back_done"
    assert "Thị Nga" in hoa.heard.text
    assert town.obligation(UNIT).state is ObligationState.RETURNED

    told = nga.heard
    assert told.kind == "sent_back"
    assert "Hai đợt này có trùng nhau không?" in told.text
    assert "2" in told.text
    asked = nga.press("Bổ sung báo cáo")
    assert asked.kind == "question"
    assert "Cơ quan thường trực đề nghị rà soát: Hai đợt này có trùng nhau không?" in asked.text
    assert "Câu trả lời hiện có: 2" in asked.text
    ready = nga.type("1")
    assert ready.kind == "ready", "exactly one question is asked"
    still = town.obligation(UNIT)
    assert (still.state, still.version) == (ObligationState.RETURNED, 1)

    nga.offers()
    assert nga.press("Xác nhận").kind == "receipt"
    told = hoa.heard
    assert told.kind == "new_version"
    assert "2" in told.text
    assert "→ 1" in told.text
    now = town.obligation(UNIT)
    assert (now.state, now.version) == (ObligationState.SUBMITTED, 2)
    assert town.submitted(UNIT)["DT03"] == Answer(1)
    rows = town.rows("SELECT version, verdict, comment, refs FROM review")
    assert [(v, verdict, c) for v, verdict, c, _ in rows] == [
        (1, "returned", "Hai đợt này có trùng nhau không?")
    ]
    assert len(json.loads(rows[0][3])) == 1
    assert len(audit(town, "sent_back")) == 1
    assert [v for (v,) in town.rows("SELECT version FROM submission ORDER BY id")] == [1, 2]


def test_the_whole_report_is_sent_back_with_a_comment(reported: SimpleNamespace) -> None:
    reported.hoa.press_data(f"s:send_back:{reported.key}:1")
    reported.hoa.press("Cả báo cáo")
    reported.hoa.type("Đề nghị bổ sung phần khó khăn.")
    assert "Đề nghị bổ sung phần khó khăn." in reported.nga.heard.text
    assert reported.nga.press("Bổ sung báo cáo").kind == "review"


def test_what_stays_right_is_kept_with_one_tap(reported: SimpleNamespace) -> None:
    send_back(reported, "1", "Đề nghị kiểm tra.")
    reported.nga.begin()
    assert reported.nga.press("Giữ nguyên").kind == "ready"


def test_a_report_sent_back_still_counts_and_is_marked(reported: SimpleNamespace) -> None:
    send_back(reported, "1", "Đề nghị kiểm tra.")
    town: Town = reported.town
    sent = town.do(lambda work: submitted_of_round(work, town.library, "2021-6T"))
    assert sent[UNIT].returned
    assert sent[UNIT].version == 1


def test_what_was_taken_in_and_changes_is_marked(reported: SimpleNamespace) -> None:
    town, hoa, nga = reported.town, reported.hoa, reported.nga
    hoa.press_data(f"s:reading:{reported.key}")
    assert hoa.press("Tiếp nhận").kind == "taken_in"
    assert nga.heard.kind == "report_accepted"
    assert town.obligation(UNIT).state is ObligationState.ACCEPTED
    nga.begin()
    nga.press("Sửa báo cáo")
    nga.press("1")
    nga.type("16")
    assert town.obligation(UNIT).state is ObligationState.ACCEPTED
    nga.offers()
    nga.press("Xác nhận")
    assert "sau khi đã tiếp nhận" in hoa.heard.text
    assert "15 hộ → 16 hộ" in hoa.heard.text
    read = hoa.press("Xem báo cáo")
    assert "Có thay đổi sau khi đã tiếp nhận" in read.text
    assert town.obligation(UNIT).state is ObligationState.SUBMITTED


def test_nobody_decides_about_a_version_they_have_not_read(reported: SimpleNamespace) -> None:
    hoa, nga = reported.hoa, reported.nga
    hoa.press_data(f"s:reading:{reported.key}")
    nga.begin()
    nga.press("Sửa báo cáo")
    nga.press("1")
    nga.type("16")
    nga.offers()
    nga.press("Xác nhận")
    assert hoa.press("Tiếp nhận").kind == "newer_version"
    assert reported.town.rows("SELECT count(*) FROM review") == [(0,)]


def test_a_comment_is_given_up_and_nothing_changes(reported: SimpleNamespace) -> None:
    hoa = reported.hoa
    hoa.press_data(f"s:send_back_one:{reported.key}:1:1")
    assert hoa.heard.kind == "ask_comment"
    assert hoa.type("x" * 2001).kind == "dialogue_too_long"
    assert hoa.press("Để nguyên").kind == "dialogue_dropped"
    assert hoa.type("một lời nhắn").kind == "menu"
    assert reported.town.obligation(UNIT).state is ObligationState.SUBMITTED


def test_a_liaison_replaced_in_mid_report_hands_over_everything(town: Town) -> None:
    nga = town.invited(UNIT, 5, "Thị Nga")
    nga.begin()
    nga.type("15 hộ")
    nga.type("2")
    [(membership,)] = town.rows(
        "SELECT membership.id FROM membership JOIN person ON person.id = person_id"
        " WHERE telegram_id = 5"
    )
    town.do(lambda work: work.people.revoke(membership))
    assert nga.type("3").kind == "stranger"
    be = town.invited(UNIT, 6, "Trần Thị Bé", Role.SECOND_LIAISON)
    assert "đã trả lời 2/" in be.begin().text
    be.type("không")
    written = town.rows(
        "SELECT person.name FROM answer JOIN person ON person.id = person_id ORDER BY answer.at"
    )
    assert [name for (name,) in written] == ["Thị Nga", "Thị Nga", "Trần Thị Bé"]
