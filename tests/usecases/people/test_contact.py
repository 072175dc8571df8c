"""The telephone of whoever was invited: equal to the listed one, or for the office to decide."""

from __future__ import annotations

import pytest

from tests.usecases.people.guests import (
    audited,
    comes,
    links_made,
    listed,
    opens,
    shares,
    standing,
)
from tests.usecases.town import Resident, Town
from usecases.guiding.guide import show_whole_guide
from usecases.monitoring.progress import show_situation
from usecases.records import Role

PHONE = "+84912345678"


def link(town: Town, unit: str = "kinh-te", role: Role = Role.LIAISON) -> str:
    return town.token(unit, role, direct=False)


def entry_link(town: Town, office: Resident, entry: int) -> str:
    office.press_data(f"s:invite_entry:{entry}")
    [token] = links_made(town)
    return token


def test_the_listed_telephone_makes_active_at_once(town: Town) -> None:
    hoa = town.office()
    listed(town, "kinh-te", "Nguyễn Văn An", PHONE)
    an = comes(town, 1, "An", link(town), "84912345678")
    assert [shown.kind for shown in an.answers] == ["contact_taken", "membership_confirmed"]
    assert standing(town)[1] == (1, "kinh-te", "liaison", "active")
    assert an.labels == ["Báo cáo của đơn vị", "Tình hình báo cáo"]
    assert an.begin().kind == "question"
    assert hoa.heard.kind == "joined_notice"
    assert audited(town, "admitted") == 1


def test_the_contact_button_comes_and_goes(town: Town) -> None:
    an = town.stranger(1)
    opens(an, link(town))
    assert an.heard.message.ask_contact
    shares(an, PHONE)
    assert [shown.message.forget_keyboard for shown in an.answers] == [True, False]
    assert [shown.kind for shown in an.answers] == ["contact_taken", "waiting"]


@pytest.mark.parametrize("phone", ["+84987654321", "84987654321", "", "+8562055512345"])
def test_another_telephone_waits_for_the_office(town: Town, phone: str) -> None:
    hoa = town.office()
    listed(town, "kinh-te", "Nguyễn Văn An", PHONE)
    an = comes(town, 1, "An", link(town), phone)
    assert standing(town)[1] == (1, "kinh-te", "liaison", "pending")
    assert hoa.heard.kind == "confirm_person"
    assert hoa.heard.labels == ["Xác nhận", "Chưa xác nhận"]
    assert hoa.press("Xác nhận").kind == "member_done"
    assert an.heard.kind == "membership_confirmed"
    assert standing(town)[1] == (1, "kinh-te", "liaison", "active")


def test_s03_who_waits_sees_no_data(town: Town) -> None:
    town.office()
    an = town.stranger(1)
    opens(an, link(town))
    assert an.type("12").kind == "waiting"
    assert an.heard.message.ask_contact
    shares(an, PHONE)
    before = town.fingerprint()
    for use_case in (show_whole_guide, show_situation):
        assert an.do(use_case).kind == "waiting"
    assert not an.heard.message.ask_contact
    for data in ("s:people:kinh-te", "s:progress:2021-6T", "s:admit:2", "s:report:1"):
        assert an.press_data(data).kind in ("waiting", "not_there")
        assert an.heard.labels == []
    assert an.begin().kind == "waiting"
    assert town.fingerprint() == before


@pytest.mark.parametrize("owner", [2, 0, None])
def test_s04_somebody_else_s_contact_is_not_taken(town: Town, owner: int | None) -> None:
    hoa = town.office()
    listed(town, "kinh-te", "Nguyễn Văn An", PHONE)
    an = town.stranger(1)
    opens(an, link(town))
    said = shares(an, PHONE, owner)
    assert (said.kind, said.message.ask_contact) == ("contact_not_own", True)
    assert standing(town)[1] == (1, "kinh-te", "liaison", "pending")
    assert town.rows("SELECT phone FROM person WHERE telegram_id = 1") == [("",)]
    assert "confirm_person" not in [shown.kind for shown in hoa.phone]
    assert audited(town, "foreign_contact") == 1
    shares(an, PHONE)
    assert standing(town)[1][3] == "active"


@pytest.mark.parametrize(("unit", "role"), [("thi-doan", Role.LIAISON), ("kinh-te", Role.LEADER)])
def test_the_telephone_must_be_listed_for_that_unit_and_role(
    town: Town, unit: str, role: Role
) -> None:
    town.office()
    listed(town, unit, "Nguyễn Văn An", PHONE, role)
    comes(town, 1, "An", link(town), PHONE)
    assert standing(town)[1][3] == "pending"


def test_an_invitation_for_somebody_in_particular_is_for_their_telephone(town: Town) -> None:
    hoa = town.office()
    an_entry = listed(town, "kinh-te", "Nguyễn Văn An", PHONE)
    listed(town, "kinh-te", "Trần Thị Bé", "+84987654321")
    be = comes(town, 2, "Bé", entry_link(town, hoa, an_entry), "+84987654321")
    assert standing(town)[1][3] == "pending", "forwarded: not even a colleague comes in by it"
    assert be.begin().kind == "waiting"


def test_s04_a_number_with_a_new_owner_does_not_open_the_door(town: Town) -> None:
    """S4: same telephone, another account; and the first one goes on as before."""
    hoa = town.office()
    listed(town, "kinh-te", "Nguyễn Văn An", PHONE)
    an = comes(town, 1, "An", link(town), PHONE)
    stranger = comes(town, 9, "Ai đó", link(town), PHONE)
    assert standing(town)[1:] == [
        (1, "kinh-te", "liaison", "active"),
        (9, "kinh-te", "liaison", "pending"),
    ]
    assert stranger.begin().kind == "waiting"
    assert "đang gắn với một tài khoản Telegram khác" in hoa.heard.text
    assert an.begin().kind == "question"


def test_the_office_s_no_is_polite_and_final(town: Town) -> None:
    hoa = town.office()
    an = comes(town, 1, "An", link(town), PHONE)
    ask = hoa.press("Chưa xác nhận")
    assert ask.kind == "ask_to_decline"
    assert standing(town)[1][3] == "pending", "asked first"
    hoa.press("Chưa xác nhận An")
    assert standing(town)[1:] == []
    assert an.heard.kind == "membership_declined"
    assert "từ chối" not in an.heard.text
    assert an.begin().kind == "stranger"
    late = hoa.press("Xác nhận")
    assert late.kind == "not_there"
    assert standing(town)[1:] == []


def test_two_of_the_office_decide_once(town: Town) -> None:
    hoa, mai = town.office(), town.office(901, "Mai")
    an = comes(town, 1, "An", link(town), PHONE)
    assert hoa.heard.kind == mai.heard.kind == "confirm_person"
    hoa.press("Xác nhận")
    assert "đã được xác nhận trước đó" in mai.press("Xác nhận").text
    assert [shown.kind for shown in an.phone].count("membership_confirmed") == 1
    assert audited(town, "admitted") == 1
    mai.press("Chưa xác nhận")
    assert standing(town)[2][3] == "active"


def test_the_office_is_asked_once_for_one_telephone(town: Town) -> None:
    hoa = town.office()
    an = comes(town, 1, "An", link(town), PHONE)
    shares(an, PHONE)
    assert [shown.kind for shown in hoa.phone].count("confirm_person") == 1
    shares(an, "+84987654321")
    assert [shown.kind for shown in hoa.phone].count("confirm_person") == 2


def test_a_contact_nobody_asked_for_is_taken_note_of_as_before(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    an.begin()
    assert "danh thiếp" in shares(an, PHONE).text
    assert shares(town.stranger(5), PHONE).kind == "stranger"
    assert town.rows("SELECT phone FROM person") == [("",)]


def test_whoever_serves_a_unit_and_waits_for_another_keeps_reporting(town: Town) -> None:
    town.office()
    an = town.invited("kinh-te", 1, "An")
    opens(an, link(town, "thi-doan"))
    assert an.begin().kind == "question"
    shares(an, PHONE)
    assert an.type("3 lớp").kind == "question"


def test_another_unit_s_office_cannot_confirm(town: Town) -> None:
    town.office()
    be = town.invited("thi-doan", 2, "Bé")
    comes(town, 1, "An", link(town), PHONE)
    [(waiting,)] = town.rows("SELECT id FROM membership WHERE state = 'pending'")
    before = town.fingerprint()
    for name in ("admit", "decline", "decline_sure", "member", "revoke", "revoke_sure", "renew"):
        assert be.press_data(f"s:{name}:{waiting}").kind == "office_only"
    assert town.fingerprint() == before
