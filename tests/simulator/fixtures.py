"""What the tests of the simulator share: a running one, a clock to set, raw calls, pictures."""

import io
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from simulator import Phone, Simulator

TOKEN = "123456:AAtest-token_of_nobody"
MORNING = datetime(2021, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **apart: float) -> None:
        self.now += timedelta(**apart)


class Telegram(Simulator):
    """A simulator with its clock at hand, and raw calls of the Bot API over HTTP."""

    def __init__(self) -> None:
        self.hand = HandClock()
        super().__init__(TOKEN, self.hand)
        self.http: aiohttp.ClientSession

    async def call(self, method: str, /, token: str = TOKEN, **params: Any) -> dict[str, Any]:
        """One call with a JSON body; the answer with its HTTP status checked against it."""
        url = f"{self.base_url}{token}/{method}"
        async with self.http.post(url, json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    async def result(self, method: str, /, **params: Any) -> Any:
        """The result of a call that must succeed."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def upload(
        self, method: str, field: str, content: bytes, **params: Any
    ) -> dict[str, Any]:
        """One call as multipart/form-data with one file."""
        form = aiohttp.FormData({name: str(value) for name, value in params.items()})
        form.add_field(
            field, io.BytesIO(content), filename="tệp.docx", content_type="application/x-test"
        )
        async with self.http.post(f"{self.base_url}{TOKEN}/{method}", data=form) as response:
            answer: dict[str, Any] = await response.json()
            return answer


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """A running simulator without people."""
    sim = Telegram()
    await sim.start()
    try:
        async with aiohttp.ClientSession() as sim.http:
            yield sim
    finally:
        await sim.stop()


def lan(sim: Simulator) -> Phone:
    """A person who has started the bot; the update is still pending."""
    phone = sim.add_person(1001, "Nguyễn Thị Lan", phone="+84901234567")
    phone.start()
    return phone


def png(width: int = 40, height: int = 30) -> bytes:
    """A small real picture."""
    rows = b"".join(b"\0" + b"\x2f\x7f\xc1" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(rows)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )
