"""Puts the content controls into a rendered body: marked texts, and tables in their places."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree
from markupsafe import Markup, escape

from documents.controls.marks import is_marked, pieces
from documents.controls.names import LONGEST, Control, W
from documents.controls.places import Places
from documents.word.pictures import picture
from documents.word.tables import Piece, control, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMESPACE = W[1:-1]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACE = "bang-"

Label = Callable[[str], str]  # key -> what it is, for people


def place_for(at: int) -> Markup:
    """What stands in the body in the place of the table number `at`, until it is spliced in: big
    tables are never parsed."""
    return Markup(f'<w:customXml w:element="{_PLACE}{at}"/>')  # noqa: S704 (a number)


class Writer:
    """Numbers controls through one body."""

    def __init__(self, body: etree._Element, tables: Sequence[Piece], label: Label) -> None:
        self._body = body
        self._tables = tables
        self._label = label
        self._places = Places()
        self._first_bookmark = 1 + max(
            (int(each.get(f"{W}id", "0")) for each in body.iter(f"{W}bookmarkStart")), default=0
        )
        self.controls: list[Control] = []
        self.spliced: dict[bytes, bytes] = {}  # what stands in the file -> what has to

    def write(self) -> None:
        for element in list(self._body.iter(f"{W}p", f"{W}customXml")):
            if element.tag == f"{W}p":
                self._places.pass_by(element)
                self._in_paragraph(element)
            elif element.get(f"{W}element", "").startswith(_PLACE):
                at = int(element.get(f"{W}element", "").removeprefix(_PLACE))
                place = bytes(f'<w:customXml w:element="{_PLACE}{at}"/>', "utf-8")
                self.spliced[place] = self._table(self._tables[at]).encode("utf-8")

    def _in_paragraph(self, element: etree._Element) -> None:
        marked = [t for t in element.iter(f"{W}t") if is_marked(t.text or "")]
        for run in dict.fromkeys(t.getparent() for t in marked):
            assert run is not None, "a text stands in a run"
            for piece in self._split(run):
                run.addprevious(piece)
            _remove(run)

    def _split(self, run: etree._Element) -> Iterator[etree._Element]:
        """The run as runs and controls, all of them with its formatting."""
        properties = run.find(f"{W}rPr")
        for child in run:
            if child is properties:
                continue
            if child.tag != f"{W}t":
                yield _run(properties, copy.deepcopy(child))
                continue
            for key, text in pieces(child.text or ""):
                if key:
                    yield from self._control(key, _run(properties, _text(text)))
                elif text:
                    yield _run(properties, _text(text))

    def _control(self, key: str, run: etree._Element) -> Iterator[etree._Element]:
        made = self._new(key)
        start, end = _bookmark(made, self._first_bookmark)
        yield start
        yield sdt(made, run)
        yield end

    def _table(self, piece: Piece) -> str:
        """The table with its note in one control, a bookmark in its first cell and in the note."""
        made, note = self._new(f"{piece.name}:table"), self._new(f"{piece.name}:notes")
        start, end = (_xml(each) for each in _bookmark(made, self._first_bookmark))
        table = str(piece.table).replace("</w:pPr>", f"</w:pPr>{start}{end}", 1)
        below = self._note(note, piece.notes)
        whole = str(piece.head) + control(made.tag, table + below, made.label)
        return whole + (picture(piece.picture) if piece.picture else "")

    def _note(self, note: Control, text: str) -> str:
        start, end = (_xml(each) for each in _bookmark(note, self._first_bookmark))
        below = str(paragraph(note_style(text), text))
        if text:
            run = below[below.index("</w:pPr>") + 8 : -len("</w:p>")]
            return below.replace(run, start + control(note.tag, run, note.label) + end)
        return below.replace("</w:pPr>", f"</w:pPr>{start}{end}")

    def _new(self, key: str) -> Control:
        made = Control(len(self.controls) + 1, key, self._places.now, self._label(key))
        self.controls.append(made)
        return made


def note_style(text: str) -> str:
    return "GhiChuBang" if text else "SauBang"


def sdt(made: Control, *content: etree._Element) -> etree._Element:
    element = etree.Element(f"{W}sdt")
    properties = etree.SubElement(element, f"{W}sdtPr")
    if made.label:
        etree.SubElement(properties, f"{W}alias", {f"{W}val": made.label[:LONGEST]})
    etree.SubElement(properties, f"{W}tag", {f"{W}val": made.tag})
    etree.SubElement(element, f"{W}sdtContent").extend(content)
    return element


def splice(document: bytes, spliced: Mapping[bytes, bytes]) -> bytes:
    for place, table in spliced.items():
        document = document.replace(place, table)
    return document


def _bookmark(made: Control, first: int) -> tuple[etree._Element, etree._Element]:
    number = str(first + made.number)
    start = etree.Element(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": made.bookmark})
    return start, etree.Element(f"{W}bookmarkEnd", {f"{W}id": number})


def _xml(element: etree._Element) -> str:
    """With the prefix the file has."""
    name = etree.QName(element).localname
    said = "".join(
        f' w:{etree.QName(key).localname}="{escape(value)}"' for key, value in element.items()
    )
    return f"<w:{name}{said}/>"


def _run(properties: etree._Element | None, content: etree._Element) -> etree._Element:
    run = etree.Element(f"{W}r", nsmap={"w": _NAMESPACE})
    if properties is not None:
        run.append(copy.deepcopy(properties))
    run.append(content)
    return run


def _text(text: str) -> etree._Element:
    element = etree.Element(f"{W}t", {_SPACE: "preserve"})
    element.text = text
    return element


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
