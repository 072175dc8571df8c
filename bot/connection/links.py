"""Links that open the bot with an invitation."""

from __future__ import annotations

import asyncio

from telegram.error import TelegramError

from bot.config_file import token_of
from bot.connection.request import AiohttpRequest
from bot.workplace import Workplace

SETTING = "bot_username"


def invite_link(username: str, token: str) -> str:
    return f"https://t.me/{username}?start={token}"


def bot_username(place: Workplace) -> str:
    """As the bot noted it when it last ran, else as Telegram says now; "" when neither knows."""
    known = place.reader.run(lambda work: work.settings.get(SETTING)).result()
    return str(known) if known else asyncio.run(_ask_telegram(place))


async def _ask_telegram(place: Workplace) -> str:
    telegram = place.settings.telegram
    request = AiohttpRequest(proxy=telegram.proxy.get_secret_value(), read_timeout=10.0)
    await request.initialize()
    try:
        url = f"{telegram.base_url}{token_of(place.settings)}/getMe"
        answer = request.parse_json_payload(await request.call(url, {}))
        return str(answer["result"]["username"])
    except TelegramError:
        return ""
    finally:
        await request.shutdown()
