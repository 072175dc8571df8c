"""What an error of the Bot API means for the call that met it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.connection.request import was_not_sent

_ROOT = Path(__file__).parent.parent.parent
# Texts of Telegram, lower case; sources: tdlib/telegram-bot-api, Client.cpp and tdlib/td.
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "group chat was deactivated",
)
_POINTLESS = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
    "there is no text in the message to edit",
    "query is too old",
    "query id is invalid",
)


class TokenRefused(Exception):
    """Telegram does not know the token (any more): nothing can be received or sent."""


class Meaning(Enum):
    WAIT = auto()  # 429: nobody may send before `seconds` are over; not sent
    MOVED = auto()  # the chat has another id now; not sent
    UNREACHABLE = auto()  # this chat cannot be written to, for good
    STOP = auto()  # the token is refused, or somebody else polls
    POINTLESS = auto()  # what was wanted holds already, or no longer can
    REFUSED = auto()  # Telegram does not take this content: our fault
    NOT_SENT = auto()  # never reached Telegram
    AMBIGUOUS = auto()  # may have taken effect
    BROKEN = auto()  # Telegram answered that it is broken: hardly took effect


@dataclass(frozen=True, slots=True)
class Verdict:
    meaning: Meaning
    error: str  # for the records: sort and text, no content
    seconds: float = 0.0
    chat_id: int = 0


def judge(error: TelegramError) -> Verdict:
    """The order matters: BadRequest and TimedOut are NetworkErrors to python-telegram-bot."""
    text = f"{type(error).__name__}: {error}"[:300]
    match error:
        case RetryAfter():
            return Verdict(Meaning.WAIT, text, seconds=seconds_of(error))
        case ChatMigrated():
            return Verdict(Meaning.MOVED, text, chat_id=error.new_chat_id)
        case Forbidden():
            return Verdict(Meaning.UNREACHABLE, text)
        case InvalidToken() | Conflict():
            return Verdict(Meaning.STOP, text)
        case BadRequest():
            return Verdict(_of_bad_request(str(error).lower()), text)
        case TimedOut() | NetworkError():
            return Verdict(_of_network_error(error), text)
        case _:
            return Verdict(Meaning.AMBIGUOUS, text)


def _of_bad_request(text: str) -> Meaning:
    if any(part in text for part in _GONE):
        return Meaning.UNREACHABLE
    if any(part in text for part in _POINTLESS):
        return Meaning.POINTLESS
    return Meaning.REFUSED


def _of_network_error(error: NetworkError) -> Meaning:
    if was_not_sent(error):
        return Meaning.NOT_SENT
    if error.__cause__ is not None:  # a read timeout, a connection closed without an answer
        return Meaning.AMBIGUOUS
    # There was an answer: 413 for a file too large, else a 5xx.
    return Meaning.REFUSED if "entity too large" in str(error).lower() else Meaning.BROKEN


def seconds_of(error: RetryAfter) -> float:
    """An int now, a timedelta in later versions of python-telegram-bot."""
    after = error.retry_after
    return float(after if isinstance(after, int) else after.total_seconds())


def traced(error: BaseException) -> str:
    """Sort and places of an error, without its text: that may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)][-4:]
    places = [
        f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno} {frame.name}"
        for frame in ours
        if ".venv" not in frame.filename
    ]
    return f"{type(error).__name__} ({' > '.join(places)})"
