"""Reminders through the real bot: sent, pressed, blocked, overtaken by a submission."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.work import SqlWork
from tests.telegram.bot_stage import PATIENCE, Resident, Town, town_in
from usecases.records import ObligationState

UNIT = "thi-doan"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2021-06-{text}+07:00")


async def submit(town: Town, unit: str = UNIT) -> None:
    """As if somebody of the unit had submitted in another chat."""

    def mark(work: SqlWork) -> None:
        [obligation] = work.obligations.of_units([unit])
        work.obligations.set_state(obligation.id, ObligationState.SUBMITTED)

    await town.stage.place.writer.perform(mark)


async def forget_block(town: Town) -> None:
    """As if Telegram had not told the bot."""

    def forget(work: SqlWork) -> None:
        work.transaction.connection.exec_driver_sql("UPDATE person SET blocked_at = NULL")

    await town.stage.place.writer.perform(forget)


def heard(person: Resident) -> list[str]:
    return [m.text for m in person.phone.messages if "Hạn nộp: " in m.text]


async def test_a_reminder_comes_at_eight_and_leads_on(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")

    await town.stage.wait_until(at("11T08:00"))

    assert "còn 3 ngày làm việc" in heard(an)[0]
    assert an.last.date == at("11T08:00")
    question = await an.press("Bắt đầu báo cáo")
    assert any(button.text == "Tạm dừng" for row in question.buttons for button in row)


@pytest.mark.parametrize("known", [True, False])
async def test_blocked_becomes_a_task_within_a_minute_and_nothing_more_is_tried(
    town: Town, *, known: bool
) -> None:
    """`known`: Telegram has told the bot; else it learns by a refusal."""
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    office = await town.office()
    town.blocked.add(1)
    an.phone.block()
    await town.settle()
    if not known:
        await forget_block(town)

    await town.stage.wait_until(at("11T08:00"))
    await town.stage.pass_time(timedelta(seconds=30))

    tasks = [m for m in office.phone.messages if "Chưa nhắc được" in m.text]
    assert len(tasks) == 1 and "Nguyễn Văn An" in tasks[0].text
    assert tasks[0].date <= at("11T08:01")
    refused = len(town.stage.simulator.refusals)
    assert refused == (0 if known else 1)
    await town.stage.wait_until(at("14T10:00"))
    assert len(town.stage.simulator.refusals) == refused
    assert len([m for m in office.phone.messages if "Chưa nhắc được" in m.text]) == 1


async def test_r25_a_submission_committed_first_stops_what_waits_to_be_sent(town: Town) -> None:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    town.blocked.add(1)
    await town.stage.wait_until(at("11T07:59"))
    town.stage.simulator.faults.retry_after(60, "sendMessage")
    town.stage.clock.advance_to(at("11T08:00"))
    await town.stage.bot.pulse.tick()
    async with asyncio.timeout(PATIENCE):
        while not town.rows("SELECT 1 FROM part WHERE not_before > '2021-06-11'"):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    await submit(town)

    await town.settle()

    assert heard(an) == []
    assert town.rows("SELECT fate FROM notice") == [("withdrawn",)]
    assert town.rows("SELECT state FROM part ORDER BY id DESC LIMIT 1") == [("cancelled",)]


async def test_the_office_has_its_morning_and_calls_from_it(town: Town) -> None:
    office = await town.office()
    await town.invited(UNIT, 1, "Nguyễn Văn An")

    await town.stage.wait_until(at("11T08:00"))

    digest = next(m for m in office.phone.messages if "Tình hình báo cáo sáng" in m.text)
    assert "đã nộp 0/24" in digest.text
    assert "Hiện không có đơn vị nào" in (await office.press("Danh sách cần gọi")).text
