"""Logging that gives nothing away: tokens, passwords in addresses and phone numbers are struck out
of the final text, tracebacks included."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
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


class JsonFormatter(logging.Formatter):
    """One object a line, for programs that collect logs: at (ISO 8601, UTC), level, part, text and,
    where something was raised, trace."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "part": record.name,
            "text": redact(record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def set_up_logging(
    level: int = logging.INFO, stream: TextIO | None = None, lines: str = "text"
) -> None:
    """One handler for everything; libraries speak from WARNING on, whatever `level` is. `lines` is
    "text" or "json"."""
    handler = logging.StreamHandler(stream or sys.stderr)
    plain = RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(JsonFormatter() if lines == "json" else plain)
    root = logging.getLogger()
    for other in list(root.handlers):
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
