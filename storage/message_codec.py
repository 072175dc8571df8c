"""A Message as the columns of its row, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from usecases.records import JSON, Button, Message, MessageClass, OutgoingFile


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message nobody has rendered yet; `inbox_key` is that of the update it answers."""

    id: int
    chat_id: int
    message: Message
    inbox_key: int | None


def message_to_row(message: Message) -> dict[str, object]:
    return {
        "kind": message.kind,
        "params": dict(message.params),
        "buttons": [[_button_to_json(button) for button in row] for row in message.buttons],
        "message_class": message.message_class,
        "extras": _extras(message),
        "dedupe_key": message.dedupe_key,
        "expires_at": message.expires_at,
    }


def message_from_row(row: Any) -> Message:
    extras: Mapping[str, JSON] = row.extras
    file = extras.get("file")
    return Message(
        kind=row.kind,
        params=row.params,
        buttons=tuple(tuple(Button(**stored) for stored in line) for line in row.buttons),
        message_class=MessageClass(row.message_class),
        file=OutgoingFile(**file) if file else None,
        edits_telegram_id=extras.get("edits_telegram_id"),
        edits_message=extras.get("edits_message"),
        dedupe_key=row.dedupe_key,
        expires_at=row.expires_at,
        reply_keyboard=tuple(tuple(line) for line in extras.get("reply_keyboard", ())),
        ask_contact=extras.get("ask_contact", False),
        forget_keyboard=extras.get("forget_keyboard", False),
        conversation_id=extras.get("conversation_id"),
        asks=extras.get("asks", ""),
        dialogue_id=extras.get("dialogue_id"),
    )


_OF_BUTTON = ("data", "label", "text", "url")
_values_of = attrgetter(*_OF_BUTTON)


def _button_to_json(button: Button) -> dict[str, str]:
    values = zip(_OF_BUTTON, _values_of(button), strict=True)
    return {name: value for name, value in values if value}


def _extras(message: Message) -> dict[str, JSON]:
    extras: dict[str, JSON] = {}
    if message.file is not None:
        file = message.file
        extras["file"] = {"sha256": file.sha256, "name": file.name, "mime": file.mime}
    if message.edits_telegram_id is not None:
        extras["edits_telegram_id"] = message.edits_telegram_id
    if message.edits_message is not None:
        extras["edits_message"] = message.edits_message
    if message.reply_keyboard:
        extras["reply_keyboard"] = [list(line) for line in message.reply_keyboard]
    if message.ask_contact:
        extras["ask_contact"] = True
    if message.forget_keyboard:
        extras["forget_keyboard"] = True
    if message.conversation_id is not None:
        extras["conversation_id"] = message.conversation_id
    if message.asks:
        extras["asks"] = message.asks
    if message.dialogue_id is not None:
        extras["dialogue_id"] = message.dialogue_id
    return extras
