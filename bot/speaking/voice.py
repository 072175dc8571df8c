"""A Message becomes what Telegram is sent: text cut into parts, a keyboard, a file.

Rendering never raises: a message that cannot be rendered is replaced by a plain text that says so,
for a turn is committed already when its messages are rendered.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.speaking.catalogue import FOLDER, Catalogue
from bot.speaking.markup import Marked, parse, plain_text
from bot.speaking.wording import filters
from reporting.faults import Fault, Place
from usecases.records import JSON, Button, Message, OutgoingFile

MARK = 32  # UTF-16 units left free for the mark of a message sent again
TEXT_LIMIT = 4096 - MARK  # Bot API, sendMessage
CAPTION_LIMIT = 1024 - MARK  # Bot API, sendDocument
DATA_LIMIT = 64  # bytes; Bot API, InlineKeyboardButton
_OWN = frozenset(dir(dict))  # attributes of a table
_PHOTOS = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True)
class Part:
    """One call: `payload` is its parameters but for the chat, as JSON.

    A file stands in it as {"sha256", "name", "mime"} in the place of its parameter; the message to
    edit as "message_id", or "edits_message" where only the row of an own message is known."""

    method: str
    payload: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Rendered:
    """`fault` says in English why the fallback had to stand in; "" when all went well."""

    parts: tuple[Part, ...]
    fault: str = ""


class _Environment(Environment):
    """Jinja's, with less to do."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Nobody changes globals once templates are loaded: plain tables serve, where Jinja's chain
        of tables is walked through in Python at every import of one template into another."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What Jinja would give. Params are tables for the most part, and Jinja first asks a table
        for an attribute and catches that there is none."""
        if type(obj) is dict and attribute not in _OWN:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class Voice:
    """`zone` is that of the people. Raises OSError/KeyError when `folder` lacks its phrases."""

    def __init__(self, zone: tzinfo, folder: Path = FOLDER) -> None:
        self._words = Catalogue(folder)
        self._resent = self._words.phrase("resent")
        self._fallback = self._words.phrase("fallback")
        self._templates = _Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.filters.update(filters(zone, self._words.phrase("moment")))
        self._templates.globals["reason"] = self._words.reason
        self._templates.globals["fault"] = self._fault

    def render(self, message: Message) -> Rendered:
        try:
            return Rendered(_parts(message, self._text(message), self._keyboard(message)))
        except Exception as error:  # noqa: BLE001 - whatever it was, the person gets an answer
            return Rendered(
                _parts(message, Marked(self._fallback), self._keyboard_if_any(message)),
                f"{message.kind}: {type(error).__name__}: {error}",
            )

    def plain(self, message: Message) -> str:
        """The words alone, for the command line. Raises what rendering raises."""
        return self._text(message).plain

    def marked_resent(self, part: Part) -> Part:
        """The same part saying that it may have come before; an edit may be repeated silently."""
        if part.method.startswith("edit"):
            return part
        field = "text" if "text" in part.payload else "caption"
        text = f"{self._resent}\n{part.payload.get(field, '')}".strip()
        return Part(part.method, {**part.payload, field: text})

    def _text(self, message: Message) -> Marked:
        template = self._templates.get_template(f"{message.kind}.j2")
        marked = parse(template.render(message.params))
        if not marked.plain and not _edits(message) and message.file is None:
            raise ValueError("the template gave no text")
        return marked

    def _keyboard(self, message: Message) -> JSON:
        if message.buttons:
            rows = [[self._button(button) for button in row] for row in message.buttons if row]
            return {"inline_keyboard": rows}
        keys: list[list[JSON]] = [[{"text": key} for key in row] for row in message.reply_keyboard]
        if message.ask_contact:
            keys.insert(0, [{"text": self._words.button("share_contact"), "request_contact": True}])
        if message.forget_keyboard and not keys:
            return {"remove_keyboard": True}
        return {"keyboard": keys, "resize_keyboard": True, "is_persistent": True} if keys else None

    def _fault(self, told: Mapping[str, Any]) -> str:
        """A fault of a file, as a message carries it."""
        return self._words.fault(Fault(told["code"], Place(**told["place"]), told["params"]))

    def _button(self, button: Button) -> JSON:
        text = self._words.button(button.label, button.text) if button.label else button.text
        if button.url:
            return {"text": text, "url": button.url}
        if not text or not 0 < len(button.data.encode()) <= DATA_LIMIT:
            raise ValueError(f"button {button.label!r} has no text or unfit data")
        return {"text": text, "callback_data": button.data}

    def _keyboard_if_any(self, message: Message) -> JSON:
        try:
            return self._keyboard(message)
        except Exception:  # noqa: BLE001 - told already, as the fault of the whole message
            return None


def simpler(part: Part) -> Part | None:
    """A version with less to be refused: a photo as a document, else marked text as plain text;
    None when nothing is left to take away."""
    payload = dict(part.payload)
    if "photo" in payload:
        payload["document"] = payload.pop("photo")
        return Part("sendDocument", payload)
    if payload.pop("parse_mode", None) is None:
        return None
    field = "text" if "text" in payload else "caption"
    payload[field] = plain_text(payload[field])
    return Part(part.method, payload)


def _edits(message: Message) -> bool:
    return message.edits_telegram_id is not None or message.edits_message is not None


def _parts(message: Message, marked: Marked, keyboard: JSON) -> tuple[Part, ...]:
    file = message.file
    if file is not None and not _edits(message):
        parts = _with_file(marked, file)
    else:
        parts = [Part("sendMessage", _text(piece)) for piece in marked.pieces(TEXT_LIMIT)]
    if _edits(message):
        parts = _editing(message, parts)
    if keyboard is not None:
        last = parts[-1]
        parts[-1] = Part(last.method, {**last.payload, "reply_markup": keyboard})
    return tuple(parts)


def _with_file(marked: Marked, file: OutgoingFile) -> list[Part]:
    """The text is the caption if it fits, else it goes before the file."""
    field, method = ("photo", "sendPhoto") if file.mime in _PHOTOS else ("document", "sendDocument")
    payload: dict[str, JSON] = {
        field: {"sha256": file.sha256, "name": file.name, "mime": file.mime}
    }
    captions = marked.pieces(CAPTION_LIMIT)
    if len(captions) > 1:
        texts = [Part("sendMessage", _text(piece)) for piece in marked.pieces(TEXT_LIMIT)]
        return [*texts, Part(method, payload)]
    if captions:
        payload |= {"caption": captions[0], "parse_mode": "HTML"}
    return [Part(method, payload)]


def _editing(message: Message, parts: list[Part]) -> list[Part]:
    """The first part takes the place of the edited text; without a text only its keyboard goes."""
    target: dict[str, JSON] = {"edits_message": message.edits_message}
    if message.edits_telegram_id is not None:
        target = {"message_id": message.edits_telegram_id}
    if not parts:
        return [Part("editMessageReplyMarkup", target)]
    return [Part("editMessageText", {**target, **parts[0].payload}), *parts[1:]]


def _text(piece: str) -> dict[str, JSON]:
    return {"text": piece, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
