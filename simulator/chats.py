"""People, chats, messages and presses: what a Telegram remembers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from simulator.files import StoredFile

Json = dict[str, Any]


@dataclass
class Person:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    phone: str = ""
    username: str = ""
    subtitle: str = ""  # shown under the name on the page: role, unit
    started: bool = False  # has ever written to the bot
    blocked: bool = False  # has blocked the bot

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass
class Chat:
    """A private chat (id = the person's id) or a group (id below zero)."""

    id: int
    members: list[int]
    title: str = ""  # of a group
    moved_to: int | None = None  # the supergroup a group has become
    messages: dict[int, "ChatMessage"] = field(default_factory=dict)
    read_up_to: int = 0  # newest message of the bot that the person has read
    typing_until: datetime | None = None

    @property
    def private(self) -> bool:
        return self.id > 0


@dataclass(frozen=True)
class Button:
    """An inline button as a person sees it: a press sends `data`, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass
class ChatMessage:
    """One message of either side. `text` is the caption where there is a file."""

    chat_id: int
    id: int
    date: datetime
    sender_id: int
    from_bot: bool
    kind: str  # text, document, photo, contact, sticker, voice
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None  # reply_markup as the bot gave it
    file: StoredFile | None = None
    contact: Json | None = None
    reply_to: int | None = None
    edited: datetime | None = None
    deleted: bool = False
    seen: bool = False  # a person's message: confirmed by the bot
    revision: int = 0  # of the journal, when last changed

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard, row by row; empty without one."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [
            [Button(b["text"], b.get("callback_data"), b.get("url")) for b in row] for row in rows
        ]

    @property
    def labels(self) -> list[str]:
        """The texts of all inline buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    @property
    def keyboard(self) -> list[list[Json]]:
        """The reply keyboard that came with the message, row by row; empty without one."""
        rows = (self.markup or {}).get("keyboard", [])
        return [[b if isinstance(b, dict) else {"text": b} for b in row] for row in rows]

    @property
    def content(self) -> bytes:
        """The bytes of the document, photo, sticker or voice. Raises ValueError without one."""
        if self.file is None:
            raise ValueError(f"message {self.id} carries no file")
        return self.file.content

    @property
    def file_name(self) -> str:
        return "" if self.file is None else self.file.name


@dataclass
class Press:
    """One tap on an inline button, waiting for answerCallbackQuery."""

    id: str
    person_id: int
    message: ChatMessage
    data: str
    at: datetime
    answered: bool = False
    text: str = ""  # what the answer said, if anything
    alert: bool = False


@dataclass(frozen=True)
class Refusal:
    """One call that Telegram would have refused."""

    method: str
    params: Json
    code: int
    error: str
    at: datetime


@dataclass(frozen=True)
class Call:
    """One call that was accepted."""

    method: str
    params: Json
    at: datetime


@dataclass(frozen=True)
class Webhook:
    """Where updates are delivered instead of waiting for getUpdates."""

    url: str
    secret: str
