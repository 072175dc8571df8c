"""The command menu: everybody's is the liaison's; chats of other roles have their own."""

from __future__ import annotations

import tomllib

from bot.connection.api import BotApi
from bot.speaking.catalogue import FOLDER


async def show_menu(api: BotApi, role: str = "liaison", chat_id: int | None = None) -> None:
    """Everybody's menu, or with `chat_id` the one of that chat. Raises TelegramError, and KeyError
    for a role without a menu."""
    parameters: dict[str, object] = {"commands": commands(role)}
    if chat_id is not None:
        parameters["scope"] = {"type": "chat", "chat_id": chat_id}
    await api.call("setMyCommands", parameters)


def commands(role: str) -> list[dict[str, str]]:
    """As the Bot API wants them, in the order of the catalogue."""
    menus = tomllib.loads((FOLDER / "commands.toml").read_text(encoding="utf-8"))
    return [{"command": name, "description": text} for name, text in menus[role].items()]
