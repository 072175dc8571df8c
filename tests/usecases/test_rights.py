"""Every command and every screen against every role, made from the tables that route them: what is
not in the lists below fails until somebody says whose it is."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import partial

import pytest

from handlers import command_handlers
from handlers.commands import _PLAIN
from reporting.directory import Listed
from tests.usecases.people.guests import comes, links_made, listed, opens
from tests.usecases.reports import THI_DOAN
from tests.usecases.test_boundaries import mutate, press_all
from tests.usecases.town import Resident, Shown, Town
from usecases.contact import write_to_office
from usecases.desk import Desk
from usecases.help import say_menu
from usecases.monitoring.announcing import begin_announcement
from usecases.monitoring.progress import show_progress
from usecases.people.directory import show_directory
from usecases.people.roll import show_people
from usecases.records import Role
from usecases.speak import _SCREENS

OWN = "quan-ly-do-thi"
OUTSIDE = ("stranger", "pending", "revoked")
INSIDE = ("liaison", "second_liaison", "leader", "office")
ROLES = OUTSIDE + INSIDE

OTHER_COMMANDS: dict[str, Callable[[Desk], None]] = {
    "start": say_menu,
    "lienhe": partial(write_to_office, text=""),
    "thongbao": begin_announcement,
}
# What each command says to a liaison, to a leader and to the office; a second liaison hears what a
# liaison does, and whoever is outside hears one text.
SAID = {
    "start": ("menu", "menu", "menu"),
    "baocao": ("question", "nothing_owed", "question"),
    "xemlai": ("review", "nothing_owed", "review"),  # of what /baocao opened
    "tinhhinh": ("situation", "situation", "situation"),
    "huongdan": ("help_now", "help_now", "help_now"),
    "help": ("help_now", "help_now", "help_now"),
    "lienhe": ("contact", "contact", "contact"),
    "tiendo": ("office_only", "office_only", "progress"),
    "tonghop": ("office_only", "office_only", "consolidated_summary"),
    "moithamgia": ("office_only", "office_only", "invite_agency"),
    "danhba": ("office_only", "office_only", "people"),
    "dondoc": ("office_only", "office_only", "chase_preview"),
    "thongbao": ("office_only", "office_only", "announce_how"),
    "dotxuat": ("office_only", "office_only", "adhoc_step"),
    "giahan": ("office_only", "office_only", "extensible"),
}

OFFICE_SCREENS = {
    "progress", "consolidate", "calls", "clock", "leader",
    "chase", "chase_send", "result", "zalo", "urging_letter", "announce_agencies",
    "announce_units", "announce_preview", "announce_send", "announce_drop",
    "board_agencies", "board_agency", "board_unit", "board_report", "board_answer",
    "facts", "facts_round", "facts_names", "facts_signers", "fact", "fact_sure",
    "invite", "invite_agency", "invite_unit", "invite_role", "invite_entry", "invite_all",
    "invite_all_sure", "directory", "directory_blank", "directory_keep", "directory_drop",
    "waiting", "people", "member", "admit", "decline", "decline_sure", "revoke", "revoke_sure",
    "template_use", "template_undo", "form_use", "form_drop", "replace", "renew", "entry",
    "strike", "strike_sure",
    "adhoc", "adhoc_new", "adhoc_list",
    "compare", "enter_for", "enter_for_by", "extensible", "freeze", "freeze_sure", "give_time",
    "give_time_to", "provisional", "reading", "reports_to_read", "send_back", "send_back_one",
    "take_in", "thaw",
    "gaps", "gap", "gap_estimate", "gap_note", "gap_undo", "header", "header_ask", "header_sign",
    "header_reset", "header_model", "final", "final_sure", "consolidate_back", "correction",
    "correction_notice", "contradictions", "ask_both",
    "matters", "matter", "matter_answer", "matter_carry", "matters_carry",
    "sources", "source", "texts", "text_out", "text_in",
}  # fmt: skip
# Of a person's own unit: by id, and without one.
OWN_SCREENS = {
    "report", "correct", "document", "workbook", "workbook_keep", "figures_keep", "figures_edit",
    "figures_estimate", "amend", "signed", "signed_paper", "look_over", "take_back", "on_paper",
    "promised",
    "figure_right", "figure_words", "matters_unit", "matter_settled", "matter_remains",
    "matter_words",
}  # fmt: skip
# Of what waits for the leader of the person's own unit.
LEADER_SCREENS = {"approval", "approve", "ask_to_amend"}
PLAIN_SCREENS = {"reports", "situation", "help", "help_all", "put_off", "ask_time", "dialogue_drop"}
HARMLESS = {"office_only", "not_there", "old_button"}


def in_role(town: Town, role: str, number: int = 50) -> Resident:
    person = town.stranger(number, "Người thử")
    if role == "stranger":
        return person
    unit = town.library.current.office.id if role == "office" else OWN
    of = Role(role) if role in INSIDE else Role.LIAISON
    opens(person, town.token(unit, of, direct=role != "pending"))
    if role == "revoked":
        town.do(lambda work: work.people.revoke(_membership(town, number)))
    return person


def _membership(town: Town, number: int) -> int:
    [(key,)] = town.rows(
        "SELECT membership.id FROM membership JOIN person ON person.id = person_id"
        " WHERE telegram_id = ?",
        number,
    )
    return int(key)


# Commands: reliability S9


def commands() -> dict[str, Callable[[Desk], None]]:
    return {**_PLAIN, **OTHER_COMMANDS}


def test_the_lists_have_every_command_and_every_screen() -> None:
    registered = {name for handler in command_handlers() for name in handler.commands}
    assert registered == set(commands())
    assert registered <= set(SAID)
    assert set(_SCREENS) <= OFFICE_SCREENS | OWN_SCREENS | LEADER_SCREENS | PLAIN_SCREENS
    assert not OFFICE_SCREENS & (OWN_SCREENS | PLAIN_SCREENS)


@pytest.mark.parametrize("role", ROLES)
def test_s09_every_command_says_what_the_role_may_hear(town: Town, role: str) -> None:
    person = in_role(town, role)
    column = {"leader": 1, "office": 2}.get(role, 0)
    outside = {"stranger": "stranger", "pending": "waiting", "revoked": "stranger"}
    for name, use_case in commands().items():
        expected = outside.get(role) or SAID[name][column]
        kinds = [shown.kind for shown in _answers(person, use_case)]
        assert expected in kinds, (name, kinds)
        if role in OUTSIDE:
            assert kinds == [expected]
            assert person.heard.labels == []


def _answers(person: Resident, use_case: Callable[[Desk], None]) -> list[Shown]:
    person.do(use_case)
    return person.answers


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office"])
def test_the_office_s_commands_change_nothing_for_others(town: Town, role: str) -> None:
    person = in_role(town, role)
    before, jobs = town.fingerprint(), town.rows("SELECT count(*) FROM job")
    for name, use_case in commands().items():
        if SAID[name][0] == "office_only":
            assert person.do(use_case).kind != SAID[name][2]
    assert town.fingerprint() == before
    assert town.rows("SELECT count(*) FROM job") == jobs


# Screens: reliability S8 and S13


@pytest.fixture
def busy(town: Town) -> Town:
    """A town with something behind every sort of id."""
    hoa = town.office()
    for number, unit in enumerate(("kinh-te", "thi-doan"), 1):
        town.invited(unit, number, f"Cán bộ {number}").begin()
    reporter = town.invited("thi-doan", 3, "Cán bộ 3")
    reporter.begin()
    reporter.fill("thi-doan", THI_DOAN)
    reporter.offers()
    reporter.press("Xác nhận")
    for number in range(3):
        listed(town, "y-te", f"Người {number}", f"+8490000000{number}")
    comes(town, 4, "Đang chờ", town.token("y-te", direct=False), "+84912345678")
    hoa.press_data("s:invite_role:y-te:d")
    links_made(town)
    order = {"by": 1, "chat": 900}
    people = [Listed("mttq", "liaison", "A", "", "+84955555555")]
    plan = town.library.current
    town.do(lambda work: show_directory(work, plan, order, "a.xlsx", "0" * 64, people, town.now))
    hoa.do(show_people)
    hoa.do(show_progress)
    hoa.press("Xem từng cơ quan")
    for unit in ("kinh-te", "thi-doan"):
        hoa.press_data(f"s:board_unit:{town.obligation(unit).id}")
        hoa.press("Xem câu trả lời")
        hoa.press("1")
    return town


def arguments(town: Town) -> list[str]:
    """Ids of everything there is, and what looks like one."""
    ids = [str(number) for number in range(1, 14)]
    units = ["y-te", "thi-doan", "hoi-doan-the", "y-te:d", "y-te:t", "noi-vu:t"]
    boards = ["2021-6T:0", "2021-6T:12", "2021-6T:99", "3:0", "3:0:1", "3:9", "1:0:x"]
    return ["", *ids, *units, *boards, "2021-6T", "-1", "999999999", "٣"]


def presses(names: Iterable[str], town: Town) -> list[str]:
    return [f"s:{name}:{argument}" for name in sorted(names) for argument in arguments(town)]


def said_to(person: Resident, town: Town, data: list[str]) -> list[Shown]:
    """The answers to all these presses, each a turn of its own."""
    known = len(person.phone)
    press_all(town, person.sender, data)
    town.deliver()
    return person.phone[known:]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office"])
def test_s09_no_screen_of_the_office_opens_for_others(busy: Town, role: str) -> None:
    person = in_role(busy, role)
    data = presses(OFFICE_SCREENS & set(_SCREENS), busy)
    before, jobs = busy.fingerprint(), busy.rows("SELECT count(*) FROM job")
    shown = said_to(person, busy, data)
    allowed = {"stranger": "stranger", "pending": "waiting", "revoked": "stranger"}
    assert {one.kind for one in shown} <= {allowed.get(role, "office_only"), "old_button", "menu"}
    assert len(shown) >= len(data), "every press is answered"
    assert busy.fingerprint() == before
    assert busy.rows("SELECT count(*) FROM job") == jobs


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("office", "leader")])
def test_s13_another_unit_s_id_looks_like_one_that_is_not_there(busy: Town, role: str) -> None:
    person = in_role(busy, role)
    own = str(busy.obligation(OWN).id)
    data = [d for d in presses(OWN_SCREENS, busy) if not d.endswith(f":{own}")]
    before = busy.fingerprint()
    shown = said_to(person, busy, data)
    assert {one.kind for one in shown} <= {"not_there", "old_button", "menu", "stranger", "waiting"}
    texts = {one.text for one in shown if one.kind == "not_there"}
    assert len(texts) <= 1, "what is somebody else's reads like what does not exist"
    assert busy.fingerprint() == before


def test_the_office_s_own_screens_survive_every_id(busy: Town) -> None:
    """Nothing raises, nothing is left unanswered; destructive ones only ask."""
    hoa = in_role(busy, "office", 51)
    asking = OFFICE_SCREENS & set(_SCREENS) - {
        "admit", "decline_sure", "revoke_sure", "strike_sure", "directory_keep", "directory_drop",
        "clock", "take_in", "freeze_sure", "thaw", "provisional", "enter_for_by",
    }  # fmt: skip
    states = "SELECT id, state FROM membership ORDER BY id"
    before = busy.rows(states), busy.rows("SELECT id, removed_at FROM directory_entry")
    said_to(hoa, busy, presses(asking, busy))
    assert (busy.rows(states), busy.rows("SELECT id, removed_at FROM directory_entry")) == before


@pytest.mark.parametrize("role", ["liaison", "leader", "pending", "revoked"])
def test_forged_buttons_about_people_change_nothing(busy: Town, role: str) -> None:
    """Mutated from the office's own."""
    person = in_role(busy, role)
    phones = busy.phones[900]
    valid = sorted({data for shown in phones for data in shown.buttons.values()})
    assert len(valid) > 10
    chance = random.Random(f"{role} 20210616")
    forged = [mutate(chance.choice(valid), chance) for _ in range(1000)]
    harmless = [d for d in forged if not d.startswith(("s:reports:", "s:report:"))]
    before = busy.fingerprint()
    shown = said_to(person, busy, harmless)
    assert busy.fingerprint() == before
    told = {one.kind for one in shown}
    assert told <= HARMLESS | {"menu", "stranger", "waiting", "help", "help_now", "situation"}
