"""`tonghop run` with all that looks after it: asked, watched, replaced."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from rehearsal.stage import TOKEN
from storage.database import Database
from storage.writer import Writer
from tests.operation.mail import mail_server
from tests.operation.test_alarms import Watch, listening
from tests.storage import postgres
from tests.telegram.bot_process import PATIENCE, Place, invited, place_in
from usecases.people.invites import invite
from usecases.presence import LAST_HEARD
from usecases.records import Role


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with place_in(tmp_path) as place:
        place.database.chmod(0o600)
        yield place


def configure(place: Place, *sections: str) -> None:
    place.configure()
    with place.config.open("a", encoding="utf-8") as file:
        file.write("\n".join(sections))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


async def got(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def doctor(place: Place) -> tuple[int, dict[str, str]]:
    """Exit status, and level by code."""
    log = place.folder / "doctor.json"
    log.unlink(missing_ok=True)
    process = place.start("doctor", "--json", log=log.name)
    status = await process.ended()
    return status, {one["code"]: one["level"] for one in json.loads(process.said)}


async def test_health_and_metrics_are_served_on_this_machine(place: Place) -> None:
    url = f"http://127.0.0.1:{(port := free_port())}"
    configure(place, f'[health]\nlisten = "127.0.0.1:{port}"\n')
    await place.running()
    await place.until(lambda: len(list(place.folder.glob("var/backups/*.gz"))) == 1)
    assert await got(f"{url}/healthz") == (200, '{"ok": true, "findings": []}')
    status, text = await got(f"{url}/metrics")
    assert status == 200
    assert 'tonghop_waiting{queue="inbox"} 0.0' in text
    assert "tonghop_dead_letters 0.0" in text
    await _make_dead(place)
    status, text = await got(f"{url}/healthz")
    assert (status, json.loads(text)["findings"]) == (503, ["dead_letters"])
    assert (await got(f"{url}/"))[0] == 404


async def _make_dead(place: Place) -> None:
    database = Database(f"sqlite:///{place.database}")
    with Writer(database) as writer:
        statement = (
            "INSERT INTO inbox"
            " (update_id, sha256, chat_id, kind, raw, received_at, state, attempts, error)"
            " VALUES (1, 'x', 5, 'message', '{}', '2021-06-10T02:00:00.000000+00:00', 'dead', 3,"
            " 'ValueError')"
        )
        await writer.perform(lambda w: w.transaction.connection.exec_driver_sql(statement).close())
    database.dispose()


async def test_the_doctor_finds_a_running_bot_well(place: Place) -> None:
    configure(place)
    await place.running()
    await place.until(lambda: len(list(place.folder.glob("var/backups/*.gz"))) == 1)
    heard = f"SELECT value FROM setting WHERE key = '{LAST_HEARD}'"
    await place.until(lambda: place.rows(heard) != [])
    status, found = await doctor(place)
    assert status == 0, found
    assert {code for code, level in found.items() if level == "fine"} >= {
        "settings_fine", "token_fine", "clock_fine", "zone_fine", "plan_fine", "database_fine",
        "fonts_fine", "office_fine", "running_fine", "disk_fine", "inbox_fine", "outbox_fine",
        "dead_fine", "backup_fine",
    }  # fmt: skip
    assert {code for code, level in found.items() if level != "fine"} == {"backup_same_disk"}


async def test_the_doctor_finds_what_is_wrong(place: Place) -> None:
    configure(place, "[backup]\non = false\n[alarm]\ndisk_free_mb = 99000000\n")
    place.database.chmod(0o644)
    place.sim.faults.revoke_token()
    await _make_dead(place)
    status, found = await doctor(place)
    assert status == 1
    assert {code for code, level in found.items() if level == "wrong"} == {
        "token_refused", "database_open", "not_running", "disk_low", "dead_letters",
    }  # fmt: skip
    assert found["backup_off"] == "note"


async def test_dead_letters_are_listed_and_tried_again(place: Place) -> None:
    configure(place)
    await _make_dead(place)
    listed = place.start("dead", "list", log="list.txt")
    assert await listed.ended() == 0
    (line,) = listed.said.splitlines()
    code, *rest = line.split("  ")
    assert rest == ["09:00 10/06/2021", "5", "message", "ValueError"]
    again = place.start("dead", "retry", code, log="retry.txt")
    assert await again.ended() == 0 and "xử lý lại" in again.said
    assert place.rows("SELECT state, attempts FROM inbox") == [("new", 0)]
    for wrong, text in ((code, "không có trong danh sách"), ("abc", "T42")):
        process = place.start("dead", "retry", wrong, log=f"{wrong}.txt")
        assert await process.ended() == 1 and text in process.said
    assert [row[0] for row in place.rows("SELECT action FROM audit ORDER BY id DESC LIMIT 1")] == [
        "dead_letter_retried"
    ]


async def test_a_dead_letter_set_aside_is_no_longer_told(place: Place) -> None:
    configure(place)
    await _make_dead(place)
    [(key,)] = place.rows("SELECT id FROM inbox")
    assert await place.start("dead", "drop", f"T{key}", log="drop.txt").ended() == 0
    listed = place.start("dead", "list", log="list.txt")
    assert await listed.ended() == 0 and "Không có tin nào" in listed.said
    assert place.rows("SELECT state, error FROM inbox") == [("done", "ValueError")]


async def test_the_operator_is_called_by_mail_and_by_silence(place: Place) -> None:
    async with mail_server() as server, listening(watch := Watch(server)) as url:
        configure(
            place,
            f'[alarm]\nping_url = "{url}"\nemail_to = "it@phuoclong.example"',
            f'smtp_host = "127.0.0.1"\nsmtp_port = {server.port}\nsmtp_security = "none"\n',
        )
        first = await place.running()
        await place.until(lambda: len(watch.pings) == 1)
        await first.stop()
        await _make_dead(place)
        await place.running()
        await place.until(lambda: len(server.mails) == 1)
        assert len(watch.pings) == 1
    assert "1 tin đến không xử lý được" in server.mails[0].get_content()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return ""
    server: postgres.Server = request.getfixturevalue("postgres_server")
    return server.url


async def test_r13_a_standby_takes_over_within_ten_seconds(place: Place, url: str) -> None:
    configure(place)
    if url:
        text = place.config.read_text("utf-8").replace("sqlite:///town.sqlite", url)
        place.config.write_text(text.replace("[plan]", 'schema = "standby"\n[plan]'), "utf-8")
    first = place.start()
    await place.sim.wait_for(lambda: place.sim.polling, within=PATIENCE)
    second = place.start("run", "--standby", log="second.txt")
    await place.until(lambda: "Tiến trình này chờ" in second.said)
    await first.kill()
    killed = time.monotonic()
    await place.until(lambda: "bắt đầu làm việc" in second.said)
    await place.until(lambda: "Đã kết nối với Telegram" in second.said)
    assert time.monotonic() - killed < 10
    person = place.sim.add_person(1, "Nguyễn Văn An")
    token = _token(url, place)
    person.open_link(place.sim.invite_link(token))
    await person.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
    assert await second.stop() == 0


def _token(url: str, place: Place) -> str:
    database = Database(url or f"sqlite:///{place.database}", schema="standby" if url else "public")
    with Writer(database) as writer:
        made = writer.run(
            lambda work: invite(work, "thi-doan", Role.LIAISON, place.sim.now, direct=True)
        ).result(10)
    database.dispose()
    return made


async def test_a_bot_whose_server_goes_away_waits_and_goes_on(place: Place) -> None:
    """The lock went with the server, so it stops working first."""
    with postgres.server() as server:
        configure(place)
        text = place.config.read_text("utf-8").replace("sqlite:///town.sqlite", server.url)
        place.config.write_text(text, "utf-8")
        process = place.start()
        await place.sim.wait_for(lambda: place.sim.polling, within=PATIENCE)
        server.stop()
        await place.until(lambda: "không còn chắc chỉ có một tiến trình" in process.said)
        server.start()
        await place.until(lambda: process.said.count("Đã kết nối với Telegram") == 2)
        assert await process.stop() == 0


async def test_r27_people_are_told_after_a_long_absence(place: Place) -> None:
    configure(place)
    an = invited(place, "thi-doan", 1, "Nguyễn Văn An")
    first = await place.running()
    await an.wait_for("Anh/Chị cần làm gì?", within=PATIENCE)
    await first.stop()
    database = Database(f"sqlite:///{place.database}")
    with Writer(database) as writer:
        writer.run(lambda work: work.settings.put(LAST_HEARD, "2021-06-09T21:00:00+00:00")).result()
    database.dispose()
    place.start()
    await an.wait_for("có thể chưa đến được Hệ thống", within=PATIENCE)


async def test_r21_a_refused_token_is_told_by_mail_once(place: Place) -> None:
    """However often systemd starts the bot again; the address that is watched stays silent."""
    async with mail_server() as server, listening(watch := Watch(server)) as url:
        configure(
            place,
            f'[alarm]\nping_url = "{url}"\nemail_to = "it@phuoclong.example"',
            f'smtp_host = "127.0.0.1"\nsmtp_port = {server.port}\nsmtp_security = "none"\n',
        )
        place.sim.faults.revoke_token()
        for _ in range(2):
            process = place.start()
            assert await process.ended() == 1
            assert TOKEN.partition(":")[2] not in process.said
        (mail,) = server.mails
        assert "Telegram không chấp nhận token" in mail.get_content()
        assert "@BotFather" in mail.get_content()
        assert TOKEN.partition(":")[2] not in mail.as_string()
        assert watch.pings == []
        place.sim.faults.clear()
        heard = f"SELECT value FROM setting WHERE key = '{LAST_HEARD}'"
        process = await place.running()
        await place.until(lambda: place.rows(heard) != [])
        place.sim.faults.revoke_token()
        assert await process.ended() == 1
        assert len(server.mails) == 2, "it had been well in between"
