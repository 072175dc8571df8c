"""A JSON call over aiohttp's connections without its client: the pool, TLS and the parser are
aiohttp's, the request is written in one piece and nothing is built that nobody reads.

A turn makes two calls; what `ClientSession.request` does around each cost a tenth of all CPU.
"""

from __future__ import annotations

import asyncio

import aiohttp
from aiohttp.http import HttpProcessingError
from yarl import URL

_LARGEST_LINE = 64 * 1024  # bytes of a header


class DirectCalls:
    """Calls to a few addresses, without a proxy; they share `connector` with whoever else uses it.
    Raises what aiohttp's client raises."""

    def __init__(self, connector: aiohttp.TCPConnector) -> None:
        self._connector = connector
        self._known: dict[str, tuple[aiohttp.ClientRequest, bytes]] = {}

    async def post(self, url: str, body: bytes, times: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        """Status and body of the answer to a POST of JSON."""
        to, head = self._known.get(url) or self._address(url)
        try:
            connection = await self._connector.connect(to, [], times)
        except TimeoutError as error:
            raise aiohttp.ConnectionTimeoutError from error
        try:
            answer = await _exchange(connection, b"%s%d\r\n\r\n%s" % (head, len(body), body), times)
        except HttpProcessingError as error:
            connection.close()
            raise aiohttp.ClientPayloadError(type(error).__name__) from error
        except BaseException:
            connection.close()
            raise
        connection.release()
        return answer

    def _address(self, url: str) -> tuple[aiohttp.ClientRequest, bytes]:
        """Whom to connect to, and all of a request but the number of bytes behind its head."""
        parsed = URL(url)
        to = aiohttp.ClientRequest("POST", parsed, loop=asyncio.get_running_loop())
        head = (
            f"POST {parsed.raw_path_qs} HTTP/1.1\r\nHost: {to.headers['Host']}\r\n"
            "Accept: */*\r\nContent-Type: application/json\r\nContent-Length: "
        )
        self._known[url] = to, head.encode("ascii")
        return self._known[url]


async def _exchange(
    connection: aiohttp.connector.Connection, request: bytes, times: aiohttp.ClientTimeout
) -> tuple[int, bytes]:
    protocol, transport = connection.protocol, connection.transport
    if protocol is None or transport is None:
        raise aiohttp.ServerDisconnectedError
    protocol.set_response_params(
        read_until_eof=True,
        auto_decompress=False,
        read_timeout=times.sock_read,
        max_line_size=_LARGEST_LINE,
        max_field_size=_LARGEST_LINE,
    )
    transport.write(request)
    protocol.start_timeout()
    message, payload = await protocol.read()
    while message.code < 200:  # "continue", "early hints"
        message, payload = await protocol.read()
    return message.code, await payload.read()
