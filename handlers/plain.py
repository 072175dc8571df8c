"""What nearly all updates are, read straight from their JSON: words typed in a private chat, and a
press under a message there.

python-telegram-bot gives each of them a hundred attributes nobody reads. Whatever is in any way out
of the ordinary goes through it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from usecases import speak
from usecases.records import Sender

if TYPE_CHECKING:
    from handlers.reception import Reception

_TYPED = {"message_id", "date", "chat", "from", "text"}  # no reply, no entity: no command
_PRESSED = {"id", "from", "message", "chat_instance", "data"}


async def settle_plain(reception: Reception, update: dict[str, Any]) -> bool:
    """False when it is not plain: nothing was done."""
    if update.keys() == {"update_id", "message"}:
        return await _typed(reception, update["message"])
    if update.keys() == {"update_id", "callback_query"}:
        return await _pressed(reception, update["callback_query"])
    return False


async def _typed(reception: Reception, message: Any) -> bool:
    if not isinstance(message, dict) or message.keys() != _TYPED:
        return False
    sender = _sender(message["from"], message["chat"])
    words, date = message["text"], message["date"]
    if sender is None or type(words) is not str or type(date) is not int or words[:1] in ("/", ""):
        return False
    written = datetime.fromtimestamp(date, UTC)
    await reception.take(sender, written, None, lambda desk: speak.typed(desk, words, None))
    return True


async def _pressed(reception: Reception, query: Any) -> bool:
    if not isinstance(query, dict) or query.keys() != _PRESSED:
        return False
    under, data = query["message"], query["data"]
    if not isinstance(under, dict) or type(data) is not str or type(query["id"]) is not str:
        return False
    sender, pressed = _sender(query["from"], under.get("chat")), under.get("message_id")
    if sender is None or type(pressed) is not int:
        return False
    reception.answer_press(query["id"])
    await reception.take(sender, None, pressed, lambda desk: speak.pressed(desk, data))
    return True


def _sender(user: Any, chat: Any) -> Sender | None:
    """None for anything but a person in their own chat, written as Telegram writes them."""
    if not isinstance(user, dict) or not isinstance(chat, dict) or chat.get("type") != "private":
        return None
    names = [user.get("first_name"), user.get("last_name") or ""]
    if type(user.get("id")) is not int or type(chat.get("id")) is not int:
        return None
    if not all(type(name) is str for name in names):
        return None
    return Sender(user["id"], chat["id"], " ".join(name for name in names if name))
