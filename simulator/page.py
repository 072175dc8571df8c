"""The page of phones: static files, downloads, and the stream of what happens."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from simulator import views
from simulator.chats import Json
from simulator.files import StoredFile, picture_size
from simulator.journal import Event

if TYPE_CHECKING:
    from simulator.simulator import Simulator

STATIC = Path(__file__).parent / "static"
TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
}
TICK = 1.0  # seconds between two times of the clock on the page
GUARD = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
# A file came from anybody: never let it run as a page of ours.
DOWNLOAD_GUARD = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
}


class Page:
    """Serves the page of one simulator."""

    def __init__(self, simulator: "Simulator") -> None:
        self._sim = simulator
        self._files = {path.name: path.read_bytes() for path in STATIC.iterdir()}
        self._shows: dict[str, Callable[[Event], Json | None]] = {
            "message": self._message,
            "person": lambda event: self._person(event["person"]),
            "read": lambda event: self._person(event["chat"]),
            "action": lambda event: {"kind": "action", "person": event["chat"]},
            "press": self._press,
            "answered": self._press,
            "notice": lambda _event: {"kind": "notice", "text": self._sim.world.notice},
            "commands": lambda _event: {"kind": "commands"},
        }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._index),
            web.get(r"/static/{name:[\w.-]+}", self._static),
            web.get("/files/{id}", self._file),
            web.get("/events", self._events),
        ]

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return self._shown("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return self._shown(request.match_info["name"])

    def _shown(self, name: str) -> web.Response:
        if name not in self._files:
            raise web.HTTPNotFound
        headers = {**GUARD, "Content-Type": TYPES[name.rpartition(".")[2]]}
        return web.Response(body=self._files[name], headers=headers)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self._sim.world.files.by_id(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        return _download(file)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events until the browser goes away."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        )
        await response.prepare(request)
        with self._sim.world.journal.subscribed() as queue:
            await _write(response, self._clock())
            while True:
                await _write(response, await self._next(queue))
        return response

    async def _next(self, queue: asyncio.Queue[Event]) -> Json:
        """The next thing to show, or the time of day after a second of silence."""
        try:
            async with asyncio.timeout(TICK):
                while True:
                    event = await queue.get()
                    show = self._shows.get(event["kind"])
                    if show is not None and (shown := show(event)) is not None:
                        return {**shown, "now": self._sim.now.isoformat()}
        except TimeoutError:
            return self._clock()

    def _clock(self) -> Json:
        return {"kind": "clock", "now": self._sim.now.isoformat()}

    def _message(self, event: Event) -> Json | None:
        if event["chat"] not in self._sim.world.people:
            return None  # a group's
        phone = self._sim.phone(event["chat"])
        return {
            "kind": "message",
            "person": phone.person.id,
            "message": views.message(phone, phone.chat.messages[event["message"]]),
            "summary": views.person(phone),
            "keyboard": phone.keyboard,
        }

    def _person(self, person_id: int) -> Json:
        return {"kind": "person", "summary": views.person(self._sim.phone(person_id))}

    def _press(self, event: Event) -> Json:
        press = self._sim.world.presses[event["press"]]
        return {"kind": "press", "press": views.press(press)}


async def _write(response: web.StreamResponse, event: Json) -> None:
    await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())


def _download(file: StoredFile) -> web.Response:
    inline = picture_size(file.content) is not None
    response = web.Response(body=file.content, headers=DOWNLOAD_GUARD)
    response.content_type = file.mime if inline else "application/octet-stream"
    response.headers["Content-Disposition"] = disposition(
        "inline" if inline else "attachment", file
    )
    return response


def disposition(kind: str, file: StoredFile) -> str:
    """A Content-Disposition that keeps Vietnamese file names (RFC 6266, RFC 5987)."""
    return f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"
