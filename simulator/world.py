"""The state of this Telegram: who is there, what was said, and what the bot must still hear."""

import random
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any

from simulator.botapi import shapes
from simulator.botapi.updates import UpdateQueue
from simulator.chats import Call, Chat, ChatMessage, Json, Person, Press, Refusal, Webhook
from simulator.files import FileStore
from simulator.journal import Journal

Clock = Callable[[], datetime]
REMEMBERED_CALLS = 20_000


class World:
    """Everything that both sides, the bot's and the people's, read and change.

    `clock` gives the date of every message (aware). `seed` fixes the ids that Telegram draws.
    """

    def __init__(self, token: str, clock: Clock, bot_username: str, seed: int = 0) -> None:
        draw = random.Random(seed)  # noqa: S311  (ids, not secrets)
        self.clock = clock
        self.journal = Journal()
        self.files = FileStore()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.waiting: dict[str, Press] = {}  # presses that the bot has not answered
        self.commands: dict[tuple[str, str], list[Json]] = {}  # (scope, language) -> commands
        self.menu_buttons: dict[int, Json] = {}
        self.refusals: list[Refusal] = []
        self.calls: deque[Call] = deque(maxlen=REMEMBERED_CALLS)
        self.notice = ""
        self.bot_id = int(token.partition(":")[0])
        self.bot_username = bot_username
        self.bot_name = bot_username
        self._next_private_id = 1 + draw.randrange(1000)
        self._next_press_id = draw.randrange(10**17, 10**18)
        self.webhook: Webhook | None = None
        self.updates = UpdateQueue(self.journal, clock, draw.randrange(10**8, 9 * 10**8))

    @property
    def bot(self) -> Json:
        """The bot as a User."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.bot_name,
            "username": self.bot_username,
        }

    def add_person(self, person: Person) -> None:
        """Raises ValueError when the id is taken or cannot belong to a person."""
        if person.id in self.people or person.id <= 0 or person.id == self.bot_id:
            raise ValueError(f"no person can have the id {person.id}")
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, [person.id])
        self.journal.publish("person", person=person.id)

    def add_group(self, chat_id: int, title: str, members: list[int]) -> Chat:
        """Raises ValueError when the id is taken or cannot belong to a group."""
        if chat_id in self.chats or chat_id >= 0:
            raise ValueError(f"no group can have the id {chat_id}")
        self.chats[chat_id] = Chat(chat_id, members, title)
        return self.chats[chat_id]

    def migrate(self, chat_id: int, new_id: int) -> Chat:
        """The group becomes a supergroup: whoever writes to the old id is told the new one."""
        old = self.chats[chat_id]
        old.moved_to = new_id
        return self.add_group(new_id, old.title, old.members)

    def post(self, chat: Chat, sender_id: int, kind: str, **content: Any) -> ChatMessage:
        """Put a message into a chat."""
        message = ChatMessage(
            chat.id,
            self._message_id(chat),
            self.clock(),
            sender_id,
            sender_id == self.bot_id,
            kind,
            **content,
        )
        chat.messages[message.id] = message
        self.touch(message)
        return message

    def touch(self, message: ChatMessage) -> None:
        """Tell everybody that a message is new or has changed."""
        message.revision = self.journal.publish("message", chat=message.chat_id, message=message.id)

    def tell_bot(self, message: ChatMessage, kind: str = "message") -> None:
        """Queue a person's message as an update."""

        def confirmed() -> None:
            message.seen = True
            self.touch(message)

        self.updates.add(kind, self.message_json(message), confirmed)

    def add_press(self, person: Person, message: ChatMessage, data: str) -> Press:
        """A tap on an inline button: recorded, and queued as a callback query."""
        self._next_press_id += 1
        press = Press(str(self._next_press_id), person.id, message, data, self.clock())
        self.presses[press.id] = self.waiting[press.id] = press
        query = {
            "id": press.id,
            "from": shapes.user(person),
            "message": self.message_json(message),
            "chat_instance": str(-(10**18) - message.chat_id),
            "data": data,
        }
        self.updates.add("callback_query", query, lambda: None)
        self.journal.publish("press", press=press.id, chat=message.chat_id)
        return press

    def change_membership(self, person: Person, blocked: bool) -> None:
        """The person blocks the bot, or lets it in again."""
        person.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        change = {
            "chat": shapes.chat(self.chats[person.id], person),
            "from": shapes.user(person),
            "date": int(self.clock().timestamp()),
            "old_chat_member": shapes.membership(self.bot, before),
            "new_chat_member": shapes.membership(self.bot, after),
        }
        self.updates.add("my_chat_member", change, lambda: None)
        self.journal.publish("person", person=person.id)

    def message_json(self, message: ChatMessage, *, replied: bool = True) -> Json:
        """The message in the Bot API's shape."""
        chat = self.chats[message.chat_id]
        chat_json = shapes.chat(chat, self.people.get(chat.id))
        sender = self.bot if message.from_bot else shapes.user(self.people[message.sender_id])
        original = chat.messages.get(message.reply_to or 0) if replied else None
        gone = original is None or original.deleted
        shown = None if gone or original is None else self.message_json(original, replied=False)
        return shapes.message(message, chat_json, sender, shown)

    def _message_id(self, chat: Chat) -> int:
        """Private chats of a bot share one sequence; a group has its own."""
        if not chat.private:
            return max(chat.messages, default=0) + 1
        self._next_private_id += 1
        return self._next_private_id
