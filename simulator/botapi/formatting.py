"""Text as Telegram takes it: HTML parsed into entities, lengths in UTF-16 units, links found.

The HTML rules and the error texts follow tdlib/td, MessageEntity.cpp (`parse_html`,
`fix_formatted_text`, `find_entities`), as far as a bot of ours can meet them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.botapi.refusals import CANT_PARSE, ENTITY_BOUNDS, Refused
from simulator.chats import Json

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TOKEN = re.compile(r"&(?:(#\d+|#x[0-9a-f]+|lt|gt|amp|quot);?)|<", re.IGNORECASE)
TAG = re.compile(r"<(/?)([^\s>/]*)([^>]*)>")
ATTRIBUTE = re.compile(r"""([a-z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""", re.IGNORECASE)
FOUND = {
    "url": re.compile(r"(?:https?://|(?<![\w@.])t\.me/)[^\s<>\"]*[^\s<>\".,;:!?)]"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "mention": re.compile(r"(?<![\w.@])@[A-Za-z]\w{3,31}\b"),
    "bot_command": re.compile(r"(?<![\w/.])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])"),
    "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d]\w*"),
}


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int  # in UTF-16 units of the plain text


class _HtmlReader:
    """One pass over the markup, keeping the plain text and the open tags."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._plain: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        at = 0
        while match := TOKEN.search(self._markup, at):
            self._add(self._markup[at : match.start()])
            if match.group(1):
                self._add(_character(match.group(1)))
                at = match.end()
            else:
                at = self._tag(match.start())
        self._add(self._markup[at:])
        if self._open:
            raise _unreadable(
                f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"'
            )
        return "".join(self._plain), sorted_entities(self._entities)

    def _add(self, text: str) -> None:
        self._plain.append(text)
        self._length += utf16_length(text)

    def _tag(self, at: int) -> int:
        match = TAG.match(self._markup, at)
        offset = len(self._markup[:at].encode())
        if match is None:
            kind = "end" if self._markup[at + 1 : at + 2] == "/" else "start"
            raise _unreadable(f"Unclosed {kind} tag at byte offset {offset}")
        closing, tag, rest = match.group(1), match.group(2).lower(), match.group(3)
        if closing:
            self._close(tag, offset)
        elif tag not in TAGS:
            raise _unreadable(f'Unsupported start tag "{tag}" at byte offset {offset}')
        else:
            self._open.append(_Open(tag, _attributes(rest), self._length))
        return match.end()

    def _close(self, tag: str, offset: int) -> None:
        if not self._open:
            raise _unreadable(f"Unexpected end tag at byte offset {offset}")
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise _unreadable(
                f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", '
                f'found "</{tag}>"'
            )
        length = self._length - opened.offset
        if length:
            self._entities += self._made(opened, length)

    def _made(self, opened: _Open, length: int) -> list[Json]:
        entity: Json = {"type": TAGS[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "span" and opened.attributes.get("class") != "tg-spoiler":
            raise _unreadable('Tag "span" must have class "tg-spoiler"')
        if opened.tag == "a":
            url = opened.attributes.get("href", "")
            return [entity | {"url": url}] if re.match(r"(https?|tg)://", url) else []
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        language = opened.attributes.get("class", "")
        if opened.tag == "code" and language.startswith("language-") and self._inside("pre"):
            self._open[-1].attributes["language"] = language.removeprefix("language-")
            return []
        if opened.tag == "pre" and "language" in opened.attributes:
            entity["language"] = opened.attributes["language"]
        return [entity]

    def _inside(self, tag: str) -> bool:
        return bool(self._open) and self._open[-1].tag == tag


def _unreadable(why: str) -> Refused:
    return Refused(CANT_PARSE, why=why)


def _character(name: str) -> str:
    name = name.lower()
    if name in CHARACTERS:
        return CHARACTERS[name]
    return chr(int("0" + name[1:], 0) if name.startswith("#x") else int(name[1:]))


def _attributes(text: str) -> dict[str, str]:
    found = ATTRIBUTE.findall(text)
    return {
        name.lower(): TOKEN.sub(_replaced, value.strip("\"'")) if value else ""
        for name, value in found
    }


def _replaced(match: re.Match[str]) -> str:
    return _character(match.group(1)) if match.group(1) else match.group(0)


def sorted_entities(entities: Iterable[Json]) -> list[Json]:
    """In Telegram's order: by offset, the longer (outer) one first."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], e["type"]))


def parse_html(markup: str) -> tuple[str, list[Json]]:
    """HTML as Telegram understands it -> plain text and entities. Raises Refused."""
    return _HtmlReader(markup).read()


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without white space at both ends; the entities moved and cut to fit."""
    cut = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in entities:
        first = max(0, entity["offset"] - cut)
        last = min(end, entity["offset"] + entity["length"] - cut)
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    return text, kept


def checked(text: str, entities: list[Json]) -> list[Json]:
    """Entities given by the bot itself. Raises Refused when one lies outside of the text."""
    end = utf16_length(text)
    for entity in entities:
        first, length = entity["offset"], entity["length"]
        if first < 0 or length <= 0 or first + length > end:
            raise Refused(ENTITY_BOUNDS)
    return sorted_entities(entities)


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself: commands, links, mentions, e-mail addresses, hashtags."""
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in ("code", "pre", "text_link")
    ]
    found = []
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            first = utf16_length(text[: match.start()])
            last = first + utf16_length(match.group())
            if all(last <= start or first >= end for start, end in taken):
                found.append({"type": kind, "offset": first, "length": last - first})
                taken.append((first, last))
    return sorted_entities([*entities, *found])
