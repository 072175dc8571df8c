"""Invitations: one use, one text for every token that does not open the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from tests.usecases.town import Resident, Town
from usecases.contact import write_to_office
from usecases.desk import Desk
from usecases.drafting.reports import show_reports
from usecases.guiding.guide import show_guide
from usecases.monitoring.progress import show_progress, show_situation
from usecases.people.invites import LIFETIME, join
from usecases.records import MembershipState, Person, Role
from usecases.speak import review

EVERYTHING: dict[str, Callable[[Desk], None]] = {
    "/baocao": show_reports,
    "/xemlai": review,
    "/tinhhinh": show_situation,
    "/tiendo": show_progress,
    "/huongdan": show_guide,
    "/lienhe": partial(write_to_office, text="Xin hỏi hạn nộp."),
}


def opening(person: Resident, token: str) -> str:
    return person.do(partial(join, token=token)).kind


def memberships(town: Town) -> list[tuple[object, ...]]:
    return town.rows(
        "SELECT telegram_id, unit_id, role, membership.state FROM membership"
        " JOIN person ON person.id = person_id ORDER BY membership.id"
    )


def test_an_invitation_lets_one_person_in(town: Town) -> None:
    an = town.stranger(1, "Nguyễn Văn An")
    an.do(partial(join, token=town.token("kinh-te")))
    assert [shown.kind for shown in an.answers] == ["welcome", "menu"]
    assert "Phòng Kinh tế" in an.answers[0].text
    assert memberships(town) == [(1, "kinh-te", "liaison", "active")]
    assert [m.unit_id for m in as_stored(town, an).active()] == ["kinh-te"]


def as_stored(town: Town, person: Resident) -> Person:
    found = town.do(lambda work: work.people.of(person.sender))
    assert found is not None
    return found


def test_the_token_itself_is_not_stored(town: Town) -> None:
    token = town.token("kinh-te")
    opening(town.stranger(1), token)
    assert token.encode() not in town.path.read_bytes()
    assert token.encode() not in town.path.with_name("town.sqlite-wal").read_bytes()


def test_a_used_invitation_lets_nobody_else_in(town: Town) -> None:
    token = town.token("kinh-te")
    opening(town.stranger(1), token)
    assert opening(town.stranger(2), token) == "invite_used"
    assert memberships(town) == [(1, "kinh-te", "liaison", "active")]


def test_whoever_is_in_may_open_the_link_again(town: Town) -> None:
    token = town.token("kinh-te")
    an = town.stranger(1)
    opening(an, token)
    assert opening(an, token) == "menu"
    assert len(memberships(town)) == 1


@pytest.mark.parametrize(("age", "kind"), [(LIFETIME, "invite_expired"), (LIFETIME / 2, "menu")])
def test_s02_an_invitation_ends(town: Town, age: timedelta, kind: str) -> None:
    token = town.token("kinh-te")
    town.now += age
    assert opening(town.stranger(1), token) == kind


@pytest.mark.parametrize("change", [str.swapcase, lambda t: t[:-1], lambda t: f"{t}x", "x".join])
def test_a_mistyped_invitation_is_not_known(town: Town, change: Callable[[str], str]) -> None:
    token = town.token("kinh-te")
    assert opening(town.stranger(1), change(token)) == "invite_unknown"
    assert memberships(town) == []


@pytest.mark.parametrize(
    "nonsense", ["x", "office", "kinh-te", "\ud800", "’ OR 1=1 --", "A" * 4000]
)
def test_a_guess_is_not_known(town: Town, nonsense: str) -> None:
    assert opening(town.stranger(1), nonsense) == "invite_unknown"
    assert town.rows("SELECT count(*) FROM person") == [(0,)]


def test_s03_an_invitation_not_made_at_the_command_line_waits_for_the_office(town: Town) -> None:
    an = town.stranger(1)
    assert opening(an, town.token("kinh-te", direct=False)) == "welcome_pending"
    assert as_stored(town, an).memberships[0].state is MembershipState.PENDING
    assert an.begin().kind == "waiting"
    assert an.type("3").kind == "waiting"
    assert opening(an, town.token("kinh-te")) == "menu"
    assert [m.state for m in as_stored(town, an).memberships] == [MembershipState.ACTIVE]


def test_the_office_learns_who_came_in(town: Town) -> None:
    hoa = town.office()
    town.invited("xa-phuoc-tin", 1, "Trần Thị Bé")
    assert hoa.heard.kind == "joined_notice"
    assert "Trần Thị Bé" in hoa.heard.text
    assert "Phước Tín" in hoa.heard.text


def test_the_office_gets_its_own_menu(town: Town) -> None:
    hoa = town.office()
    assert [shown.kind for shown in hoa.answers] == ["welcome_office", "menu"]
    assert hoa.labels[:2] == ["Tiến độ", "Lập báo cáo tổng hợp"]
    assert town.rows("SELECT kind FROM job") == [("menu",)]
    assert memberships(town) == [(900, town.library.current.office.id, "office", "active")]


def test_one_person_may_work_for_two_units(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    opening(an, town.token("thi-doan", Role.SECOND_LIAISON))
    assert as_stored(town, an).units() == ("kinh-te", "thi-doan")
    assert town.rows("SELECT count(*) FROM person") == [(1,)]


@pytest.mark.parametrize("command", EVERYTHING)
def test_a_stranger_gets_one_text_and_no_data(town: Town, command: str) -> None:
    stranger = town.stranger(1)
    before = town.fingerprint()
    assert stranger.do(EVERYTHING[command]).kind == "stranger"
    assert stranger.heard.labels == []
    assert stranger.type("12").text == stranger.phone[0].text
    assert town.fingerprint() == before


def test_whoever_is_no_longer_of_the_unit_is_a_stranger(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    asked = an.begin()
    town.change("UPDATE membership SET state = 'revoked'")
    before = town.fingerprint()
    assert an.type("3").kind == "stranger"
    assert an.press_data(asked.buttons["Không phát sinh"]).kind == "stranger"
    assert an.begin().kind == "stranger"
    assert town.fingerprint() == before
