"""One readable text per phone: who wrote what when, and which buttons were there.

A bot closes a question by editing its message; the transcript keeps what stood there before."""

from __future__ import annotations

from datetime import tzinfo

from simulator.chats import ChatMessage
from simulator.phone import Phone


class Transcript:
    """Call `look` whenever the chat is quiet: what is new is written down as it is shown then."""

    def __init__(self, phone: Phone, name: str, zone: tzinfo) -> None:
        self._phone = phone
        self._name = name
        self._zone = zone
        self._seen: set[int] = set()
        self._entries: list[str] = []

    def look(self) -> None:
        for message in self._phone.messages:
            if message.id not in self._seen:
                self._seen.add(message.id)
                self._entries.append(self._entry(message))

    def pressed(self, label: str) -> None:
        """A press leaves nothing in the chat itself."""
        self.look()
        self._entries.append(f"    {self._name} → [{label}]\n")

    def text(self) -> str:
        self.look()
        return "\n".join(self._entries)

    def _entry(self, message: ChatMessage) -> str:
        who = "tonghop" if message.from_bot else self._name
        head = f"[{message.date.astimezone(self._zone):%d/%m %H:%M}] {who}:"
        body = message.text
        if message.file is not None:
            body = f"<{message.file.name}> {body}".strip()
        lines = [head, *(f"    {line}".rstrip() for line in body.splitlines())]
        lines += [f"    [{'] ['.join(b.text for b in row)}]" for row in message.buttons]
        return "\n".join(lines) + "\n"
