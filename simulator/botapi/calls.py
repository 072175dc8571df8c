"""One HTTP request of the bot -> parameters and uploads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from simulator.botapi.refusals import NOT_JSON, TOO_LARGE, Refused
from simulator.chats import Json
from simulator.world import World

MAX_UPLOAD = 50 * 1024 * 1024  # Bot API, sendDocument


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    content: bytes
    name: str
    mime: str


@dataclass(frozen=True)
class Call:
    """What a method works with: checked parameters, uploads by field name, the world."""

    world: World
    args: Json
    uploads: Mapping[str, Upload]


async def read_request(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters as the bot gave them. Raises Refused for broken JSON and large files."""
    values: Json = dict(request.query)
    if request.content_type == "application/json":
        return values | await _json(request), {}
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(TOO_LARGE) from None
    uploads = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            uploads[name] = _upload(value)
        else:
            values[name] = value
    return values, uploads


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise Refused(NOT_JSON) from None
    if not isinstance(body, dict):
        raise Refused(NOT_JSON)
    return body


def _upload(field: web.FileField) -> Upload:
    with field.file:
        content = field.file.read()
    if len(content) > MAX_UPLOAD:
        raise Refused(TOO_LARGE)
    return Upload(content, field.filename, field.content_type)
