"""One readable text per phone: who wrote what when, and which buttons were there."""

from __future__ import annotations

from datetime import tzinfo

from simulator.chats import ChatMessage
from simulator.phone import Phone


def transcript(phone: Phone, zone: tzinfo) -> str:
    return "\n".join(_lines(phone, message, zone) for message in phone.messages)


def _lines(phone: Phone, message: ChatMessage, zone: tzinfo) -> str:
    who = "tonghop" if message.from_bot else phone.person.first_name
    head = f"[{message.date.astimezone(zone):%d/%m %H:%M}] {who}:"
    body = message.text
    if message.file is not None:
        body = f"<{message.file.name}> {body}".strip()
    lines = [head, *(f"    {line}" for line in body.splitlines())]
    lines += [f"    [{'] ['.join(b.text for b in row)}]" for row in message.buttons]
    return "\n".join(lines) + "\n"
