"""What becomes of notices, and what the office is asked to do about it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from storage import outbox_queue
from storage.work import SqlWork
from tests.usecases.reminding.ticking import heard, submitted, tick
from tests.usecases.town import START, Resident, Town
from usecases.monitoring.progress import show_progress
from usecases.records import Role
from usecases.reminding.fates import fate_of
from usecases.reminding.rechecking import may_go
from usecases.reminding.records import Delivered, Fate, Notice, NoticeKind

NOTICE = Notice(1, 1, "x", NoticeKind.REMINDER, (1,), START, 1, Fate.WAITING, "")


@pytest.mark.parametrize(
    ("message", "parts", "error", "fate"),
    [
        ("done", ("sent",), "", Fate.SENT),
        ("done", ("sent", "sent"), "BadRequest: can't parse entities", Fate.SENT),
        ("done", ("sent", "uncertain"), "ambiguous: ReadTimeout", Fate.UNCERTAIN),
        ("done", ("failed",), "Forbidden: bot was blocked by the user", Fate.BLOCKED),
        ("done", ("failed",), "BadRequest: Chat not found", Fate.NEVER_STARTED),
        ("done", ("failed",), "Forbidden: bot can't initiate conversation with a user",
         Fate.NEVER_STARTED),
        ("done", ("failed",), "Forbidden: user is deactivated", Fate.FAILED),
        ("cancelled", (), "Forbidden: bot was blocked by the user", Fate.BLOCKED),
        ("cancelled", ("cancelled",), "", Fate.EXPIRED),
        ("cancelled", (), "", Fate.EXPIRED),
        ("done", ("sent", "cancelled"), "", Fate.EXPIRED),
        ("dead", (), "", Fate.FAILED),
    ],
)  # fmt: skip
def test_the_fate_of_a_message(message: str, parts: Iterable[str], error: str, fate: Fate) -> None:
    assert fate_of(Delivered(NOTICE, message, tuple(parts), error)) is fate


def queue(town: Town, moment: str) -> None:
    """A tick whose messages stay in the outbox."""
    delivered, town.deliver = town.deliver, lambda: None  # type: ignore[method-assign]
    tick(town, moment)
    town.deliver = delivered  # type: ignore[method-assign]


def part_of(town: Town, person: Resident) -> int:
    """The part in which the newest message to this person waits."""
    chat = person.sender.chat_id

    def freeze(work: SqlWork) -> int:
        rows = [row for row in outbox_queue.unrendered(work, 100) if row.chat_id == chat]
        [key] = outbox_queue.keep_parts(
            work, rows[-1].id, [outbox_queue.NewPart("sendMessage", {"text": "x"})]
        )
        return key

    return town.do(freeze)


def fail(town: Town, person: Resident, error: str) -> None:
    part, chat = part_of(town, person), person.sender.chat_id

    def note(work: SqlWork) -> None:
        assert outbox_queue.claim(work, part, town.now)
        outbox_queue.failed(work, part, error)
        work.people.block(chat, town.now)

    town.do(note)


def test_a_blocked_liaison_becomes_a_task_of_the_office_within_a_minute(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    second = town.invited("kinh-te", 2, "Bình", Role.SECOND_LIAISON)
    office = town.office()
    town.change("UPDATE person SET phone = '+84912345678' WHERE name = 'An'")
    town.change("UPDATE person SET phone = '+84987654321' WHERE name = 'Bình'")
    queue(town, "2021-06-10T09:10:30")
    fail(town, an, "Forbidden: bot was blocked by the user")

    tick(town, "2021-06-10T09:11:00")

    [task] = heard(office, "undelivered")
    assert "Chưa nhắc được An (Phòng Kinh tế)" in task.text
    assert "+84912345678" in task.text and "Bình, +84987654321" in task.text
    assert "đã chặn" in task.text
    assert len(heard(second)) == 1
    tick(town, "2021-06-10T09:11:30")
    fates = dict(town.rows("SELECT person.name, fate FROM notice JOIN person ON person_id=person.id"
                           " WHERE kind = 'reminder'"))  # fmt: skip
    assert fates == {"An": "blocked", "Bình": "sent", "Lê Thị Hoa": "sent"}


def test_the_office_is_asked_once_a_round(town: Town) -> None:
    an, office = town.invited("kinh-te", 1, "An"), town.office()
    town.do(lambda work: work.people.block(an.sender.chat_id, town.now))

    for moment in ("10T09:00:30", "11T08:00:00", "13T08:00:00", "15T08:00:00", "16T08:00:00"):
        tick(town, f"2021-06-{moment}")

    assert len(heard(office, "undelivered")) == 1
    progress = office.do(show_progress).text
    assert "Tin nhắc chưa đến được\n• An: đã chặn hoặc xóa hội thoại" in progress
    fates = [row[0] for row in town.rows("SELECT fate FROM notice WHERE person_id = 1")]
    assert fates == ["blocked"] * 4, "each of them is known to have reached nobody"
    assert heard(an) == []


def test_whoever_never_started_is_told_apart(town: Town) -> None:
    town.invited("kinh-te", 1, "An")
    office = town.office()
    town.change("UPDATE person SET chat_id = NULL WHERE name = 'An'")

    tick(town, "2021-06-10T09:00:30")

    assert "chưa mở hội thoại" in heard(office, "undelivered")[0].text


def test_what_was_not_sent_in_time_is_not_sent(town: Town) -> None:
    town.invited("kinh-te", 1, "An")
    queue(town, "2021-06-14T16:20:00")
    queue(town, "2021-06-15T08:00:00")
    [(expires,)] = town.rows("SELECT expires_at FROM message WHERE kind = 'reminder'"
                             " ORDER BY id DESC LIMIT 1")  # fmt: skip
    assert expires.startswith("2021-06-15T09:00:00"), "16:00 in Viet Nam: eight hours"

    town.do(lambda work: outbox_queue.cancel_expired(work, town.now.replace(hour=17)))
    queue(town, "2021-06-15T17:01:00")

    assert town.rows("SELECT fate FROM notice WHERE slot = '2021-06-15T08:00'") == [("expired",)]


def test_a_report_submitted_first_is_not_reminded_of(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    queue(town, "2021-06-10T09:00:30")
    part = part_of(town, an)
    submitted(town, "kinh-te")

    assert not town.do(lambda work: may_go(work, part, town.now))
    assert not town.do(lambda work: outbox_queue.claim(work, part, town.now))
    town.deliver()
    assert heard(an) == []
    assert town.rows("SELECT fate FROM notice") == [("withdrawn",)]


def test_of_two_reports_the_one_still_owed_is_reminded_of(town: Town) -> None:
    an = town.invited("xa-phuoc-tin", 1, "An")
    town.invited("xa-long-giang", 1, "An")
    queue(town, "2021-06-10T09:00:30")
    part = part_of(town, an)
    submitted(town, "xa-long-giang")

    assert not town.do(lambda work: may_go(work, part, town.now))
    town.deliver()

    [reminder] = heard(an)
    assert "Long Giang" not in reminder.text and "Phước Tín" in reminder.text
    assert reminder.labels == ["Bắt đầu: Xã Phước Tín - 6 tháng đầu năm 2021", "Nhắc lại sau"]
    tick(town, "2021-06-10T09:01:00")
    assert town.rows("SELECT fate FROM notice") == [("sent",)]


def test_a_reminder_still_owed_and_any_other_message_may_go(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    queue(town, "2021-06-10T09:00:30")
    part = part_of(town, an)

    assert town.do(lambda work: may_go(work, part, town.now))
    assert town.do(lambda work: may_go(work, 1, town.now)), "the welcome"
