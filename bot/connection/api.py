"""The Bot API, called without building python-telegram-bot's objects: JSON in, JSON out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import JSONDecodeError
from urllib.parse import quote

from telegram.error import NetworkError

from bot.connection.request import AiohttpRequest, Upload
from usecases.records import JSON

_ANSWER = re.compile(r'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\[\s*')
_BETWEEN = re.compile(r"\s*,?\s*")
_PATIENCE = 15.0  # seconds a long poll may be late


@dataclass(frozen=True, slots=True)
class Delivered:
    """One update: the JSON text as Telegram wrote it, and what is in it."""

    raw: str
    update: JSON


class BotApi:
    """`polling` is a transport of its own for getUpdates. The addresses are those of the settings:
    the token is appended to them. Calls raise telegram.error.TelegramError."""

    def __init__(
        self,
        token: str,
        base_url: str,
        file_url: str,
        request: AiohttpRequest,
        polling: AiohttpRequest,
    ) -> None:
        self._methods = f"{base_url}{token}/"
        self._files = f"{file_url}{token}/"
        self._request = request
        self._polling = polling

    async def initialize(self) -> None:
        await self._request.initialize()
        await self._polling.initialize()

    async def shutdown(self) -> None:
        await self._request.shutdown()
        await self._polling.shutdown()

    async def call(
        self,
        method: str,
        parameters: Mapping[str, JSON],
        uploads: Mapping[str, Upload] | None = None,
    ) -> JSON:
        """The `result` of the call."""
        body = await self._request.call(self._methods + method, parameters, uploads)
        return _parsed(body)["result"]

    async def updates(
        self, offset: int | None, seconds: int, allowed: Sequence[str]
    ) -> list[Delivered]:
        """Waits up to `seconds` for updates from `offset` on, which confirms those before it."""
        parameters: dict[str, JSON] = {"timeout": seconds, "allowed_updates": list(allowed)}
        if offset is not None:
            parameters["offset"] = offset
        body = await self._polling.call(
            f"{self._methods}getUpdates", parameters, read_timeout=seconds + _PATIENCE
        )
        return split_updates(body)

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that somebody sent. Raises BadRequest for one over 20 MB."""
        file = await self.call("getFile", {"file_id": file_id})
        return await self._request.retrieve(self._files + quote(str(file["file_path"])))


def split_updates(body: bytes) -> list[Delivered]:
    """Cuts an answer of getUpdates into its updates, each text as it stands there."""
    text = body.decode("utf-8", "replace")
    start = _ANSWER.match(text)
    if start is None:  # some other order of keys: as good as it came
        return [Delivered(json.dumps(update), update) for update in _parsed(body)["result"]]
    decoder, at, found = json.JSONDecoder(), start.end(), []
    try:
        while text[at] != "]":
            update, end = decoder.raw_decode(text, at)
            found.append(Delivered(text[at:end], update))
            between = _BETWEEN.match(text, end)
            at = between.end() if between else end
    except (JSONDecodeError, IndexError) as error:
        raise NetworkError("the answer of getUpdates is cut off") from error
    return found


def _parsed(body: bytes) -> JSON:
    try:
        return json.loads(body)
    except ValueError as error:  # a proxy's page, or half an answer
        raise NetworkError("the answer is no JSON") from error
