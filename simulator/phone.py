"""A person's side: what a thumb can do, and what the screen shows."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from simulator.botapi.formatting import utf16_length, with_found
from simulator.botapi.settings import menu_of
from simulator.chats import Button, Chat, ChatMessage, Json, Person, Press
from simulator.world import World

MAX_TEXT = 4096  # apps send longer text as several messages
MAX_CAPTION = 1024
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")  # Bot API, deep links
VOICE = b"OggS" + bytes(60)
STICKER = b"RIFF" + bytes(4) + b"WEBPVP8 " + bytes(48)


class Phone:
    """One person's Telegram. Every action is what a real app would send to the bot."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self.person = person
        self.chat: Chat = world.chats[person.id]
        self._acted = 0  # revision of the journal at this person's last action

    # What the screen shows

    @property
    def messages(self) -> list[ChatMessage]:
        """Both sides of the private chat with the bot, oldest first, without deleted ones."""
        return [m for m in self.chat.messages.values() if not m.deleted]

    @property
    def answers(self) -> list[ChatMessage]:
        """The bot's messages that came or changed since this person last did something."""
        return [m for m in self.messages if m.from_bot and m.revision > self._acted]

    @property
    def last(self) -> ChatMessage | None:
        """The bot's newest message."""
        return next((m for m in reversed(self.messages) if m.from_bot), None)

    @property
    def keyboard(self) -> list[list[Json]]:
        """The reply keyboard on the screen, row by row; empty when there is none."""
        for message in reversed(self.messages):
            markup = message.markup or {}
            if message.from_bot and "remove_keyboard" in markup:
                return []
            if message.keyboard:
                return message.keyboard
        return []

    @property
    def commands(self) -> list[Json]:
        """The bot's command menu as this person sees it."""
        return menu_of(self._world, self.person.id)

    @property
    def waiting_presses(self) -> list[Press]:
        """This person's presses that the bot has not answered: their buttons show a spinner."""
        return [p for p in self._world.waiting.values() if p.person_id == self.person.id]

    def unread(self) -> list[ChatMessage]:
        """The bot's messages that this person has not read."""
        return [m for m in self.messages if m.from_bot and m.id > self.chat.read_up_to]

    def read(self) -> list[ChatMessage]:
        """The unread messages, which now count as read."""
        unread = self.unread()
        if unread:
            self.chat.read_up_to = unread[-1].id
            self._world.journal.publish("read", chat=self.chat.id)
        return unread

    async def wait_for(
        self,
        wanted: str | Callable[[ChatMessage], bool] = "",
        *,
        within: float | None = 10.0,
    ) -> ChatMessage:
        """The first of `answers` that contains the text, or of which `wanted` is true.

        Raises TimeoutError after `within` real seconds.
        """

        def fits(message: ChatMessage) -> bool:
            return wanted in message.text if isinstance(wanted, str) else wanted(message)

        await self._world.journal.wait_for(lambda: any(map(fits, self.answers)), within)
        return next(filter(fits, self.answers))

    # What a thumb can do

    def start(self, payload: str = "") -> ChatMessage:
        """Press START, also after blocking. Raises ValueError for an impossible payload."""
        if not PAYLOAD.fullmatch(payload):
            raise ValueError(f"Telegram starts no bot with {payload!r}")
        if self.person.blocked:
            self.unblock()
        return self.send(f"/start {payload}".strip())

    def open_link(self, url: str) -> ChatMessage:
        """Open an invite link of the bot. Raises ValueError when it is none."""
        payload = self._payload_of(url.strip())
        if payload is None:
            raise ValueError(f"not a link to this bot: {url}")
        return self.start(payload)

    def send(
        self, text: str, reply_to: ChatMessage | None = None, group: int | None = None
    ) -> ChatMessage:
        """Type and send. A long text goes out in several messages; the last one is returned.

        Raises ValueError for an empty text and PermissionError when the bot is blocked.
        """
        parts = list(split_text(text))
        if not parts:
            raise ValueError("an app sends no empty message")
        replied = None if reply_to is None else reply_to.id
        sent = [self._sent_text(part, replied, group) for part in parts]
        return sent[-1]

    def press(self, target: str | tuple[ChatMessage, str]) -> Press | ChatMessage:
        """Press a button.

        A label: the newest visible button with it, inline or of the reply keyboard (which sends
        its text). A pair (message, data): a query with exactly this data, as a hostile app can
        make. Raises LookupError when no such button is on the screen.
        """
        if isinstance(target, tuple):
            message, data = target
            return self._pressed(message, data)
        found = self._button(target)
        if found is None:
            return self._press_keyboard(target)
        message, button = found
        if button.data is not None:
            return self._pressed(message, button.data)
        return self.open_link(button.url or "")

    def attach(self, content: bytes, name: str, mime: str, caption: str = "") -> ChatMessage:
        """Send a document."""
        return self._sent_file("document", content, name, mime, caption)

    def photo(self, content: bytes, caption: str = "") -> ChatMessage:
        """Send a picture, which Telegram offers to the bot in several sizes."""
        return self._sent_file("photo", content, "photo.jpg", "image/jpeg", caption)

    def sticker(self) -> ChatMessage:
        return self._sent_file("sticker", STICKER, "sticker.webp", "image/webp", "")

    def voice(self) -> ChatMessage:
        return self._sent_file("voice", VOICE, "voice.ogg", "audio/ogg", "")

    def share_contact(self, of: Person | None = None) -> ChatMessage:
        """Share one's own phone number, or another person's contact."""
        shared = of or self.person
        fields = {
            "phone_number": shared.phone,
            "first_name": shared.first_name,
            "last_name": shared.last_name,
        }
        contact = {name: value for name, value in fields.items() if value}
        return self._sent("contact", contact={**contact, "user_id": shared.id})

    def edit(self, message: ChatMessage, text: str) -> None:
        """Change one's own text. Raises ValueError for somebody else's message."""
        if message.sender_id != self.person.id or message.kind != "text":
            raise ValueError("only one's own text can be edited")
        message.text = text.strip()
        message.entities = with_found(message.text, [])
        message.edited = self._world.clock()
        self._world.touch(message)
        self._acted = message.revision
        self._world.tell_bot(message, "edited_message")

    def delete(self, message: ChatMessage) -> None:
        """Delete a message for both sides; bots are not told."""
        message.deleted = True
        self._world.touch(message)

    def block(self) -> None:
        """Stop the bot."""
        self._world.change_membership(self.person, blocked=True)

    def unblock(self) -> None:
        self._world.change_membership(self.person, blocked=False)

    def _payload_of(self, url: str) -> str | None:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        query = parse_qs(parts.query)
        if parts.scheme == "tg":
            names = [query.get("domain", [""])[0]] if parts.netloc == "resolve" else []
        else:
            names = [parts.path.strip("/")] if parts.netloc in ("t.me", "telegram.me") else []
        if [name.lower() for name in names] != [self._world.bot_username.lower()]:
            return None
        return query.get("start", [""])[0]

    def _button(self, label: str) -> tuple[ChatMessage, Button] | None:
        for message in reversed(self.messages):
            for row in message.buttons:
                for button in row:
                    if button.text == label:
                        return message, button
        return None

    def _press_keyboard(self, label: str) -> ChatMessage:
        for row in self.keyboard:
            for key in row:
                if key["text"] == label:
                    return self.share_contact() if key.get("request_contact") else self.send(label)
        raise LookupError(f"{self.person.name} sees no button {label!r}")

    def _pressed(self, message: ChatMessage, data: str) -> Press:
        press = self._world.add_press(self.person, message, data)
        self._acted = self._world.journal.revision
        return press

    def _sent_text(self, text: str, reply_to: int | None, group: int | None) -> ChatMessage:
        entities = with_found(text, [])
        return self._sent("text", text=text, entities=entities, reply_to=reply_to, group=group)

    def _sent_file(
        self, kind: str, content: bytes, name: str, mime: str, caption: str
    ) -> ChatMessage:
        if not content:
            raise ValueError("an app sends no empty file")
        if utf16_length(caption) > MAX_CAPTION:
            raise ValueError("an app sends no caption that long")
        file = self._world.files.add(content, name, mime, kind + "s")
        return self._sent(kind, file=file, text=caption, entities=with_found(caption, []))

    def _sent(self, kind: str, *, group: int | None = None, **content: object) -> ChatMessage:
        if group is None and self.person.blocked:
            raise PermissionError("the bot is blocked; press START first")
        chat = self.chat if group is None else self._world.chats[group]
        if group is None:
            self.person.started = True
        message = self._world.post(chat, self.person.id, kind, **content)
        self._acted = message.revision
        if chat.private or self._bot_sees(chat, message):
            self._world.tell_bot(message)
        return message

    def _bot_sees(self, chat: Chat, message: ChatMessage) -> bool:
        """In a group a bot hears commands, mentions and replies to it (privacy mode)."""
        if self._world.bot_id not in chat.members:
            return False
        original = chat.messages.get(message.reply_to or 0)
        named = f"@{self._world.bot_username}".lower() in message.text.lower()
        return message.text.startswith("/") or named or bool(original and original.from_bot)


def split_text(text: str) -> list[str]:
    """As the apps do: pieces of at most 4096 UTF-16 units, cut at white space where possible."""
    parts = []
    rest = text.strip()
    while utf16_length(rest) > MAX_TEXT:
        end = MAX_TEXT
        while utf16_length(rest[:end]) > MAX_TEXT:
            end -= 1
        space = max(rest.rfind("\n", end // 2, end), rest.rfind(" ", end // 2, end))
        cut = space if space > 0 else end
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [part for part in [*parts, rest] if part]
