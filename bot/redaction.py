"""Logging that gives nothing away: tokens, passwords in addresses and phone numbers are struck out
of the final text, tracebacks included."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

_SECRETS = (
    # "bot" may stand right before the number, so no \b; a URL may have the colon quoted.
    (re.compile(r"(?<!\d)\d{6,12}(?::|%3[Aa])[A-Za-z0-9_-]{30,}"), "<token>"),
    (re.compile(r"(://)[^\s/@]+@"), r"\1<password>@"),
    # Vietnamese numbers: 0 or +84, then nine or ten digits, maybe in groups.
    (re.compile(r"(?<![\d.,])(?:\+?84|0)(?:[ .-]?\d){9,10}(?!\d)"), "<phone>"),
)
# These write whole URLs, or message contents, at INFO and DEBUG.
_TALKATIVE = ("httpx", "httpcore", "aiohttp", "asyncio", "telegram", "apscheduler", "alembic")


def redact(text: str) -> str:
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class RedactingFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up_logging(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """One handler for everything; libraries speak from WARNING on, whatever `level` is."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    for other in list(root.handlers):
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
