"""A mail server of the tests' own, as much of RFC 5321 as a client needs."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_string
from email.message import EmailMessage
from email.policy import default


class MailServer:
    def __init__(self) -> None:
        self.port = 0
        self.mails: list[EmailMessage] = []
        self.refusing = False
        self.logins: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())

        say("421 not now" if self.refusing else "220 tests")
        while line := (await reader.readline()).decode().strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                say("250-tests")
                say("250 AUTH PLAIN")
            elif verb == "AUTH":
                self.logins.append(base64.b64decode(line.split()[-1]).decode())
                say("235 in")
            elif verb == "DATA":
                say("354 go on")
                await writer.drain()
                text = (await reader.readuntil(b"\r\n.\r\n")).decode()
                mail = message_from_string(text.removesuffix(".\r\n"), policy=default)
                self.mails.append(mail)
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                break
            else:
                say("250 ok")
            await writer.drain()
        writer.close()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    made = MailServer()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
