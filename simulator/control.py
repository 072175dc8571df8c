"""The people's side over HTTP, for the page of phones and for tests in another process.

Everything is under /control/ and for this machine only: a request must come from the loopback
interface, be addressed to it by name, and not come from another site's page.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from simulator import views
from simulator.chats import ChatMessage, Json, Press
from simulator.phone import Phone

if TYPE_CHECKING:
    from simulator.simulator import Simulator

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PUBLIC = ("/bot", "/file/bot")  # guarded by the token instead
FAULTS = {
    "retry_after",
    "server_error",
    "drop_before",
    "drop_after",
    "late",
    "conflict",
    "cut_file",
    "stall_file",
    "revoke_token",
    "clear",
}
WRONG = (KeyError, ValueError, TypeError, LookupError, PermissionError)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """403 for whoever is not a person or program on this machine."""
    if not request.path.startswith(PUBLIC):
        origin = request.headers.get("Origin")
        here = request.remote in LOOPBACK and urlsplit(f"//{request.host}").hostname in LOOPBACK
        if not here or (origin is not None and urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden
    return await handler(request)


class Control:
    """Doors to a simulator's people, faults and records."""

    def __init__(self, simulator: "Simulator") -> None:
        self._sim = simulator
        self._actions: dict[str, Callable[[Phone, Json], Any]] = {
            "start": lambda phone, body: phone.start(body.get("payload", "")),
            "open": lambda phone, body: phone.open_link(body["url"]),
            "send": self._send,
            "press": self._press,
            "contact": lambda phone, _body: phone.share_contact(),
            "sticker": lambda phone, _body: phone.sticker(),
            "voice": lambda phone, _body: phone.voice(),
            "edit": lambda phone, body: phone.edit(self._message(phone, body), body["text"]),
            "delete": lambda phone, body: phone.delete(self._message(phone, body)),
            "block": lambda phone, _body: phone.block(),
            "unblock": lambda phone, _body: phone.unblock(),
            "read": lambda phone, _body: len(phone.read()),
            "subtitle": lambda phone, body: self._sim.subtitle(phone.person.id, body["text"]),
        }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/state", self._state),
            web.get("/control/report", self._report),
            web.get("/control/chat", self._chat),
            web.post("/control/people", self._add_person),
            web.post("/control/attach", self._attach),
            web.post("/control/notice", self._notice),
            web.post("/control/faults", self._fault),
            web.post("/control/{action}", self._act),
        ]

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(views.state(self._sim))

    async def _report(self, request: web.Request) -> web.Response:
        """With `since`: wait until the revision is above it, at most `within` seconds."""
        if "since" in request.query:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(float(request.query.get("within", "10"))):
                    await self._sim.changed(int(request.query["since"]))
        return web.json_response(views.report(self._sim))

    async def _chat(self, request: web.Request) -> web.Response:
        query = request.query
        try:
            phone = self._sim.phone(int(query["person"]))
            before = int(query["before"]) if "before" in query else None
            shown = views.chat(phone, before, int(query.get("limit", "60")))
        except WRONG as error:
            return refused(error)
        return web.json_response(shown)

    async def _add_person(self, request: web.Request) -> web.Response:
        try:
            body = await _body(request)
            person_id = body.get("id") or max(self._sim.world.people, default=1000) + 1
            names = [str(body.get(k, "")).strip() for k in ("first_name", "last_name", "phone")]
            if not names[0]:
                raise ValueError("a person has a first name")
            phone = self._sim.add_person(person_id, *names)
            self._sim.subtitle(person_id, body.get("subtitle", ""))
        except WRONG as error:
            return refused(error)
        return web.json_response(views.person(phone))

    async def _attach(self, request: web.Request) -> web.Response:
        """multipart/form-data: person, file, caption, as_photo."""
        form = await request.post()
        try:
            phone = self._sim.phone(int(str(form["person"])))
            field, caption = form["file"], str(form.get("caption", ""))
            if not isinstance(field, web.FileField):
                raise TypeError("file must be an upload")
            with field.file:
                content = field.file.read()
            if form.get("as_photo"):
                sent = phone.photo(content, caption)
            else:
                sent = phone.attach(content, field.filename, field.content_type, caption)
        except WRONG as error:
            return refused(error)
        return web.json_response(self._shown(phone, sent))

    async def _notice(self, request: web.Request) -> web.Response:
        try:
            self._sim.notice(str((await _body(request))["text"]))
        except WRONG as error:
            return refused(error)
        return web.json_response({"done": True})

    async def _fault(self, request: web.Request) -> web.Response:
        """`kind`: a method of Faults (the other members are its arguments), or `delay`."""
        try:
            body = await _body(request)
            kind = body.pop("kind")
            if kind == "delay":
                self._sim.faults.delay = float(body["seconds"])
            elif kind in FAULTS:
                getattr(self._sim.faults, kind)(**body)
            else:
                raise ValueError(f"no fault is called {kind}")
        except WRONG as error:
            return refused(error)
        return web.json_response({"done": True})

    async def _act(self, request: web.Request) -> web.Response:
        action = self._actions.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound
        try:
            body = await _body(request)
            phone = self._sim.phone(int(body["person"]))
            result = action(phone, body)
        except WRONG as error:
            return refused(error)
        return web.json_response(self._shown(phone, result))

    def _send(self, phone: Phone, body: Json) -> ChatMessage:
        replied = phone.chat.messages[body["reply_to"]] if body.get("reply_to") else None
        return phone.send(body["text"], reply_to=replied)

    def _press(self, phone: Phone, body: Json) -> Press | ChatMessage:
        if "label" in body:
            return phone.press(body["label"])
        return phone.press((self._message(phone, body), body["data"]))

    def _message(self, phone: Phone, body: Json) -> ChatMessage:
        return phone.chat.messages[int(body["message"])]

    def _shown(self, phone: Phone, result: object) -> Json:
        if isinstance(result, ChatMessage):
            return views.message(phone, result)
        if isinstance(result, Press):
            return views.press(result)
        return {"done": True}


async def _body(request: web.Request) -> Json:
    body = await request.json()
    if not isinstance(body, dict):
        raise TypeError("the body must be a JSON object")
    return body


def refused(error: Exception) -> web.Response:
    """400 with the reason."""
    return web.json_response({"error": str(error)}, status=400)
