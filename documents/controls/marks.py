"""Marks in a text around what comes from the data: they become content controls in Word.

A key is `<id>:<way>`: `HN_N1:so` is the indicator's number with its unit of measure, `kinh-te:…` a
text. The marks are noncharacters, which `documents.clean` takes out of everything people write."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPEN, THEN, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKED = re.compile(f"{OPEN}([^{OPEN}{THEN}{CLOSE}]*){THEN}([^{OPEN}{THEN}{CLOSE}]*){CLOSE}")
_LAST = re.compile(f"{_MARKED.pattern}$")
_STRAY = re.compile(f"{OPEN}[^{OPEN}{THEN}{CLOSE}]*{THEN}|[{OPEN}{THEN}{CLOSE}]")


class Marked(str):
    """A text whose marks are ours and may stay."""

    __slots__ = ()


def marked(key: str, text: str) -> str:
    """Nothing is no control: Word would ask for a text there."""
    return f"{OPEN}{key}{THEN}{text}{CLOSE}" if text else ""


def unmarked(text: str) -> str:
    return _STRAY.sub("", text)


def is_marked(text: str) -> bool:
    return OPEN in text


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """(key, text) one after another; the key is "" for what is not marked."""
    at = 0
    for found in _MARKED.finditer(text):
        yield "", unmarked(text[at : found.start()])
        yield found.group(1), found.group(2)
        at = found.end()
    yield "", unmarked(text[at:])


def last_mark(text: str) -> tuple[str, str] | None:
    """(what stands before it, its text) of the mark that `text` ends with."""
    found = _LAST.search(text)
    return (text[: found.start()], found.group(2)) if found else None


def capitalized_first(text: str) -> str:
    """The first letter that is seen in upper case, whether or not it is marked."""
    start = text.find(THEN) + 1 if text.startswith(OPEN) else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
