"""What no sentence of a report may look like, whoever reports what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.documents import opened

_BLOTS = re.compile(
    r"  |\t|\) \(| [.,;:)!?]|\( |\(\)|\.\.|[,;:]\.|[,;]{2}|\bNone\b|\bnan\b|\bTrue\b|\bFalse\b"
    r"|\{\{|\}\}|\{%|%\}|undefined|…%|-0(?![\d,])|[\U0001F000-\U0001FAFF]"
)
_MONTH_WITH_ZERO = re.compile(r"\b\d{1,2}/0[3-9]/\d{4}")
_ZERO_IN_PROSE = re.compile(r"(?<![\d.,/])0 [^\d\W]")
_PADDED = re.compile(r"(?<![\d.,/“])0\d(?! *(?:hộ|[^\W\d]))")  # "08" where nothing is counted
_UNIT_TEXT = ("- ", "+ ")
_HEADING = re.compile(r"Heading(\d)")


def faults(data: bytes) -> list[str]:
    """Each with the paragraph it is in; empty for a report an official could sign."""
    return [*_in_prose(data), *_in_headings(data), *_in_cells(data)]


def _in_prose(data: bytes) -> Iterator[str]:
    for style, text in opened.blocks(data):
        if not text or style != "NoiDung":
            continue
        if text.startswith(_UNIT_TEXT):
            continue
        if _BLOTS.search(text) or _MONTH_WITH_ZERO.search(text):
            yield f"blot: {text}"
        if _ZERO_IN_PROSE.search(text):
            yield f"a zero that should be words: {text}"
        if not text.endswith((".", ":", "./.", ".)")):
            yield f"no full stop: {text}"
        if text.lstrip("(“")[0].islower():
            yield f"begins small: {text}"
        for sentence in re.split(r"(?<=[^.\d][.]) ", text):
            if sentence and sentence.lstrip("(“")[0].islower():
                yield f"a sentence begins small: {text}"
        if _PADDED.search(re.sub(r"\d{1,2}/\d{1,2}/\d{4}", "", text)):
            yield f"a zero before no count: {text}"


def _in_headings(data: bytes) -> Iterator[str]:
    """Every heading without smaller ones below it has something below it."""
    before, empty = "", False
    for line in opened.blocks(data):
        level = _HEADING.match(line.style)
        if level and empty and int(level[1]) <= int(before[:1]):
            yield f"empty heading: {before[1:]}"
        if level:
            before, empty = level[1] + line.text, True
        elif line.text:
            empty = False


def _in_cells(data: bytes) -> Iterator[str]:
    for table in opened.tables(data):
        if len(table[0]) < 3:
            continue  # letterhead and signature: blanks for the clerk
        for cell in (cell for row in table for cell in row):
            if _BLOTS.search(cell) or _MONTH_WITH_ZERO.search(cell):
                yield f"blot in a cell: {cell}"
            if re.fullmatch(r"0\d+", cell):
                yield f"a padded number in a cell: {cell}"
