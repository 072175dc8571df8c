"""How a control is called in the file: a tag, and a bookmark for programs that drop tags.

LibreOffice 7.4 keeps a content control but not its tag, and no control around a table; a bookmark
survives it, and so does a part of XML of our own. Word keeps all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST = 64  # characters Word takes of a tag and of a title
_TAG = re.compile(r"^(.+):(\d+)$")
_BOOKMARK = re.compile(r"^_th(\d+)$")  # names with "_" in front are not listed to people


@dataclass(frozen=True, slots=True)
class Control:
    """`key` as in `documents.controls.marks`; `place` and `label` for people."""

    number: int
    key: str
    place: str
    label: str

    @property
    def tag(self) -> str:
        end = f":{self.number}"
        return self.key[: LONGEST - len(end)] + end

    @property
    def bookmark(self) -> str:
        return f"_th{self.number}"


def read_tag(tag: str) -> tuple[str, int] | None:
    """(key, number)"""
    found = _TAG.match(tag)
    return (found.group(1), int(found.group(2))) if found else None


def read_bookmark(name: str) -> int | None:
    found = _BOOKMARK.match(name)
    return int(found.group(1)) if found else None
