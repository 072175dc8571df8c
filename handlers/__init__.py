"""What people do: a Telegram update becomes one use case. Nothing is decided here."""

from handlers.commands import command_handlers
from handlers.messages import message_handlers
from handlers.plain import settle_plain
from handlers.reception import KEY, RECEIVED, Received, Reception

__all__ = [
    "KEY",
    "RECEIVED",
    "Received",
    "Reception",
    "command_handlers",
    "message_handlers",
    "settle_plain",
]
