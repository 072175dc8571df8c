"""Where in a report something stands, as people say it: "II.2.a", "Phụ lục I"."""

from __future__ import annotations

import re

from lxml import etree

from documents.check.anatomy import ANNEX, CLAUSE, PART, POINT
from documents.controls.names import W
from documents.tied import untied

_HEADING = re.compile(r"^heading", re.IGNORECASE)


class Places:
    """Fed with the paragraphs of a body in their order; `now` is where the last one stands."""

    def __init__(self) -> None:
        self._annex = ""
        self._levels: list[str] = []

    @property
    def now(self) -> str:
        return self._annex or ".".join(self._levels)

    def pass_by(self, paragraph: etree._Element) -> None:
        text = text_of(paragraph).strip()
        if ANNEX.match(text):
            self._annex, self._levels = text, []
        elif _is_heading(paragraph):
            for level, pattern in enumerate((PART, CLAUSE, POINT)):
                if pattern.match(text):
                    number = re.split(r"[.)]", text, maxsplit=1)[0]
                    self._levels = [*self._levels[:level], number]


def text_of(element: etree._Element) -> str:
    """What is read of it; a space is a space, whether or not a line may end there."""
    return untied("".join(node.text or "" for node in element.iter(f"{W}t")))


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and bool(_HEADING.match(style.get(f"{W}val", "")))
