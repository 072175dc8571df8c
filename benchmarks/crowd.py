"""People at their phones: each answers what it is asked, as soon as it is asked, until its report
is handed in; then the next person takes the chat's place."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

_BUTTON = re.compile(rb"c:(\d+):([a-z_]+):([0-9A-Za-z._-]*):(\d+):([0-9A-Za-z_-]*)")
_RECEIPT = b"s:document:"
_CHAT = '"chat":{"id":%d,"type":"private","first_name":"Lan"}'
_FROM = '"from":{"id":%d,"is_bot":false,"first_name":"Lan"}'
# Buttons that lead on where no question of the script is asked, the more final ones first.
_LEADING_ON = (b"confirm_submit", b"submit", b"skip")
_LEADER = b"leader"  # argument of a button that no leader has agreed yet: one is named
# Buttons about the text just given: their question is not asked any more.
_LOOKING_BACK = (b"write_more",)
FIRST = 1_000  # chat id of the first person


@dataclass(frozen=True)
class Script:
    """`opening` begins a report, `words` answers each question, by the number that its buttons
    carry. Words in brackets stand for a button: its argument, "[zero]", or its action, "[no_more]".

    Without words the bot is an echo: the opening is said over and over."""

    opening: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Said:
    """An update without its id; `question` "" where it answers none."""

    update: bytes
    question: str = ""
    words: str = ""
    finishes: bool = False  # a text that was given: without it the text is no answer yet


class Crowd:
    """`offered` answers a second, evenly; 0: everybody answers at once."""

    def __init__(
        self, script: Script, chats: int, offered: float, send: Callable[[bytes], None]
    ) -> None:
        self._script = script
        self._chats = chats
        self._interval = 1 / offered if offered else 0.0
        self._send = send
        self._people = 0
        self._messages = 0
        self._waiting: dict[int, tuple[_Said, float]] = {}  # what was said last, and when
        self._ready: deque[tuple[int, _Said]] = deque()  # what waits for the pace
        self._ended = False
        self._all_heard = asyncio.Event()
        self.waits: list[float] = []  # milliseconds from what was said to what came back
        self.answered = 0  # answers after which something came back
        self.given: list[tuple[int, str, str]] = []  # every answer sent: person, question, words

    @property
    def waiting(self) -> int:
        """Chats the bot owes something."""
        return len(self._waiting)

    def begin(self) -> None:
        for _ in range(self._chats):
            self._next_person()
        if self._interval:
            loop = asyncio.get_running_loop()
            self._tick(loop.time())

    async def end(self, patience: float) -> None:
        """Nobody says anything any more; waits for what the bot still owes."""
        self._ended = True
        with suppress(TimeoutError):
            async with asyncio.timeout(patience if self._waiting else 0):
                await self._all_heard.wait()

    def heard(self, chat: int, body: bytes, message: int) -> None:
        """What the bot sent to `chat`, as it came over the wire."""
        said = self._next(chat, body, message)
        if said is None and _RECEIPT not in body:
            return  # not what this person waits for
        before, at = self._waiting.pop(chat, (None, 0.0))
        if before is not None:
            self.waits.append((time.perf_counter() - at) * 1000)
            self.answered += bool(before.question)
        if said is None:
            self._next_person()
        else:
            self._say(chat, said)
        if self._ended and not self._waiting:
            self._all_heard.set()

    def _next_person(self) -> None:
        chat = FIRST + self._people
        self._people += 1
        self._say(chat, _Said(self._typed(chat, self._script.opening)))

    def _next(self, chat: int, body: bytes, message: int) -> _Said | None:
        """The answer to a question, or the press of a button that leads on; None for neither."""
        if not self._script.words:
            return _Said(self._typed(chat, self._script.opening), "any")
        buttons = _BUTTON.findall(body)
        asking = (b[2].decode() for b in buttons if b[2] and b[1] not in _LOOKING_BACK)
        question = next(asking, "")
        words = self._script.words.get(question)
        if words is None:
            leading = (b for action in _LEADING_ON for b in buttons if b[1] == action)
            button = next(leading, None)
            if button is None and any(b[4] == _LEADER for b in buttons):
                return _Said(self._typed(chat, "Bùi Văn Đạt"))
            return None if button is None else _Said(self._pressed(chat, button, message))
        whole = next((b for b in buttons if b[1] == b"done"), None)
        if whole and not words.startswith("["):  # a narrative that waits for more
            return _Said(self._pressed(chat, whole, message), finishes=True)
        if not words.startswith("["):
            return _Said(self._typed(chat, words), question, words)
        meant = words.strip("[]").encode()
        button = next(b for b in buttons if meant in (b[1], b[4]))
        return _Said(self._pressed(chat, button, message), question, words)

    def _typed(self, chat: int, words: str) -> bytes:
        self._messages += 1
        text = (
            f'"message":{{"message_id":{self._messages},"date":1623722400,{_CHAT % chat},'
            f'{_FROM % chat},"text":{json.dumps(words)}{_entities(words)}}}}}'
        )
        return text.encode()

    def _pressed(self, chat: int, button: tuple[bytes, ...], message: int) -> bytes:
        data = (b"c:" + b":".join(button)).decode()
        self._messages += 1
        text = (
            f'"callback_query":{{"id":"{self._messages}",{_FROM % chat},"chat_instance":"1",'
            f'"data":"{data}","message":{{"message_id":{message},"date":1623722400,'
            f'{_CHAT % chat},"text":"?"}}}}}}'
        )
        return text.encode()

    def _say(self, chat: int, said: _Said) -> None:
        if self._interval and not self._ended:
            self._ready.append((chat, said))
        else:
            self._now(chat, said)

    def _tick(self, due: float) -> None:
        """One more on its way, at an even pace however late the loop is."""
        if self._ready:
            self._now(*self._ready.popleft())
        if not self._ended:
            due += self._interval
            asyncio.get_running_loop().call_at(due, self._tick, due)

    def _now(self, chat: int, said: _Said) -> None:
        if self._ended and not said.finishes:
            return
        if said.question:
            self.given.append((chat, said.question, said.words))
        self._waiting[chat] = (said, time.perf_counter())
        self._send(said.update)


def _entities(words: str) -> str:
    """Telegram marks commands."""
    if not words.startswith("/"):
        return ""
    return f',"entities":[{{"type":"bot_command","offset":0,"length":{len(words)}}}]'
