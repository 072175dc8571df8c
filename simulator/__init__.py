"""A Telegram on this machine: a Bot API server, people with phones, and a page that shows them.

It knows nothing of the bot that connects to it. The demo, rehearsals and tests use it, always over
real HTTP.
"""

from simulator.chats import Button, Chat, ChatMessage, Person, Press, Refusal
from simulator.faults import Faults
from simulator.phone import Phone
from simulator.simulator import Simulator

__all__ = [
    "Button",
    "Chat",
    "ChatMessage",
    "Faults",
    "Person",
    "Phone",
    "Press",
    "Refusal",
    "Simulator",
]
