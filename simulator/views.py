"""What the page of phones and the control doors are told, as JSON-ready dictionaries."""

from typing import TYPE_CHECKING

from simulator.chats import ChatMessage, Json, Press
from simulator.files import picture_size
from simulator.phone import Phone

if TYPE_CHECKING:
    from simulator.simulator import Simulator

PREVIEW = 80  # characters of the newest message in the list of people


def state(sim: "Simulator") -> Json:
    """Everything but the chats themselves."""
    return {
        "bot": sim.world.bot_username,
        "bot_name": sim.world.bot_name,
        "now": sim.now.isoformat(),
        "notice": sim.world.notice,
        "revision": sim.revision,
        "people": [person(phone) for phone in sim.phones],
    }


def report(sim: "Simulator") -> Json:
    """What a test in another process asks: is the bot idle, was anything refused?"""
    refusals = [
        {"method": r.method, "params": r.params, "code": r.code, "error": r.error}
        for r in sim.refusals
    ]
    return {
        "revision": sim.revision,
        "now": sim.now.isoformat(),
        "polling": sim.polling,
        "pending_updates": len(sim.pending_updates),
        "unanswered_presses": [press(p) for p in sim.unanswered_presses],
        "refusals": refusals,
        "call_counts": dict(sim.call_counts),
    }


def person(phone: Phone) -> Json:
    """One row of the list of people."""
    who, messages = phone.person, phone.messages
    last = messages[-1] if messages else None
    return {
        "id": who.id,
        "name": who.name,
        "phone": who.phone,
        "subtitle": who.subtitle,
        "started": who.started,
        "blocked": who.blocked,
        "unread": len(phone.unread()),
        "last": None if last is None else _preview(last),
    }


def chat(phone: Phone, before: int | None, limit: int) -> Json:
    """The newest `limit` messages with an id below `before`, and what surrounds the input."""
    older = [m for m in phone.messages if before is None or m.id < before]
    return {
        "person": phone.person.id,
        "messages": [message(phone, m) for m in older[-limit:]],
        "more": len(older) > limit,
        "commands": phone.commands,
        "keyboard": phone.keyboard,
    }


def message(phone: Phone, one: ChatMessage) -> Json:
    """One bubble."""
    replied = phone.chat.messages.get(one.reply_to or 0)
    return {
        "id": one.id,
        "mine": not one.from_bot,
        "kind": one.kind,
        "date": one.date.isoformat(),
        "text": one.text,
        "entities": one.entities,
        "buttons": [
            [{"text": b.text, "data": b.data, "url": b.url} for b in r] for r in one.buttons
        ],
        "file": _file(one),
        "contact": one.contact,
        "edited": one.edited is not None,
        "deleted": one.deleted,
        "seen": one.seen,
        "reply": None if replied is None else {"id": replied.id, **_preview(replied)},
        "waiting": [p.data for p in phone.waiting_presses if p.message is one],
    }


def press(one: Press) -> Json:
    return {
        "id": one.id,
        "person": one.person_id,
        "message": one.message.id,
        "data": one.data,
        "answered": one.answered,
        "text": one.text,
        "alert": one.alert,
    }


def _preview(one: ChatMessage) -> Json:
    return {
        "kind": one.kind,
        "text": " ".join(one.text.split())[:PREVIEW],
        "file": one.file_name,
        "mine": not one.from_bot,
        "date": one.date.isoformat(),
    }


def _file(one: ChatMessage) -> Json | None:
    if one.file is None:
        return None
    width, height = picture_size(one.file.content) or (0, 0)
    return {
        "id": one.file.id,
        "name": one.file.name,
        "size": len(one.file.content),
        "mime": one.file.mime,
        "width": width,
        "height": height,
    }
