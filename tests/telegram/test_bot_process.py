"""`tonghop run` as the operator meets it: what it waits for, what it says, what it never says."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from rehearsal.stage import TOKEN
from tests.telegram.bot_process import PATIENCE, Place, invited, place_in

QUESTION = "đang quản lý"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with place_in(tmp_path) as place:
        yield place


def report_of(unit: str) -> str:
    return f"{unit} - 6 tháng đầu năm 2021"


# Telegram


async def test_telegram_out_of_reach_at_start_is_waited_for(place: Place) -> None:
    """What people wrote meanwhile is answered when it comes back."""
    address = place.sim.page_url
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    port = int(address.rstrip("/").rpartition(":")[2])
    await place.sim.stop()
    process = place.start()
    await place.until(lambda: "Chưa kết nối được với Telegram" in process.said)
    assert "Hệ thống chờ" in process.said
    assert process.process.is_alive()
    await place.sim.start(port=port)
    await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
    assert "Đã kết nối với Telegram, bot @tonghop_bot." in process.said
    assert await process.stop() == 0


async def test_r21_a_refused_token_ends_the_bot_with_a_text(place: Place) -> None:
    place.sim.faults.revoke_token()
    process = place.start()
    assert await process.ended() == 1
    assert "không chấp nhận token" in process.said
    assert "Traceback" not in process.said


async def test_r13_another_bot_with_the_same_token_is_named(place: Place) -> None:
    place.sim.faults.conflict(times=1)
    process = place.start()
    await place.until(lambda: "cùng token" in process.said)
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)


async def test_a_connection_lost_for_a_while_loses_nothing(place: Place) -> None:
    process = await place.running()
    place.sim.faults.drop_before("getUpdates", times=1)
    place.sim.faults.server_error("sendMessage", times=2)
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
    await place.until(lambda: place.rows("SELECT DISTINCT state FROM part") == [("sent",)])
    assert await process.stop() == 0


# A second one


async def test_r13_a_second_instance_ends_with_a_text_and_the_first_goes_on(place: Place) -> None:
    first = await place.running()
    second = place.start(log="second.txt")
    assert await second.ended() == 1
    assert "Một tiến trình khác của bot đang chạy" in second.said
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
    assert first.process.is_alive()
    assert place.sim.refusals == []


# The database


async def test_r12_a_database_locked_for_a_while_loses_nothing(place: Place) -> None:
    await place.running()
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
    an.press("Báo cáo của đơn vị")
    await an.wait_for(lambda m: report_of("Thị Đoàn") in m.labels, within=PATIENCE)
    with closing(sqlite3.connect(place.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        an.press(report_of("Thị Đoàn"))
        await place.until(lambda: "đang bị chương trình khác khóa" in place.log.read_text("utf-8"))
        assert place.sim.pending_updates, "nothing is confirmed that is not stored"
        other.execute("ROLLBACK")
    await an.wait_for(QUESTION, within=PATIENCE)
    assert not place.sim.pending_updates
    assert "đã hoạt động trở lại" in place.log.read_text("utf-8")


async def test_a_database_locked_at_start_is_waited_for(place: Place) -> None:
    with closing(sqlite3.connect(place.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        process = place.start()
        await place.until(lambda: "đang bị chương trình khác khóa" in process.said)
        assert process.process.is_alive()
        other.execute("ROLLBACK")
    await place.sim.wait_for(lambda: place.sim.polling, within=PATIENCE)


async def test_a_database_of_a_newer_version_is_left_alone(place: Place) -> None:
    with closing(sqlite3.connect(place.database, isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = 'v9999'")
    before = place.database.read_bytes()
    process = place.start()
    assert await process.ended() == 1
    assert "phiên bản mới hơn" in process.said
    assert "Traceback" not in process.said
    assert place.database.read_bytes() == before


async def test_something_else_than_a_database_is_named(place: Place) -> None:
    place.database.write_bytes(b"PK\x03\x04" + bytes(4096))
    process = place.start()
    assert await process.ended() == 1
    assert "bị hỏng hoặc không phải của hệ thống này" in process.said
    assert "Traceback" not in process.said


# Secrets


@pytest.mark.parametrize("mode", [0o640, 0o604])
async def test_s26_a_settings_file_with_a_token_that_others_can_read_is_refused(
    place: Place, mode: int
) -> None:
    place.config.chmod(mode)
    process = place.start()
    assert await process.ended() == 1
    assert "chmod 600" in process.said
    assert place.sim.calls == []


async def test_a_token_file_that_others_can_read_is_refused(place: Place) -> None:
    token = place.folder / "token.txt"
    token.write_text(TOKEN)
    token.chmod(0o644)
    text = place.config.read_text("utf-8")
    place.config.write_text(text.replace(f'token = "{TOKEN}"', 'token_file = "token.txt"'))
    process = place.start()
    assert await process.ended() == 1
    assert f"chmod 600 {token}" in process.said
    token.chmod(0o600)
    await place.running()


async def test_s14_the_token_and_people_s_words_are_in_no_log(tmp_path: Path) -> None:
    """At DEBUG, with trouble of every sort on the way."""
    async with place_in(tmp_path, level="DEBUG") as place:
        process = await place.running()
        an = invited(place, "kinh-te", 1, "Nguyễn Văn An")
        await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
        faults = place.sim.faults
        faults.server_error("sendMessage")
        faults.drop_after("sendMessage")
        faults.conflict(times=1)
        an.send("Bí mật của tôi 0912345678")
        await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
        await place.sim.wait_for(lambda: place.sim.polling, within=PATIENCE)
        faults.revoke_token()
        an.send("/baocao")
        assert await process.ended() == 1
        secret = TOKEN.partition(":")[2]
        for written in (process.said, *texts_of(place.folder)):
            assert secret not in written
            assert "Bí mật" not in written
            assert "0912345678" not in written
        assert "DEBUG" in process.said or "INFO" in process.said


def texts_of(folder: Path) -> list[str]:
    """Everything written beside the database but the settings."""
    kept = ("town.sqlite", "config.toml")
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [p.read_text("utf-8", "replace") for p in files if not p.name.startswith(kept)]


# Stopping


async def test_stopping_leaves_nothing_half_done(place: Place) -> None:
    process = await place.running()
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    for _ in range(30):
        an.send("/tinhhinh")
    await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
    assert await process.stop() == 0
    await place.running()
    await place.until(lambda: place.rows("SELECT DISTINCT state FROM inbox") == [("done",)])
    await place.until(lambda: place.rows("SELECT DISTINCT state FROM part") == [("sent",)])
    assert place.rows("SELECT count(*) FROM inbox") == [(31,)]
    said = place.rows("SELECT count(*) FROM message WHERE kind = 'situation'")
    assert said == [(30,)]
