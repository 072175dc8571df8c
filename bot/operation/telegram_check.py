"""Asks Telegram who the bot is, and compares clocks on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.clock import Clock
from bot.config import Settings
from bot.config_file import Misconfigured, token_of
from bot.operation.findings import Finding, Level

_PATIENCE = aiohttp.ClientTimeout(total=15.0)
_SKEW = 60  # seconds that hardly matter to a deadline
_REFUSED = (401, 404)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    username: str
    skew: int | None  # seconds our clock is ahead of Telegram's


def telegram_findings(settings: Settings, clock: Clock) -> Iterator[Finding]:
    try:
        token = token_of(settings)
    except Misconfigured:
        yield Finding("token_missing")
        return
    try:
        answer = asyncio.run(_ask(settings, token, clock))
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        yield Finding("unreachable", params={"error": type(error).__name__})  # a text has the URL
        return
    if answer.status in _REFUSED:
        yield Finding("token_refused")
    elif not answer.username:
        yield Finding("unreachable", params={"error": f"HTTP {answer.status}"})
    else:
        yield Finding("token_fine", Level.FINE, {"username": answer.username})
    if answer.skew is not None:
        level = Level.WRONG if abs(answer.skew) > _SKEW else Level.FINE
        code = "clock_wrong" if level is Level.WRONG else "clock_fine"
        yield Finding(code, level, {"seconds": answer.skew})


async def _ask(settings: Settings, token: str, clock: Clock) -> _Answer:
    telegram = settings.telegram
    proxy = telegram.proxy.get_secret_value() or None
    async with (
        aiohttp.ClientSession(timeout=_PATIENCE) as session,
        session.get(f"{telegram.base_url}{token}/getMe", proxy=proxy) as response,
    ):
        body = await response.json(content_type=None) if response.status == 200 else {}
        username = str((body.get("result") or {}).get("username", ""))
        return _Answer(response.status, username, _skew(response.headers.get("Date"), clock.now()))


def _skew(date: str | None, now: datetime) -> int | None:
    try:
        there = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    return round((now - there.astimezone(UTC)).total_seconds())
