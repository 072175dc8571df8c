"""The operator is called by mail or by silence, once for each thing, and told when it is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.clock import FakeClock
from bot.config import AlarmSettings, Settings
from bot.operation.alarms import Alarms
from bot.operation.facts import Facts
from tests.operation.mail import MailServer, mail_server
from tests.operation.test_findings import CALM, WELL
from tests.storage.season import NOW

SILENT = replace(WELL, heard_at=NOW - timedelta(minutes=20))


@dataclass
class Reported:
    """A survey that says what it is told to."""

    facts: Facts = WELL

    def take(self, now: datetime) -> Facts:
        moved = now - self.facts.at
        backup = self.facts.backup_at and self.facts.backup_at + moved
        return replace(self.facts, at=now, heard_at=self.facts.heard_at + moved, backup_at=backup)


@dataclass
class Watch:
    mail: MailServer
    pings: list[int] = field(default_factory=list)
    heard: bool = True
    status: int = 200
    survey: Reported = field(default_factory=Reported)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    settings: Settings = field(init=False)
    alarms: Alarms = field(init=False)

    async def look(self, minutes: float = 1) -> None:
        self.clock.advance_to(self.clock.now() + timedelta(minutes=minutes))
        await self.alarms()

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mail.mails]


@asynccontextmanager
async def listening(watch: Watch) -> AsyncIterator[str]:
    async def take(_request: web.Request) -> web.Response:
        watch.pings.append(watch.status)
        return web.Response(status=watch.status)

    application = web.Application()
    application.router.add_get("/secret", take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/secret"
    finally:
        await runner.cleanup()


@pytest.fixture
async def watch() -> AsyncIterator[Watch]:
    async with mail_server() as server:
        watch = Watch(server)
        async with listening(watch) as url:
            alarm = AlarmSettings(
                ping_url=SecretStr(url), email_to="it@phuoclong.example", smtp_host="127.0.0.1",
                smtp_port=server.port, smtp_security="none", smtp_user="tonghop",
                smtp_password=SecretStr("swordfish"),
            )  # fmt: skip
            watch.settings = Settings(alarm=alarm)
            survey: Any = watch.survey
            place = "Phước Long"
            watch.alarms = Alarms(watch.settings, survey, watch.clock, place, lambda: watch.heard)
            yield watch


async def test_while_all_is_well_only_the_outside_watch_is_called(watch: Watch) -> None:
    for _ in range(11):
        await watch.look()
    assert watch.mail.mails == []
    assert len(watch.pings) == 3  # at 1, 6 and 11 minutes


async def test_nothing_is_called_before_telegram_has_answered(watch: Watch) -> None:
    """A bot that is started again and again and refused each time is not well."""
    watch.heard = False
    for _ in range(3):
        await watch.look()
    assert watch.pings == []
    watch.heard = True
    await watch.alarms.ping()
    await watch.alarms.ping()
    assert watch.pings == [200]


async def test_a_finding_is_mailed_once_and_its_end_too(watch: Watch) -> None:
    watch.survey.facts = SILENT
    for _ in range(10):
        await watch.look()
    (mail,) = watch.mail.mails
    assert mail["Subject"] == "[tonghop Phước Long] Có 1 việc cần xem"
    assert mail["To"] == "it@phuoclong.example"
    assert "20 phút Telegram không trả lời" in mail.get_content()
    assert "Sau 24 giờ" in mail.get_content()
    assert watch.mail.logins == ["\0tonghop\0swordfish"]
    assert watch.pings == []
    watch.survey.facts = WELL
    for _ in range(3):
        await watch.look()
    assert watch.subjects[1:] == ["[tonghop Phước Long] Đã ổn trở lại"]
    assert len(watch.pings) == 1


async def test_what_goes_on_is_told_every_day(watch: Watch) -> None:
    watch.survey.facts = SILENT
    for _ in range(49):
        await watch.look(minutes=60)
    assert len(watch.mail.mails) == 3


async def test_what_comes_on_top_is_told_with_the_rest(watch: Watch) -> None:
    watch.survey.facts = SILENT
    await watch.look()
    watch.survey.facts = replace(SILENT, free={Path("/srv"): 1})
    await watch.look()
    watch.survey.facts = SILENT
    await watch.look()
    assert watch.subjects == [
        "[tonghop Phước Long] Có 1 việc cần xem",
        "[tonghop Phước Long] Có 2 việc cần xem",
    ]


async def test_more_dead_letters_are_news(watch: Watch) -> None:
    for count in (1, 1, 2, 2):
        watch.survey.facts = replace(WELL, vitals=replace(CALM, dead_letters=count))
        await watch.look()
    assert len(watch.mail.mails) == 2


async def test_a_mail_nobody_took_is_sent_again_and_complained_about_once(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.mail.refusing = True
    watch.survey.facts = SILENT
    for _ in range(3):
        await watch.look()
    assert caplog.text.count("Không gửi được thư cảnh báo") == 1
    assert "swordfish" not in caplog.text
    watch.mail.refusing = False
    for _ in range(3):
        await watch.look()
    assert len(watch.mail.mails) == 1


async def test_an_outside_watch_that_cannot_be_reached_is_told_without_its_address(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.status = 500
    for _ in range(2):
        await watch.look()
    assert "alarm.ping_url (HTTP 500)" in caplog.text
    assert "secret" not in caplog.text
    watch.status = 200
    await watch.look()
    assert watch.pings == [500, 500, 200]


async def test_a_password_mail_servers_cannot_take_is_told(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    alarm = watch.settings.alarm.model_copy(update={"smtp_password": SecretStr("mật khẩu")})
    survey = Reported(SILENT)
    settings = Settings(alarm=alarm)
    alarms = Alarms(settings, survey, watch.clock, "Phước Long", lambda: True)  # type: ignore[arg-type]
    await alarms()
    assert "Không gửi được thư cảnh báo (UnicodeEncodeError)" in caplog.text
    assert "mật khẩu" not in caplog.text


async def test_without_a_second_path_the_log_says_it(caplog: pytest.LogCaptureFixture) -> None:
    survey: Any = Reported(SILENT)
    alarms = Alarms(Settings(), survey, FakeClock(NOW), "Phước Long", lambda: True)
    await alarms()
    await alarms()
    assert caplog.text.count("20 phút Telegram không trả lời") == 1
