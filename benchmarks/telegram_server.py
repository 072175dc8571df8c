"""The smallest Bot API server that can keep a bot busy, and the chats behind it. A process of its
own, so that its work is not the bot's; started by benchmarks.conversation.

Prints its port, waits for a line with the bot's process id, lets every chat talk, measures, prints
what it saw as one line of JSON, and stays until its input ends, so that the bot can say goodbye.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from benchmarks.crowd import Crowd, Script

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id["=: ]+(-?\d+)')
_OFFSET = re.compile(rb'offset["=: ]+(-?\d+)')
_TIMEOUT = re.compile(rb'timeout["=: ]+(\d+)')
_ME = b'{"id":1,"is_bot":true,"first_name":"Bot","username":"bench_bot"}'
_PATIENCE = 20.0  # seconds a bot may take for its last answers
_PAGE = 100  # updates of one getUpdates


@dataclass(frozen=True)
class Load:
    """`offered` answers a second (0: every chat answers at once), `delay` seconds a call takes."""

    chats: int
    seconds: float
    warm_up: float
    delay: float
    offered: float
    script: Script


@dataclass
class Seen:
    """`steps` and `answers` within the window, `waits` in milliseconds; `given` in all: every
    answer of every person, in their order, as (person, question, words)."""

    seconds: float
    steps: int
    answers: int
    waits: list[float]
    bot_cpu: float
    server_cpu: float
    memory: float
    given: list[tuple[int, str, str]]
    unanswered: int


class Server:
    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._updates: deque[tuple[int, bytes]] = deque()
        self._next_update = 1
        self._next_message = 1
        self._polling: Callable[[bytes], None] | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._answering = False
        self.polled = asyncio.Event()
        self.heard: Callable[[int, bytes, int], None] = _nobody

    def send(self, update: bytes) -> None:
        """`update` without its id and its opening brace."""
        number = self._next_update
        self._next_update += 1
        self._updates.append((number, b'{"update_id":%d,%s' % (number, update)))
        if self._polling is not None and not self._answering:
            # Later in this round of the loop, so that answers given together travel together.
            self._answering = True
            asyncio.get_running_loop().call_soon(self._answer_poll)

    def handle(self, method: bytes, body: bytes, reply: Callable[[bytes], None]) -> None:
        if method == b"getUpdates":
            self._poll(body, reply)
        elif method in (b"sendMessage", b"editMessageText"):
            self._take(method, body, reply)
        else:
            self._after_delay(reply, _ME if method == b"getMe" else b"true")

    def _take(self, method: bytes, body: bytes, reply: Callable[[bytes], None]) -> None:
        found = _CHAT.search(body)
        assert found is not None, "every message names its chat"
        chat, message = int(found[1]), self._next_message
        self._next_message += 1
        result = b'{"message_id":%d,"date":1623722400,"chat":{"id":%d,"type":"private"}}'
        self._after_delay(reply, result % (message, chat))
        if method == b"sendMessage":
            self.heard(chat, body, message)

    def _poll(self, body: bytes, reply: Callable[[bytes], None]) -> None:
        if found := _OFFSET.search(body):
            while self._updates and self._updates[0][0] < int(found[1]):
                self._updates.popleft()
        self._polling = reply
        self.polled.set()
        if self._updates:
            self._answer_poll()
        else:
            timeout = _TIMEOUT.search(body)
            loop = asyncio.get_running_loop()
            self._patience = loop.call_later(int(timeout[1]) if timeout else 0, self._answer_poll)

    def _answer_poll(self) -> None:
        self._answering = False
        if self._patience is not None:
            self._patience.cancel()
        reply, self._polling = self._polling, None
        if reply is not None:
            page = [self._updates[at][1] for at in range(min(_PAGE, len(self._updates)))]
            self._after_delay(reply, b"[%s]" % b",".join(page))

    def _after_delay(self, reply: Callable[[bytes], None], result: bytes) -> None:
        body = b'{"ok":true,"result":%s}' % result
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, reply, body)
        else:
            reply(body)


def _nobody(_chat: int, _body: bytes, _message: int) -> None:
    """Before there is a crowd."""


class Connection(asyncio.Protocol):
    """HTTP/1.1 as far as the clients of bots speak it: a length, no chunks, one call at a time."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._buffer = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        length = _LENGTH.search(self._buffer, 0, head)
        end = head + 4 + (int(length[1]) if length else 0)
        if len(self._buffer) < end:
            return
        request, self._buffer = self._buffer[:end], self._buffer[end:]
        path = request[: request.index(b"\r\n")].split(b" ")[1]
        method = path.partition(b"?")[0].rpartition(b"/")[2]
        self._server.handle(method, request[head:], self._reply)

    def _reply(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        if not self._transport.is_closing():
            self._transport.write(head % len(body) + body)


async def serve(load: Load) -> None:
    loop = asyncio.get_running_loop()
    server = Server(load.delay)
    listening = await loop.create_server(partial(Connection, server), "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    bot = int(await loop.run_in_executor(None, sys.stdin.readline))
    await server.polled.wait()
    crowd = Crowd(load.script, load.chats, load.offered, server.send)
    server.heard = crowd.heard
    crowd.begin()
    await asyncio.sleep(load.warm_up)
    begun, bot_cpu, own_cpu = time.perf_counter(), _cpu_of(bot), _own_cpu()
    steps, answers = len(crowd.waits), crowd.answered
    await asyncio.sleep(load.seconds)
    seen = Seen(
        seconds=time.perf_counter() - begun,
        steps=len(crowd.waits) - steps,
        answers=crowd.answered - answers,
        waits=crowd.waits[steps:],
        bot_cpu=_cpu_of(bot) - bot_cpu,
        server_cpu=_own_cpu() - own_cpu,
        memory=_memory_of(bot),
        given=[],
        unanswered=0,
    )
    await crowd.end(_PATIENCE)
    seen.given, seen.unanswered = crowd.given, crowd.waiting
    print(json.dumps(asdict(seen)), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    listening.close()


def _cpu_of(process: int) -> float:
    """Seconds, all its threads, in user and in kernel mode."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100  # USER_HZ


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _memory_of(process: int) -> float:
    """Resident, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


def main() -> None:
    """The load comes as JSON in the first argument."""
    told = json.loads(sys.argv[1])
    load = Load(**{**told, "script": Script(**told["script"])})
    asyncio.run(serve(load))


if __name__ == "__main__":
    main()
