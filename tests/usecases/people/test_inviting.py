"""/moithamgia: from agency to link, and what a link is worth."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.usecases.people.guests import links_made, listed, opens, orders, standing
from tests.usecases.town import Resident, Town
from usecases.people.invites import LIFETIME
from usecases.people.inviting import choose_agency
from usecases.records import Role

SINGLE = "Phòng Kinh tế"


def invite_by_buttons(office: Resident, *labels: str) -> None:
    office.do(choose_agency)
    for label in labels:
        office.press(label)


def test_agencies_units_and_roles_are_chosen_by_buttons(town: Town) -> None:
    hoa = town.office()
    first = hoa.do(choose_agency)
    assert first.kind == "invite_agency"
    assert len(first.labels) == 13
    assert SINGLE in first.labels
    units = hoa.press("Các Hội đoàn thể thị xã")
    assert (units.kind, len(units.labels)) == ("invite_unit", 6)
    roles = hoa.press("Thị Đoàn")
    assert roles.labels == ["Cán bộ đầu mối", "Cán bộ phối hợp", "Lãnh đạo đơn vị"]
    hoa.press("Cán bộ phối hợp")
    [(_, order)] = orders(town, "invitation")
    assert (order["unit"], order["role"]) == ("thi-doan", "second_liaison")


def test_only_the_office_itself_has_people_of_the_office(town: Town) -> None:
    hoa = town.office()
    invite_by_buttons(hoa, "Phòng Nội vụ - LĐTB&XH", "Cơ quan thường trực")
    [(_, order)] = orders(town, "invitation")
    assert (order["unit"], order["role"]) == ("noi-vu", "office")
    assert hoa.press_data("s:invite_role:kinh-te:t").kind == "not_there"
    assert len(orders(town, "invitation")) == 1


def test_a_link_a_picture_and_words_to_paste_come_back(town: Town) -> None:
    hoa = town.office()
    invite_by_buttons(hoa, SINGLE, "Cán bộ đầu mối")
    [token] = links_made(town)
    picture, words = hoa.phone[-2:]
    assert picture.kind == "invitation"
    assert picture.message.file is not None and picture.message.file.mime == "image/png"
    assert f"link:{token}" in picture.text and f"link:{token}" in words.text
    assert words.kind == "invitation_text"
    assert "Đề nghị Anh/Chị tham gia" in words.text and len(words.text) <= 2000
    [(direct, by, lasts)] = town.rows(
        "SELECT direct, created_by, expires_at FROM invite WHERE NOT direct"
    )
    assert (direct, by) == (0, 1)
    assert lasts.startswith((town.now + LIFETIME).date().isoformat())


def test_the_front_is_asked_more_politely(town: Town) -> None:
    hoa = town.office()
    invite_by_buttons(hoa, "Ủy ban MTTQ Việt Nam thị xã", "Lãnh đạo đơn vị")
    links_made(town)
    assert "Kính đề nghị Anh/Chị tham gia" in hoa.heard.text


def test_whoever_is_listed_and_has_not_come_is_offered_by_name(town: Town) -> None:
    hoa = town.office()
    entry = listed(town, "kinh-te", "Nguyễn Văn An", "+84912345678")
    invite_by_buttons(hoa, SINGLE)
    assert hoa.labels[0] == "Nguyễn Văn An (đầu mối)"
    hoa.press(hoa.labels[0])
    links_made(town)
    assert town.rows("SELECT entry_id FROM invite WHERE NOT direct") == [(entry,)]
    assert "Nguyễn Văn An, cán bộ đầu mối:" in hoa.heard.text


def test_a_new_link_for_somebody_listed_ends_the_old_one(town: Town) -> None:
    hoa = town.office()
    entry = listed(town, "kinh-te", "Nguyễn Văn An", "+84912345678")
    for _ in range(2):
        hoa.press_data(f"s:invite_entry:{entry}")
    first, second = links_made(town)
    assert opens(town.stranger(1), first) == "invite_used"
    assert opens(town.stranger(2), second) == "welcome_pending"


def test_whoever_ordered_a_link_and_is_no_longer_of_the_office_gets_none(town: Town) -> None:
    hoa = town.office()
    invite_by_buttons(hoa, SINGLE, "Cán bộ đầu mối")
    town.change("UPDATE membership SET state = 'revoked'")
    links_made(town)
    assert town.rows("SELECT count(*) FROM invite WHERE NOT direct") == [(0,)]
    assert "invitation" not in [shown.kind for shown in hoa.phone]


@pytest.mark.parametrize(
    "data",
    [
        "s:invite_agency:khong-co", "s:invite_unit:khong-co", "s:invite_role:khong-co:d",
        "s:invite_role:kinh-te:x", "s:invite_role:kinh-te", "s:invite_entry:99", "s:invite_entry:",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_invited(town: Town, data: str) -> None:
    hoa = town.office()
    assert hoa.press_data(data).kind == "not_there"
    assert orders(town, "invitation") == []


def test_roles_end_where_the_invitation_says(town: Town) -> None:
    hoa = town.office()
    for label in ("Cán bộ phối hợp", "Lãnh đạo đơn vị"):
        invite_by_buttons(hoa, SINGLE, label)
    for number, token in enumerate(links_made(town), 1):
        opens(town.stranger(number), token)
    assert standing(town)[1:] == [
        (1, "kinh-te", "second_liaison", "pending"),
        (2, "kinh-te", "leader", "pending"),
    ]


def test_an_office_s_link_expires(town: Town) -> None:
    hoa = town.office()
    invite_by_buttons(hoa, SINGLE, "Cán bộ đầu mối")
    [token] = links_made(town)
    town.now += LIFETIME + timedelta(seconds=1)
    late = town.stranger(1)
    assert opens(late, token) == "invite_expired"
    assert f"đề nghị {town.library.current.office.name} gửi liên kết mới" in late.heard.text


def test_words_for_the_role_of_a_leader(town: Town) -> None:
    bich = town.invited("kinh-te", 7, "Bích", Role.LEADER)
    assert bich.labels == ["Tình hình báo cáo", "Hướng dẫn"]
    assert "lãnh đạo đơn vị" in bich.phone[0].text
