"""/danhba: everybody of every unit, and what the office does about them, at once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from reporting.answers import Answer
from tests.usecases.people.guests import audited, comes, links_made, listed, opens, shares, standing
from tests.usecases.town import Resident, Town
from usecases.guiding.guide import show_whole_guide
from usecases.monitoring.progress import show_situation
from usecases.people.membership import note_block
from usecases.people.roll import show_people
from usecases.records import Role

UNIT = "kinh-te"
PHONE, OTHER = "+84912345678", "+84987654321"


def membership(town: Town, person: Resident, unit: str = UNIT) -> int:
    [(key,)] = town.rows(
        "SELECT max(membership.id) FROM membership JOIN person ON person.id = person_id"
        " WHERE telegram_id = ? AND unit_id = ?",
        person.sender.telegram_id,
        unit,
    )
    return int(key)


def test_units_with_and_without_people(town: Town) -> None:
    hoa = town.office()
    town.invited(UNIT, 1, "An")
    board = hoa.do(show_people)
    assert "2/24 đơn vị có người tham gia; 2 người đang hoạt động" in board.text
    assert "• Thị Đoàn" in board.text
    assert "• Phòng Kinh tế\n" not in board.text
    assert board.labels[0] == "Ủy ban MTTQ Việt Nam thị xã · chưa có ai"
    assert "Phòng Kinh tế · 1" in board.labels


def test_the_list_of_units_turns_its_pages(town: Town) -> None:
    hoa = town.office()
    hoa.do(show_people)
    seen = [hoa.labels[:8]]
    while "Trang sau ›" in hoa.labels:
        hoa.press("Trang sau ›")
        seen.append([label for label in hoa.labels if "chưa có ai" in label or "·" in label])
    assert [len(page) for page in seen] == [8, 8, 8]
    assert len({label for page in seen for label in page}) == 24
    assert "‹ Trang trước" in hoa.labels
    for page in ("-1", "999", "9" * 30, "x"):
        assert hoa.press_data(f"s:directory:{page}").kind == "people"


def test_a_unit_s_people_with_role_state_telephone_and_last_time(town: Town) -> None:
    hoa = town.office()
    listed(town, UNIT, "Nguyễn Văn An", PHONE, post="Chuyên viên")
    listed(town, UNIT, "Trần Thị Bé", OTHER, Role.SECOND_LIAISON)
    comes(town, 1, "An", town.token(UNIT, direct=False), PHONE)
    shown = hoa.press_data(f"s:people:{UNIT}")
    assert "An (danh bạ: Nguyễn Văn An), Chuyên viên: cán bộ đầu mối" in shown.text
    assert "Đang hoạt động, lần cuối 09:" in shown.text
    assert f"\n{PHONE}" in shown.text
    assert f"Trần Thị Bé: cán bộ phối hợp, {OTHER}" in shown.text
    assert shown.labels[:2] == ["An (đầu mối)", "Trần Thị Bé (phối hợp)"]


def test_a_unit_with_nobody_says_so(town: Town) -> None:
    hoa = town.office()
    shown = hoa.press_data("s:people:thi-doan")
    assert "Chưa có ai tham gia" in shown.text
    assert "Mời thêm người" in shown.labels
    assert hoa.press_data("s:people:khong-co").kind == "not_there"


def test_when_somebody_was_last_seen_is_kept_to_the_hour(town: Town) -> None:
    hoa, an = town.office(), town.invited(UNIT, 1, "An")
    town.now += timedelta(days=2, minutes=30)
    an.do(show_situation)
    seen = town.rows("SELECT seen_at FROM person WHERE telegram_id = 1")
    an.do(show_situation)
    assert town.rows("SELECT seen_at FROM person WHERE telegram_id = 1") == seen
    assert "ngày 12/6/2021" in hoa.press_data(f"s:people:{UNIT}").text


def test_who_stopped_the_bot_becomes_a_task_of_the_office(town: Town) -> None:
    hoa = town.office()
    listed(town, UNIT, "Nguyễn Văn An", PHONE)
    an = comes(town, 1, "An", town.token(UNIT, direct=False), PHONE)
    for _ in range(2):
        an.do(partial(note_block, blocked=True))
    told = [shown for shown in hoa.phone if shown.kind == "blocked_notice"]
    assert len(told) == 1, "once a day"
    assert PHONE in told[0].text and "Phòng Kinh tế" in told[0].text
    assert "Đã tắt trò chuyện" in hoa.press("Người của đơn vị").text
    assert "Phòng Kinh tế: An, +84912345678" in hoa.do(show_people).text
    an.do(show_whole_guide)
    assert "Đã tắt trò chuyện" not in hoa.do(show_people).text


def test_who_waits_is_one_press_away(town: Town) -> None:
    hoa = town.office()
    comes(town, 1, "An", town.token(UNIT, direct=False), PHONE)
    opens(town.stranger(2, "Bé"), town.token("thi-doan", direct=False))
    assert hoa.do(show_people).labels[0] == "Chờ xác nhận (2)"
    waiting = hoa.press("Chờ xác nhận (2)")
    assert "An: cán bộ đầu mối\nChờ xác nhận\n+84912345678" in waiting.text
    assert "Chờ xác nhận, chưa chia sẻ số điện thoại" in waiting.text
    assert hoa.press("Bé (đầu mối)").labels[:2] == ["Xác nhận", "Chưa xác nhận"]
    hoa.press("Xác nhận")
    assert ("thi-doan", "active") in [(unit, state) for _, unit, _, state in standing(town)]


# Revoking


def test_s06_revoking_asks_first_and_works_at_once(town: Town) -> None:
    hoa, an = town.office(), town.invited(UNIT, 1, "An")
    asked = an.begin()
    an.type("3 lớp")
    hoa.press_data(f"s:member:{membership(town, an)}")
    assert hoa.press("Thu hồi").kind == "ask_to_revoke"
    assert standing(town)[1][3] == "active"
    hoa.press("Thu hồi của An")
    assert standing(town)[1:] == []
    assert an.heard.kind == "membership_ended"
    assert town.rows("SELECT focus FROM person WHERE telegram_id = 1") == [("[]",)]
    before = town.fingerprint()
    for data in [*asked.buttons.values(), "s:reports:", "s:document:1", "s:people:kinh-te"]:
        an.press_data(data)
        assert an.heard.kind in ("stranger", "not_there")
    assert an.type("4").kind == "stranger"
    assert an.type("5", reply_to=asked).kind == "stranger"
    assert town.fingerprint() == before
    assert town.draft(UNIT) == {"KT01": Answer(3)}
    assert audited(town, "revoked") == 1


def test_a_person_of_two_units_keeps_the_other_one(town: Town) -> None:
    hoa, an = town.office(), town.invited(UNIT, 1, "An")
    opens(an, town.token("thi-doan"))
    choice = an.begin()
    an.press(choice.labels[1])
    an.press(choice.labels[0])
    hoa.press_data(f"s:revoke_sure:{membership(town, an)}")
    assert an.type("15 hộ").kind == "question", "the focus falls back on the other unit's report"
    assert town.draft("thi-doan") == {"DT01": Answer(15)}


def test_the_office_does_not_revoke_itself(town: Town) -> None:
    hoa = town.office()
    own = membership(town, hoa, "noi-vu")
    for name in ("revoke", "revoke_sure", "replace"):
        assert "chính mình" in hoa.press_data(f"s:{name}:{own}").text
    assert standing(town)[0][3] == "active"
    mai = town.office(901, "Mai")
    mai.press_data(f"s:revoke_sure:{own}")
    assert hoa.do(show_people).kind == "stranger"
    assert town.rows("SELECT params FROM job WHERE kind = 'menu' ORDER BY id DESC LIMIT 1") == [
        ('{"chat":900,"role":"liaison"}',)
    ]


def test_a_revoked_person_is_not_invited_with_all_the_others(town: Town) -> None:
    hoa = town.office()
    listed(town, UNIT, "Nguyễn Văn An", PHONE)
    an = comes(town, 1, "An", town.token(UNIT, direct=False), PHONE)
    hoa.press_data(f"s:revoke_sure:{membership(town, an)}")
    assert hoa.press_data("s:invite_all:").kind == "nobody_to_invite"
    assert town.rows("SELECT count(*) FROM directory_entry WHERE removed_at IS NULL") == [(0,)]


# Replacing, and another telephone or account


def test_a_liaison_is_replaced_in_mid_report(town: Town) -> None:
    hoa = town.office()
    listed(town, UNIT, "Nguyễn Văn An", PHONE)
    an = comes(town, 1, "An", town.token(UNIT, direct=False), PHONE)
    an.begin()
    an.type("3 lớp")
    hoa.press_data(f"s:member:{membership(town, an)}")
    hoa.press("Thay người")
    [token] = links_made(town)
    assert "người đang giữ vai trò này sẽ thôi" in hoa.phone[-2].text
    be = comes(town, 2, "Bé", token, OTHER)
    assert an.type("90").kind == "question", "until the new one is confirmed, nothing changes"
    hoa.press("Xác nhận")
    assert standing(town)[1:] == [(2, UNIT, "liaison", "active")]
    assert an.heard.kind == "membership_ended"
    assert an.type("5").kind == "stranger"
    go_on = be.begin()
    assert "2/" in go_on.text
    be.type("30")
    assert town.rows("SELECT count(*) FROM draft") == [(1,)]
    history = town.rows(
        "SELECT telegram_id FROM answer_history JOIN person ON person.id = person_id"
        " ORDER BY answer_history.id"
    )
    assert history == [(1,), (1,), (2,)], "who wrote which answer is kept"
    assert town.rows("SELECT count(*) FROM directory_entry WHERE removed_at IS NULL") == [(0,)]


def test_another_account_takes_role_and_draft_along(town: Town) -> None:
    hoa = town.office()
    entry = listed(town, UNIT, "Nguyễn Văn An", PHONE)
    old = comes(town, 1, "An", town.token(UNIT, direct=False), PHONE)
    old.begin()
    old.type("3 lớp")
    hoa.press_data(f"s:renew:{membership(town, old)}")
    [token] = links_made(town)
    new = comes(town, 11, "An mới", token, PHONE)
    assert standing(town)[1:] == [(11, UNIT, "liaison", "active")]
    assert town.rows("SELECT entry_id FROM membership WHERE state = 'active' AND entry_id") == [
        (entry,)
    ]
    assert old.type("5").kind == "stranger"
    assert "1/" in new.begin().text
    assert town.rows("SELECT count(*) FROM directory_entry WHERE removed_at IS NULL") == [(1,)]


def test_another_account_of_somebody_who_is_not_listed_is_confirmed_first(town: Town) -> None:
    hoa, old = town.office(), town.invited(UNIT, 1, "An")
    hoa.press_data(f"s:renew:{membership(town, old)}")
    [token] = links_made(town)
    comes(town, 11, "An mới", token, PHONE)
    assert [state for *_, state in standing(town)[1:]] == ["active", "pending"]
    hoa.press("Xác nhận")
    assert standing(town)[1:] == [(11, UNIT, "liaison", "active")]


def test_the_same_account_may_open_its_own_replacement(town: Town) -> None:
    hoa, an = town.office(), town.invited(UNIT, 1, "An")
    hoa.press_data(f"s:replace:{membership(town, an)}")
    [token] = links_made(town)
    assert opens(an, token) == "menu"
    assert standing(town)[1:] == [(1, UNIT, "liaison", "active")]


def test_a_second_liaison_shares_the_draft(town: Town) -> None:
    hoa, an = town.office(), town.invited(UNIT, 1, "An")
    an.begin()
    an.type("3 lớp")
    hoa.press_data(f"s:people:{UNIT}")
    hoa.press("Mời thêm người")
    hoa.press("Cán bộ phối hợp")
    [token] = links_made(town)
    be = comes(town, 2, "Bé", token, OTHER)
    hoa.press("Xác nhận")
    assert "1/" in be.begin().text
    assert [role for _, _, role, _ in standing(town)[1:]] == ["liaison", "second_liaison"]


# Entries nobody came for


def test_an_entry_is_struck_with_its_links(town: Town) -> None:
    hoa = town.office()
    entry = listed(town, UNIT, "Nguyễn Văn An", PHONE)
    hoa.press_data(f"s:entry:{entry}")
    assert "chưa có lời mời" in hoa.heard.text
    hoa.press("Tạo lời mời")
    [token] = links_made(town)
    assert "Đã tạo lời mời, hạn" in hoa.press_data(f"s:entry:{entry}").text
    hoa.press("Bỏ khỏi danh bạ")
    assert town.rows("SELECT removed_at FROM directory_entry") == [(None,)]
    assert hoa.press("Bỏ Nguyễn Văn An").kind == "struck"
    assert opens(town.stranger(1), token) == "invite_used"
    for name in ("entry", "strike", "strike_sure", "invite_entry"):
        assert hoa.press_data(f"s:{name}:{entry}").kind == "not_there"


# Leaders


def test_a_leader_looks_and_has_nothing_to_report(town: Town) -> None:
    bich = town.invited(UNIT, 7, "Bích", Role.LEADER)
    assert town.rows("SELECT params FROM job WHERE kind = 'menu'") == [
        ('{"chat":7,"role":"leader"}',)
    ]
    situation = bich.do(show_situation)
    assert "Phòng Kinh tế" in situation.text and situation.labels == []
    assert bich.begin().kind == "nothing_owed"
    assert "Lãnh đạo đơn vị" in bich.do(show_whole_guide).text
    assert "/baocao" not in bich.heard.text
    assert bich.type("12").kind == "menu"


def test_help_fits_the_role(town: Town) -> None:
    assert "/danhba" in town.office().do(show_whole_guide).text
    liaison = town.invited(UNIT, 1, "An").do(show_whole_guide).text
    assert "/baocao" in liaison and "/danhba" not in liaison


def test_shared_contact_is_kept_as_the_telephone(town: Town) -> None:
    town.office()
    an = town.stranger(1, "An")
    opens(an, town.token(UNIT, direct=False))
    shares(an, "0912 345 678")
    assert town.rows("SELECT phone FROM person WHERE telegram_id = 1") == [(PHONE,)]
