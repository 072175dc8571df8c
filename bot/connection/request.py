"""The HTTP transport handed to python-telegram-bot, over aiohttp.

Every fault becomes a telegram.error with its `__cause__` kept: `was_not_sent` tells from it whether
Telegram may have acted on the call. No text of an error holds a URL, for a URL holds the token.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.connection.direct import DirectCalls
from usecases.json_text import json_text
from usecases.records import JSON

# Raised while there was no connection yet to send anything on.
_NOT_SENT = (
    aiohttp.ClientConnectorError,  # refused, no route, DNS, TLS, proxy out of reach
    aiohttp.ConnectionTimeoutError,  # connecting, or waiting for a free connection, took too long
    aiohttp.ClientHttpProxyError,  # the proxy did not open the tunnel
)
_JSON_HEADERS = {"Content-Type": "application/json"}
_UNSET = BaseRequest.DEFAULT_NONE
# RetryAfter in its coming form; in the present one python-telegram-bot warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class UnusableProxy(ValueError):
    """The proxy is of a sort this transport does not speak; `scheme` says which."""

    def __init__(self, scheme: str) -> None:
        super().__init__(f"proxies of the scheme {scheme!r} are not supported, only http")
        self.scheme = scheme


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that go along with a call, in place of the parameter of that name."""

    content: bytes
    name: str
    mime: str


class Payload:
    """The parameters of one call; reads as python-telegram-bot's RequestData, which is final."""

    def __init__(self, parameters: JSON, uploads: Mapping[str, Upload]) -> None:
        self.parameters = parameters
        self.contains_files = bool(uploads)
        self.multipart_data = {
            field: (upload.name, upload.content, upload.mime) for field, upload in uploads.items()
        }

    @property
    def json_parameters(self) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in self.parameters.items()
        }


class AiohttpRequest(BaseRequest):
    """One pool of connections. getUpdates gets an instance of its own, so that a long poll never
    waits for, or holds, a connection of other calls. Times are in seconds.

    `proxy` is an http(s) URL, credentials included where needed. Raises UnusableProxy."""

    def __init__(
        self,
        *,
        connections: int = 64,
        proxy: str = "",
        connect_timeout: float = 10.0,
        read_timeout: float = 20.0,
        upload_timeout: float = 120.0,
    ) -> None:
        if proxy and urlsplit(proxy).scheme not in ("http", "https"):
            raise UnusableProxy(urlsplit(proxy).scheme)
        self._connections = connections
        self._proxy = proxy or None
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._upload_timeout = upload_timeout
        self._session: aiohttp.ClientSession | None = None
        self._direct: DirectCalls | None = None  # None: every call goes through a proxy

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        """Opens the pool; python-telegram-bot may ask more than once."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, limit_per_host=0)
            self._direct = None if self._proxy else DirectCalls(connector)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent",),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = self._direct = None

    async def call(
        self,
        url: str,
        parameters: Mapping[str, JSON],
        uploads: Mapping[str, Upload] | None = None,
        read_timeout: float | None = None,
    ) -> bytes:
        """The answer of a successful call as it came. Raises telegram.error.TelegramError."""
        return await self._request_wrapper(
            url=url,
            method="POST",
            request_data=cast(RequestData, Payload(parameters, uploads or {})),
            read_timeout=self._read_timeout if read_timeout is None else read_timeout,
        )

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = _UNSET,
        write_timeout: object = _UNSET,
        connect_timeout: object = _UNSET,
        pool_timeout: object = _UNSET,
    ) -> tuple[int, bytes]:
        """Status and body; times not given are those of this object."""
        if self._session is None:
            raise NetworkError("the transport is not open")
        read = _given(read_timeout, self._read_timeout)
        if request_data is not None and request_data.contains_files and read is not None:
            # aiohttp's reading time runs while the request is still being written.
            read += _given(write_timeout, self._upload_timeout) or 0
        connect = _given(connect_timeout, self._connect_timeout)
        times = aiohttp.ClientTimeout(
            total=None,
            connect=_given(pool_timeout, connect),
            sock_connect=connect,
            sock_read=read,
        )
        plain = request_data is not None and not request_data.contains_files
        try:
            if self._direct is not None and request_data is not None and plain:
                return await self._direct.post(url, _json_body(request_data), times)
            return await self._exchange(self._session, url, method, request_data, times)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _translated(error) from error

    async def _exchange(
        self,
        session: aiohttp.ClientSession,
        url: str,
        method: str,
        request_data: RequestData | None,
        times: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        async with session.request(
            method,
            url,
            timeout=times,
            proxy=self._proxy,
            allow_redirects=False,
            **_body(request_data),
        ) as response:
            return response.status, await response.read()


def was_not_sent(error: BaseException) -> bool:
    """True when the call surely never reached Telegram."""
    return isinstance(error.__cause__, _NOT_SENT)


def _given(value: object, otherwise: float | None) -> float | None:
    return otherwise if value is _UNSET else cast("float | None", value)


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {
            "data": _json_body(request_data),
            "headers": _JSON_HEADERS,
        }
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows names as they are, in UTF-8
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for field, (name, content, mime) in request_data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=mime)
    return {"data": form}


def _json_body(request_data: RequestData) -> bytes:
    return json_text(request_data.parameters).encode("utf-8", "replace")


def _translated(error: Exception) -> TelegramError:
    """Named by its sort only: texts of aiohttp's errors may hold the URL."""
    name = type(error).__name__
    return TimedOut(name) if isinstance(error, TimeoutError) else NetworkError(name)
