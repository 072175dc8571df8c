"""Reminders and notices: each row once, whoever makes it and however often."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from reporting.answers import Answer, Standing
from storage import failpoints, outbox_queue
from storage.database import Database
from storage.outbox_queue import NewPart
from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.season import BINH, DUE, NOW, UNITS, Season, later
from usecases.records import Message, MessageClass, ObligationState, Role, RoundRecord
from usecases.reminding.records import (
    Fate,
    Notice,
    NoticeKind,
    OwedGroup,
    Promise,
    Recipient,
    Told,
)

ROOT = Path(failpoints.__file__).parent.parent
SLOT = "2021-06-15T08:00"
TO_SAY = Message("menu", message_class=MessageClass.NUDGE)

# What a tick does for 200 slots: a rung and a notice with its message, in one unit of work each.
TICK = """
import sys
from datetime import UTC, date, datetime
from storage.database import Database
from storage.writer import Writer
from usecases.records import Message, MessageClass
from usecases.reminding.records import NoticeKind, Told

NOW = datetime(2021, 6, 15, 1, tzinfo=UTC)
SAY = Message("menu", message_class=MessageClass.NUDGE)

def slot(number):
    def tell(work):
        work.reminders.add(1, f"rung_{number}", "2021-06-15", date(2021, 6, 20), at=NOW,
                           told=Told.PEOPLE, now=NOW)
        notice = work.notices.claim(1, f"slot {number}", NoticeKind.REMINDER, [1], NOW, NOW)
        if notice is not None:
            work.notices.sends(notice, work.outbox.add(5, SAY, NOW))
    return tell

with Writer(Database(sys.argv[1], schema=sys.argv[2], patience=60), batch=7) as writer:
    for future in [writer.run(slot(number)) for number in range(200)]:
        future.result(60)
"""


def rung(
    work: SqlWork, obligation: int, name: str = "before_1", due: date = date(2021, 6, 20)
) -> bool:
    return work.reminders.add(
        obligation, name, "2021-06-18", due, at=NOW, told=Told.PEOPLE, now=NOW
    )


def claim(season: Season, slot: str = SLOT) -> int | None:
    return season.run(
        lambda work: work.notices.claim(
            season.an.id, slot, NoticeKind.REMINDER, [season.obligation.id], NOW, NOW
        )
    )


def freeze(work: SqlWork, message: int, parts: int) -> list[int]:
    """Renders a message in so many parts; in none: not yet."""
    new = [NewPart("sendMessage", {})] * parts
    return outbox_queue.keep_parts(work, message, new) if new else []


def sending(season: Season, *parts: str) -> Notice:
    """A notice whose message is rendered in `parts`; each is the state it comes to."""

    def queue(work: SqlWork) -> int:
        notice = work.notices.claim(season.an.id, SLOT, NoticeKind.REMINDER, [1], NOW, NOW)
        message = work.outbox.add(5, TO_SAY, NOW)
        assert notice is not None and message is not None
        work.notices.sends(notice, message)
        ids = freeze(work, message, len(parts))
        for key, state in zip(ids, parts, strict=True):
            assert outbox_queue.claim(work, key, NOW)
            if state == "sent":
                outbox_queue.sent(work, key, 7, NOW)
            elif state == "uncertain":
                outbox_queue.uncertain(work, key, "ambiguous: ReadTimeout")
            elif state == "failed":
                outbox_queue.failed(work, key, "Forbidden: bot was blocked by the user")
        return notice

    key = season.run(queue)
    found = season.run(lambda work: work.notices.get(key))
    assert found is not None
    return found


def test_a_rung_is_there_once_and_again_for_a_moved_due_day(season: Season) -> None:
    key = season.obligation.id

    made = [season.run(lambda work: rung(work, key)) for _ in range(3)]
    moved = season.run(lambda work: rung(work, key, due=date(2021, 6, 25)))

    assert (made, moved) == ([True, False, False], True)
    assert season.run(lambda work: work.reminders.rungs_of(key)) == [
        ("before_1", "2021-06-18", Told.PEOPLE),
        ("before_1", "2021-06-18", Told.PEOPLE),
    ]
    assert season.run(lambda work: work.reminders.rungs_of(key + 1)) == []


def test_what_is_owed_comes_in_groups(season: Season) -> None:
    def change(work: SqlWork) -> None:
        ids = [work.obligations.of_units([unit])[0].id for unit in UNITS]
        work.obligations.set_state(ids[0], ObligationState.SUBMITTED)
        work.obligations.set_state(ids[1], ObligationState.RETURNED)
        assert work.rounds.open(RoundRecord("2021-N", "plan", "annual", NOW))
        work.obligations.add("2021-N", "kinh-te", "form", later(days=30), NOW)
        work.obligations.add("2021-N", "y-te", "form", later(days=30), NOW)

    season.run(change)

    assert season.run(lambda work: work.reminders.groups()) == [
        OwedGroup("2021-6T", DUE),
        OwedGroup("2021-N", later(days=30)),
    ]


def test_nothing_owed_is_no_group(season: Season) -> None:
    def submit_all(work: SqlWork) -> None:
        for each in work.obligations.of_round(season.round_id):
            work.obligations.set_state(each.id, ObligationState.ACCEPTED)

    season.run(submit_all)

    assert season.run(lambda work: work.reminders.groups()) == []


def test_recipients_report_for_units_and_come_page_by_page(season: Season) -> None:
    def join(work: SqlWork) -> int:
        binh = work.people.add(BINH, NOW)
        work.people.join(binh.id, "y-te", Role.SECOND_LIAISON, active=True, at=NOW)
        work.people.join(binh.id, "kinh-te", Role.LIAISON, active=True, at=NOW)
        work.people.join(binh.id, "noi-vu", Role.OFFICE, active=True, at=NOW)
        work.people.join(binh.id, "xa-phuoc-tin", Role.LIAISON, active=False, at=NOW)
        work.people.join(season.an.id, "y-te", Role.LEADER, active=True, at=NOW)
        work.people.block(BINH.chat_id, NOW)
        return binh.id

    binh = season.run(join)
    an = Recipient(season.an.id, season.an.chat_id, False, ("kinh-te",))
    both = Recipient(binh, BINH.chat_id, True, ("y-te", "kinh-te"), "noi-vu")

    assert season.run(lambda work: work.reminders.recipients(0, 10)) == [an, both]
    assert season.run(lambda work: work.reminders.recipients(0, 1)) == [an]
    assert season.run(lambda work: work.reminders.recipients(an.person_id, 5)) == [both]
    assert season.run(lambda work: work.reminders.recipients(binh, 5)) == []
    joined = season.run(lambda work: work.reminders.joined())
    assert joined == {"kinh-te", "y-te", "noi-vu"}


def test_a_notice_is_claimed_once(season: Season) -> None:
    first, second, other = claim(season), claim(season), claim(season, "2021-06-16T08:00")

    assert first is not None and second is None and other not in (None, first)


def test_a_notice_put_off_is_claimed_when_its_time_comes(season: Season) -> None:
    an, obligation, tomorrow = season.an.id, season.obligation.id, later(days=1)
    plan = "2021-06-16T08:00"

    planned = [
        season.run(lambda work: work.notices.plan(an, plan, [obligation], tomorrow, NOW))
        for _ in range(2)
    ]

    assert planned == [True, False]
    assert season.run(lambda work: work.notices.planned(NOW)) == []
    [waiting] = season.run(lambda work: work.notices.planned(tomorrow))
    assert (waiting.fate, waiting.obligations) == (Fate.PLANNED, (obligation,))
    assert claim(season, plan) == waiting.id
    assert claim(season, plan) is None
    assert season.run(lambda work: work.notices.planned(tomorrow)) == []
    assert not season.run(lambda work: work.notices.plan(an, plan, [obligation], tomorrow, NOW))


@pytest.mark.parametrize(
    ("parts", "over"),
    [
        (("sent", "sent"), [("sent", "sent")]),
        (("failed",), [("failed",)]),
        (("sent", "uncertain"), [("sent", "uncertain")]),
        (("sent", "sending"), []),
    ],
)
def test_what_became_of_a_message_is_read_from_its_parts(
    season: Season, parts: tuple[str, ...], over: list[tuple[str, ...]]
) -> None:
    notice = sending(season, *parts)

    found = season.run(lambda work: work.notices.over())

    assert [each.parts for each in found] == over
    assert [each.notice for each in found] == [notice] * len(over)
    assert ["blocked" in each.error for each in found] == ["failed" in parts] * len(over)


def test_a_cancelled_message_is_over(season: Season) -> None:
    notice = sending(season)  # not rendered yet
    assert notice.message_id is not None
    assert season.run(lambda work: work.notices.over()) == []

    season.run(lambda work: outbox_queue.cancel_chat(work, 5, "Forbidden"))

    [delivered] = season.run(lambda work: work.notices.over())
    assert (delivered.message_state, delivered.parts, delivered.error) == (
        "cancelled",
        (),
        "Forbidden",
    )


def test_a_fate_is_settled_once(season: Season) -> None:
    notice = sending(season, "sent")

    def settle(work: SqlWork) -> list[bool]:
        return [
            work.notices.settle(notice.id, fate, why, NOW)
            for fate, why in ((Fate.BLOCKED, "x"), (Fate.SENT, ""))
        ]

    assert season.run(settle) == [True, False]
    settled = season.run(lambda work: work.notices.get(notice.id))
    assert settled is not None and (settled.fate, settled.reason) == (Fate.BLOCKED, "x")
    assert season.run(lambda work: work.notices.over()) == []
    assert season.run(lambda work: work.notices.last_fates(NOW)) == [settled]
    assert season.run(lambda work: work.notices.last_fates(later(seconds=1))) == []


def test_the_last_fate_of_a_person_counts(season: Season) -> None:
    def settled(work: SqlWork, slot: str, fate: Fate) -> None:
        key = work.notices.claim(season.an.id, slot, NoticeKind.REMINDER, [1], NOW, NOW)
        assert key is not None
        work.notices.settle(key, fate, "", NOW)

    def all_of_them(work: SqlWork) -> None:
        for number, fate in enumerate((Fate.FAILED, Fate.SENT, Fate.WITHDRAWN, Fate.EXPIRED)):
            settled(work, f"slot {number}", fate)

    season.run(all_of_them)

    [last] = season.run(lambda work: work.notices.last_fates(NOW))

    assert last.fate is Fate.SENT


def test_the_notice_of_a_part_is_found(season: Season) -> None:
    notice = sending(season, "sending")
    [part] = season.run(
        lambda work: [
            row[0] for row in work.transaction.connection.exec_driver_sql("SELECT id FROM part")
        ]
    )

    assert season.run(lambda work: work.notices.of_part(part)) == notice
    assert season.run(lambda work: work.notices.of_part(part + 1)) is None


@pytest.mark.parametrize(
    ("parts", "withdrawn"), [((), True), (("pending", "pending"), True), (("sent", "x"), False)]
)
def test_a_message_is_withdrawn_before_any_of_it_goes(
    season: Season, parts: tuple[str, ...], *, withdrawn: bool
) -> None:
    def queue(work: SqlWork) -> int:
        message = work.outbox.add(5, TO_SAY, NOW)
        assert message is not None
        ids = freeze(work, message, len(parts))
        if "sent" in parts:
            assert outbox_queue.claim(work, ids[0], NOW)
        return message

    message = season.run(queue)

    assert season.run(lambda work: work.outbox.withdraw(message)) is withdrawn
    assert not season.run(lambda work: work.outbox.withdraw(message))
    assert bool(season.run(lambda work: outbox_queue.pending_of(work, 5))) is not withdrawn
    assert season.run(lambda work: work.outbox.get(message)) == TO_SAY


def counted(writer: Writer) -> dict[str, int]:
    def count(work: SqlWork) -> dict[str, int]:
        run = work.transaction.connection.exec_driver_sql
        tables = ("reminder", "notice", "message")
        return {table: run(f"SELECT count(*) FROM {table}").scalar_one() for table in tables}

    return writer.run(count).result(30)


def tick(database: Database, failpoint: str = "") -> int:
    url = database.url.render_as_string(hide_password=False)
    environment = {**os.environ, failpoints.VARIABLE: failpoint}
    done = subprocess.run(
        [sys.executable, "-c", TICK, url, database.schema], env=environment, cwd=ROOT, check=False
    )
    return done.returncode


def test_r23_four_schedulers_make_each_row_once(database: Database, season: Season) -> None:
    with ThreadPoolExecutor(4) as threads:
        ended = list(threads.map(lambda _: tick(database), range(4)))

    assert ended == [0] * 4
    assert counted(season.writer) == {"reminder": 200, "notice": 200, "message": 200}


def test_r23_killed_before_a_commit_leaves_both_rows_or_neither(
    database: Database, season: Season
) -> None:
    assert tick(database, "before_commit:kill") != 0
    partly = counted(season.writer)
    assert partly["reminder"] == partly["notice"] == partly["message"]

    assert tick(database, "after_commit:kill") != 0
    partly = counted(season.writer)
    assert 0 < partly["reminder"] == partly["notice"] == partly["message"]

    assert tick(database) == 0
    assert counted(season.writer) == {"reminder": 200, "notice": 200, "message": 200}


def test_promises_are_those_of_the_draft_that_counts(season: Season) -> None:
    promised = Answer(None, Standing.NOT_YET, promised=date(2021, 6, 25))
    season.keep("/data/a", promised)
    season.keep("/data/b", Answer(None, Standing.NOT_YET))
    season.keep("/data/c", Answer(3))
    key = season.obligation.id

    def promises(until: date, of: int | None = None) -> list[Promise]:
        return list(season.run(lambda work: work.reminders.promises(until, of)))

    found = [Promise(key, "/data/a", date(2021, 6, 25), NOW)]
    assert promises(date(2021, 6, 25)) == promises(date.max, key) == found
    assert promises(date(2021, 6, 24)) == promises(date.max, key + 1) == []

    def hand_in(work: SqlWork) -> None:
        assert work.drafts.close(season.draft.id)
        work.submissions.add(
            key, season.draft.id, "ABCD-EFGH", {"/data/a": promised}, person_id=season.an.id,
            at=NOW, late=False, form_version="form", content_sha256="0" * 64, consent=None,
        )  # fmt: skip

    season.run(hand_in)
    assert promises(date.max) == found

    season.run(lambda work: work.drafts.start(key, NOW, based_on_version=1))
    assert promises(date.max) == [], "a copy counts in which it was answered or is open"

    season.run(lambda work: work.obligations.set_state(key, ObligationState.CANCELLED))
    assert promises(date.max) == []
