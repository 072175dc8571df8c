"""What people do while the bot is away counts as done then."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.telegram.bot_stage import Resident, Town, town_in
from tests.usecases.reports import THI_DOAN

UNIT = "thi-doan"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2021-06-{text}+07:00")


async def ready(town: Town) -> Resident:
    """Somebody who has only `Xác nhận` left to press."""
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    await an.fill(THI_DOAN)
    await an.press("Nộp báo cáo")
    await an.send("Bùi Văn Đạt")
    return an


def late(town: Town) -> list[int]:
    return [is_late for (is_late,) in town.rows("SELECT late FROM submission")]


def forget_the_spinner(town: Town) -> None:
    """A press that waited for hours cannot be answered any more; nothing else was refused."""
    refusals = town.stage.simulator.refusals
    assert [refusal.method for refusal in refusals] == ["answerCallbackQuery"]
    refusals.clear()
    town.stage.simulator.world.waiting.clear()


async def test_sent_before_the_deadline_and_processed_after_an_outage_it_is_on_time(
    town: Town,
) -> None:
    an = await ready(town)
    await town.stage.wait_until(at("16T16:50"))
    await town.stage.outage(at("16T19:00"), lambda: an.phone.press("Xác nhận"))
    assert late(town) == [0]
    assert "Mã xác nhận" in an.last.text and "nộp sau hạn" not in an.last.text
    forget_the_spinner(town)


async def test_away_only_after_the_deadline_it_is_late(town: Town) -> None:
    an = await ready(town)
    await town.stage.wait_until(at("16T17:30"))
    await town.stage.outage(at("16T19:00"), lambda: an.phone.press("Xác nhận"))
    assert late(town) == [1]
    forget_the_spinner(town)


async def test_pressed_after_the_bot_was_back_it_is_late(town: Town) -> None:
    an = await ready(town)
    await town.stage.wait_until(at("16T16:50"))
    await town.stage.outage(at("16T19:00"))
    await town.stage.wait_until(at("16T19:10"))
    await an.press("Xác nhận")
    assert late(town) == [1]
