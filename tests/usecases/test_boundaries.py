"""Nobody sees or touches what is not theirs; it looks like what is not there."""

from __future__ import annotations

import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest

from storage import inbox_queue
from storage.inbox_queue import RawUpdate
from storage.work import SqlWork
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Resident, Town
from usecases.consolidated import want_consolidated
from usecases.desk import Desk, Turn, take
from usecases.documents import want_submitted_document
from usecases.drafting.reports import correct_report, open_report
from usecases.help import say_group_hint
from usecases.monitoring.progress import show_progress
from usecases.records import Sender
from usecases.speak import pressed, review

UNITS = ("kinh-te", "thi-doan", "xa-phuoc-tin")
NEIGHBOUR = "quan-ly-do-thi"
FORGED = 3400  # for each of three people: 10,200 in all
ALPHABET = string.ascii_lowercase + string.digits + ":._-#[] \x00é\ud800٣"
# What a person without any business here may be told.
HARMLESS = {
    "help", "help_now", "menu",
    "not_there", "nothing_owed", "office_only", "old_button", "situation",
    "stranger",
}  # fmt: skip


@dataclass
class Busy:
    """A town at work, the people of three units, and everything their buttons carry."""

    town: Town
    people: dict[str, Resident]

    @property
    def buttons(self) -> list[str]:
        phones = [person.phone for person in self.people.values()]
        return sorted({d for phone in phones for shown in phone for d in shown.buttons.values()})

    @property
    def secrets(self) -> set[str]:
        """Words that only these people may read."""
        plan = self.town.library.current
        names = {plan.unit(unit).short_name for unit in self.people}
        codes = {code for (code,) in self.town.rows("SELECT receipt_code FROM submission")}
        return names | codes | {"Cán bộ", "giúp nhau vốn", "15 hộ"}


@pytest.fixture
def busy(town: Town) -> Busy:
    """One unit in the middle of its questions, one correcting what it submitted, one paused."""
    people = {unit: town.invited(unit, n, f"Cán bộ {n}") for n, unit in enumerate(UNITS, 1)}
    for person in people.values():
        person.begin()
    kinh_te, thi_doan, phuoc_tin = people.values()
    kinh_te.type("3 lớp")
    thi_doan.fill("thi-doan", THI_DOAN)
    thi_doan.offers()
    thi_doan.press("Xác nhận")
    thi_doan.begin()
    thi_doan.press("Sửa báo cáo")
    thi_doan.do(review)
    phuoc_tin.press("Tạm dừng")
    return Busy(town, people)


# Whatever is named by an id


@pytest.mark.parametrize("screen", [open_report, correct_report, want_submitted_document])
@pytest.mark.parametrize("unit", UNITS)
def test_another_unit_s_report_looks_like_one_that_does_not_exist(
    busy: Busy, screen: Callable[[Desk, int], None], unit: str
) -> None:
    neighbour = busy.town.invited(NEIGHBOUR, 9, "Hàng xóm")
    before = busy.town.fingerprint()
    theirs = busy.town.obligation(unit).id
    seen = neighbour.do(lambda desk: screen(desk, theirs))
    missing = neighbour.do(lambda desk: screen(desk, 10**9))
    assert seen.kind == missing.kind == "not_there"
    assert (seen.text, seen.labels) == (missing.text, missing.labels)
    assert busy.town.fingerprint() == before


def test_s13_every_button_of_others_leads_nowhere(busy: Busy) -> None:
    neighbour = busy.town.invited(NEIGHBOUR, 9, "Hàng xóm")
    theirs = [data for data in busy.buttons if not data.startswith("s:reports:")]
    assert {data[0] for data in theirs} == {"c", "s"}
    before = busy.town.fingerprint()
    for data in theirs:
        neighbour.press_data(data)
        assert_harmless(busy, neighbour)
    assert busy.town.fingerprint() == before


def test_a_reply_to_somebody_else_s_question_answers_nothing(busy: Busy) -> None:
    neighbour = busy.town.invited(NEIGHBOUR, 9, "Hàng xóm")
    before = busy.town.fingerprint()
    for shown in busy.people["kinh-te"].phone:
        neighbour.type("7", reply_to=shown)
        assert_harmless(busy, neighbour)
    assert busy.town.fingerprint() == before


def assert_harmless(busy: Busy, person: Resident) -> None:
    for shown in person.answers:
        assert shown.kind in HARMLESS
        assert not any(secret in shown.text for secret in busy.secrets), shown.text


# Forged


@pytest.mark.parametrize("who", ["neighbour", "stranger", "revoked"])
def test_s08_forged_buttons_change_nothing(busy: Busy, who: str) -> None:
    """Half are made from buttons of other units, half are nonsense."""
    town = busy.town
    person = town.stranger(9) if who == "stranger" else town.invited(NEIGHBOUR, 9, "Hàng xóm")
    if who == "revoked":
        town.change("UPDATE membership SET state = 'revoked' WHERE unit_id = 'quan-ly-do-thi'")
    chance = random.Random(f"{who} 20210615")
    own = ("s:reports:", f"s:report:{town.obligation(NEIGHBOUR).id}")
    forged = [data for data in forgeries(busy.buttons, chance) if not data.startswith(own)]
    before = town.fingerprint()
    press_all(town, person.sender, forged)
    town.deliver()
    assert town.fingerprint() == before
    assert len(person.phone) >= len(forged), "every press is answered"
    person.before = len(person.phone) - len(forged)
    assert_harmless(busy, person)


def forgeries(valid: list[str], chance: random.Random) -> list[str]:
    mutated = [mutate(chance.choice(valid), chance) for _ in range(FORGED // 2)]
    lengths = [chance.randrange(64) for _ in range(FORGED // 2)]
    return mutated + ["".join(chance.choices(ALPHABET, k=length)) for length in lengths]


def mutate(data: str, chance: random.Random) -> str:
    """One field replaced by a likely or unlikely value, or one character by another."""
    fields = data.split(":")
    if chance.random() < 0.7:
        numbers = ["0", "1", "2", "3", "4", "24", "-1", "999999999", "9" * 18, "", "zero", "٣"]
        actions = ["open", "answer", "submit", "confirm_submit", "document", "edit", "correct"]
        at = chance.randrange(1, len(fields))
        named = at == (2 if fields[0] == "c" else 1)
        fields[at] = chance.choice(actions if named else numbers)
        return ":".join(fields)[:64]
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(ALPHABET) + data[at + 1 :]


def press_all(town: Town, sender: Sender, forged: list[str]) -> None:
    """Each a turn of its own, all in one commit; nothing may raise."""

    def turns(work: SqlWork) -> None:
        for number, data in enumerate(forged):
            raw = RawUpdate(10**6 + number, json.dumps({"n": number}), sender.chat_id)
            [key] = inbox_queue.store(work, [raw], town.now)
            turn = Turn(key, sender, town.now, town.now, pressed=1)
            assert take(work, town.library, turn, partial(pressed, data=data))

    town.do(turns)


# Roles


@pytest.mark.parametrize("use_case", [show_progress, want_consolidated])
def test_what_is_the_office_s_is_not_done_for_a_liaison(
    busy: Busy, use_case: Callable[[Desk], None]
) -> None:
    before = busy.town.fingerprint()
    person = busy.people["xa-phuoc-tin"]
    assert person.do(use_case).kind == "office_only"
    assert person.press_data("s:progress:2021-6T").kind == "office_only"
    assert person.press_data("s:consolidate:2021-6T").kind == "office_only"
    assert busy.town.fingerprint() == before


def test_the_office_reads_units_through_its_own_doors_only(busy: Busy) -> None:
    hoa = busy.town.office()
    before = busy.town.fingerprint()
    theirs = busy.town.obligation("kinh-te").id
    assert hoa.do(partial(open_report, obligation_id=theirs)).kind == "not_there"
    assert busy.town.fingerprint() == before


# Among others


def test_s12_a_group_gets_one_hint_and_no_data(town: Town) -> None:
    group = Resident(town, Sender(1, -100500, "Cán bộ"))
    before = town.fingerprint()
    assert group.do(say_group_hint).kind == "group_hint"
    assert group.heard.labels == []
    group.do(say_group_hint)
    assert group.answers == []
    assert len(group.phone) == 1
    assert town.fingerprint() == before
