"""The controls of a file that people have edited, in whatever program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from documents.controls.names import Control, W, read_bookmark, read_tag
from documents.controls.places import Places, text_of

_BETWEEN = (f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}proofErr")


@dataclass(frozen=True, slots=True)
class Found:
    """A control as it stands in the file. `element` is its `w:sdt`, or the `w:tbl` of a table whose
    control is gone; `place` is where it stands now."""

    number: int
    key: str
    element: etree._Element
    place: str

    @property
    def is_table(self) -> bool:
        return self.key.endswith(":table")

    @property
    def text(self) -> str:
        return text_of(self.element)


def find_controls(body: etree._Element, known: Mapping[int, Control]) -> Iterator[Found]:
    """Those with a number, in the order of the page. `known` says the keys of those that have kept
    no more than their bookmark."""
    places = Places()
    seen: set[int] = set()
    for element in body.iter(f"{W}p", f"{W}sdt", f"{W}bookmarkStart"):
        if element.tag == f"{W}p":
            places.pass_by(element)
            continue
        named = _tagged(element) if element.tag == f"{W}sdt" else _bookmarked(element, known)
        if named is None or (element.tag != f"{W}sdt" and named[1] in seen):
            continue
        key, number = named
        holder = element if element.tag == f"{W}sdt" else _holder(element, key)
        if holder is not None:
            seen.add(number)
            yield Found(number, key, holder, places.now)


def _tagged(sdt: etree._Element) -> tuple[str, int] | None:
    tag = sdt.find(f"{W}sdtPr/{W}tag")
    return read_tag(tag.get(f"{W}val", "")) if tag is not None else None


def _bookmarked(start: etree._Element, known: Mapping[int, Control]) -> tuple[str, int] | None:
    number = read_bookmark(start.get(f"{W}name", ""))
    control = known.get(number) if number is not None else None
    return (control.key, control.number) if control is not None else None


def _holder(start: etree._Element, key: str) -> etree._Element | None:
    """What a bookmark marks: the control it begins in or stands before; a table it stands in."""
    if key.endswith(":table"):
        return next(start.iterancestors(f"{W}tbl"), None)
    around = next(start.iterancestors(f"{W}sdt"), None)
    if around is not None and _untagged(around):
        return around
    following = start.getnext()
    while following is not None and following.tag in _BETWEEN:
        following = following.getnext()
    if following is None or following.tag != f"{W}sdt":
        return None
    return following if _untagged(following) else None


def _untagged(sdt: etree._Element) -> bool:
    return sdt.find(f"{W}sdtPr/{W}tag") is None


def rows_of(table: etree._Element) -> list[list[etree._Element]]:
    """Its cells by row."""
    return [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]


def find_cell_controls(table: etree._Element) -> list[etree._Element]:
    """Controls of figures: those within a paragraph of the table."""
    return [
        sdt for sdt in table.iter(f"{W}sdt") if next(sdt.iterancestors(f"{W}p"), None) is not None
    ]
