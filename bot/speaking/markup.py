"""Telegram's HTML: read into plain text and spans, cut to size, written again.

Telegram counts in UTF-16 units of the plain text, after tags and entities are resolved.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

TAGS = frozenset({"b", "i", "u", "s", "code", "pre", "a", "blockquote"})
_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[a-z]+)(?P<rest>[^<>]*)>|<")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")  # beginning with one letter it is found fast
_BLANKS_BEFORE_THEM = re.compile(r"[ \t]+(?=\n[ \t]*\n)")
_UNSENDABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BadMarkup(ValueError):
    """Not the HTML that Telegram takes: unknown, unclosed or crossed tags."""


@dataclass(frozen=True, slots=True)
class Span:
    """`opening` is the tag as it was written, attributes included."""

    start: int
    end: int
    tag: str
    opening: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain text with the spans that mark it; spans nest, outer ones first."""

    plain: str
    spans: tuple[Span, ...] = ()

    def pieces(self, limit: int) -> list[str]:
        """HTML of all of it, each piece at most `limit` UTF-16 units; cut between paragraphs, else
        lines, else words. Nothing is lost but the white space at a cut."""
        return [self.html(start, end) for start, end in _cuts(self.plain, limit)]

    def html(self, start: int = 0, end: int | None = None) -> str:
        """The markup of plain[start:end], every tag closed in it."""
        end = len(self.plain) if end is None else end
        inside = [span for span in self.spans if span.start < end and span.end > start]
        writing = _Writing(self.plain, start)
        for span in inside:
            writing.close_until(span.start)
            writing.open(span, max(span.start, start))
        writing.close_until(end)
        writing.close_all(end)
        return writing.text()


def parse(markup: str) -> Marked:
    """Reads what a template gave. Text is made NFC and freed of what Telegram refuses; white space
    at the ends and more than one blank line are taken out. Raises BadMarkup."""
    return _Reader(_tidy(markup.replace("\r\n", "\n"))).read()


def _tidy(markup: str) -> str:
    if " \n" in markup or "\t\n" in markup:
        markup = _BLANKS_BEFORE_THEM.sub("", markup)
    return _BLANK_LINES.sub("\n\n", markup).strip()


def plain_text(markup: str) -> str:
    """The text alone, even of markup that is wrong."""
    try:
        return parse(markup).plain
    except BadMarkup:
        return html.unescape(re.sub(r"</?[a-z][^<>]*>", "", markup))


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Reader:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._is_clean = _clean(markup) == markup
        self._plain: list[str] = []
        self._length = 0
        self._open: list[tuple[int, int, str, str]] = []  # place among spans, start, tag, opening
        self._spans: list[Span | None] = []  # as they were opened: outer ones first

    def read(self) -> Marked:
        at = 0
        for token in _TOKEN.finditer(self._markup):
            start, end = token.span()
            if at < start:
                self._text(self._markup[at:start])
            self._tag(token)
            at = end
        if at < len(self._markup):
            self._text(self._markup[at:])
        if self._open:
            raise BadMarkup(f"<{self._open[-1][2]}> is not closed")
        spans = tuple(span for span in self._spans if span is not None)
        return Marked("".join(self._plain), spans)

    def _text(self, markup: str) -> None:
        if "&" in markup:
            markup = _clean(html.unescape(markup))
        elif not self._is_clean:
            markup = _clean(markup)
        self._plain.append(markup)
        self._length += len(markup)

    def _tag(self, token: re.Match[str]) -> None:
        close, tag = token.group("close", "tag")
        if tag not in TAGS:
            raise BadMarkup(f"{token[0][:20]!r} is no tag of Telegram")
        if not close:
            self._open.append((len(self._spans), self._length, tag, token[0]))
            self._spans.append(None)
            return
        if not self._open or self._open[-1][2] != tag:
            raise BadMarkup(f"</{tag}> closes nothing")
        place, start, _, opening = self._open.pop()
        if start < self._length:
            self._spans[place] = Span(start, self._length, tag, opening)


def _clean(text: str) -> str:
    """Not of more than lies between two tags: what composes must not compose with a tag."""
    return unicodedata.normalize("NFC", _UNSENDABLE.sub("", text))


class _Writing:
    """Plain text written as HTML, from left to right."""

    def __init__(self, plain: str, start: int) -> None:
        self._plain = plain
        self._at = start
        self._written: list[str] = []
        self._open: list[Span] = []

    def open(self, span: Span, place: int) -> None:
        self._write_to(place)
        self._written.append(span.opening)
        self._open.append(span)

    def close_until(self, place: int) -> None:
        """Closes every tag that ends at `place` or before."""
        while self._open and self._open[-1].end <= place:
            self._close(self._open[-1].end)

    def close_all(self, place: int) -> None:
        """Writes up to `place`, which is the end, and closes what goes on behind it."""
        while self._open:
            self._close(place)
        self._write_to(place)

    def text(self) -> str:
        return "".join(self._written)

    def _close(self, place: int) -> None:
        self._write_to(place)
        self._written.append(f"</{self._open.pop().tag}>")

    def _write_to(self, place: int) -> None:
        self._written.append(html.escape(self._plain[self._at : place], quote=False))
        self._at = place


def _cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Start and end of each piece, white space at the ends left out; blank pieces not at all."""
    if utf16_length(text) <= limit and text == text.strip():
        if text:
            yield 0, len(text)
        return
    sizes = list(accumulate((2 if c > "\uffff" else 1 for c in text), initial=0))
    start = 0
    while True:
        while start < len(text) and text[start].isspace():
            start += 1
        if start == len(text):
            return
        most = bisect_right(sizes, sizes[start] + limit) - 1
        end = most if most == len(text) else _best_cut(text, start, most)
        yield start, start + len(text[start:end].rstrip())
        start = end


def _best_cut(text: str, start: int, most: int) -> int:
    """Where to end a piece that begins at `start` and must end at `most` at the latest: a better
    place is taken if it leaves the piece at least half full."""
    half = start + (most - start) // 2
    for boundary in ("\n\n", "\n", " "):
        at = text.rfind(boundary, half, most + 1)
        if at > start:
            return at
    at = text.rfind(" ", start, most + 1)
    return at if at > start else most
