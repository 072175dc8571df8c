"""Trouble while the bot runs: nothing said is lost, and whoever must know is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.telegram.bot_stage import PATIENCE, Resident, Town, town_in

UNIT = "thi-doan"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


async def asked(town: Town) -> Resident:
    an = await town.invited(UNIT, 1, "Nguyễn Văn An")
    await an.send("/baocao")
    return an


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - nothing tells of a log or a database
            await asyncio.sleep(0.005)


class Disk:
    """The database file may not grow while it is full."""

    def __init__(self, town: Town) -> None:
        self.full = False
        self._database = town.stage.place.database
        event.listen(self._database.writing, "connect", self._connected)

    def _connected(self, connection: Any, _: object) -> None:
        if self.full:
            [pages] = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")


async def test_r12_a_full_disk_is_waited_out(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    an = await asked(town)
    disk = Disk(town)
    disk.full = True
    town.stage.place.writer._disconnect()
    messages = len(an.phone.messages)
    an.phone.send("15 hộ " + "và " * 4000)
    await until(lambda: "đã đầy" in caplog.text)
    assert len(an.phone.messages) == messages + 3, "no answer without a commit"
    assert town.stage.simulator.pending_updates
    disk.full = False
    await town.settle()
    assert "đã hoạt động trở lại" in caplog.text
    assert not town.stage.simulator.pending_updates
    assert len(an.news) == 3, "each of the three pieces is answered"


async def test_r09_an_update_nobody_can_handle_is_a_visible_dead_letter(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """Three attempts; the person and the office get the same code; what comes next is handled."""
    hoa = await town.office()
    an = await asked(town)
    town.dead = 1
    simulator = town.stage.simulator
    broken = {"message_id": 1, "date": "hôm nay", "chat": {"id": 1, "type": "private"}, "text": "?"}
    simulator.world.updates.add("message", broken, lambda: None)
    an.phone.send("15 hộ")
    await town.settle()
    [(key, attempts)] = town.rows("SELECT id, attempts FROM inbox WHERE state = 'dead'")
    assert attempts == 3
    assert any(f"T{key}" in message.text for message in an.news)
    assert f"T{key}" in hoa.last.text
    assert "thoát nghèo" in an.last.text
    assert town.rows("SELECT value FROM answer") == [("15",)]
    assert "hôm nay" not in caplog.text, "the log tells nothing of what people write"


async def test_telegram_asks_for_a_pause(town: Town) -> None:
    an = await asked(town)
    town.stage.simulator.faults.retry_after(5, "sendMessage")
    before = town.stage.clock.now()
    assert "thoát nghèo" in (await an.send("15")).text
    assert town.stage.clock.now() - before >= timedelta(seconds=5)


async def test_a_lost_connection_after_sending_gives_a_marked_copy(town: Town) -> None:
    an = await asked(town)
    town.stage.simulator.faults.drop_after("sendMessage")
    await an.send("15")
    first, second = an.news
    assert second.text == f"(gửi lại)\n{first.text}"
    assert "thoát nghèo" in first.text
    await an.send("2")
    assert town.rows("SELECT value FROM answer ORDER BY ref") == [("15",), ("2",)]


async def test_r31_a_download_that_breaks_off_is_tried_again(town: Town) -> None:
    an = await town.invited("kinh-te", 1, "Nguyễn Văn An")
    await an.send("/baocao")
    while "Ảnh mô hình" not in an.last.text:
        await an.press(next(label for label in an.last.labels if label.startswith("Không")))
    town.stage.simulator.faults.cut_file()
    content = b"\xff\xd8\xff" + bytes(5000)
    await an.attach(content, "anh.jpg", "image/jpeg")
    await until(lambda: bool(town.rows("SELECT 1 FROM job WHERE error <> ''")))
    assert town.rows("SELECT state FROM attachment") == [("wanted",)]
    while town.rows("SELECT state FROM attachment") == [("wanted",)]:
        await town.stage.pass_time(timedelta(seconds=5))
    [(sha256,)] = town.rows("SELECT sha256 FROM attachment WHERE state = 'stored'")
    assert town.stage.place.files.get(sha256) == content


async def test_s14_everything_is_logged_without_words_or_numbers_of_people(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    an = await asked(town)
    await an.send("Bí mật của tôi 0912345678")
    for logger in ("bot", "handlers", "usecases", "storage"):
        records = [r.getMessage() for r in caplog.records if r.name.startswith(logger)]
        assert not any("Bí mật" in text for text in records)
